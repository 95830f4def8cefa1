// The steps of the conformance tests, each as the engine makes it.
import type { Card } from '../../../src/providers/provider.ts';
import type { CloseReason } from '../../../src/sync/codes.ts';
import type { ActionClass } from '../../../src/sync/decide/guard.ts';
import type { Base, Hold, Intent } from '../../../src/sync/link/link.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import { observe } from '../../../src/sync/look/observe.ts';
import type { FieldDiff } from '../../../src/sync/model.ts';
import type { Journal, Step } from '../../../src/sync/store.ts';

export const EMPTY: Base = { fields: {}, bound: {}, others: [] };
export const JOURNAL: Journal = { type: 'update', diff: [], outcome: 'done' };
export const anIntent = (type: Intent['type'], sent = {}): Intent => ({ type, sent, at: 1 });

export const stepOf = ({ link, record }: LinkView, parts: Partial<Step> = {}): Step => ({
  linkId: link.id,
  recordId: record.id,
  ...parts,
});
export const sent = (view: LinkView, type: Intent['type'], values = {}): Step =>
  stepOf(view, {
    move: { type: 'sent', intent: anIntent(type, values) },
    ...(type === 'remove' ? { trash: 'flag-off' } : {}),
  });
export const written = (view: LinkView, card: Card, bookId: string, isAll = true): Step =>
  stepOf(view, {
    card: { bookId, card: observe(card) },
    move: { type: 'answered', base: EMPTY, seen: isAll ? view.link.touched : null },
    queue: 'forget',
    journal: [JOURNAL],
  });
export const removed = (view: LinkView, more: Partial<Journal> = {}): Step =>
  stepOf(view, {
    cardIs: 'gone',
    move: { type: 'closed', reason: 'deleted' },
    wantedAgain: true,
    journal: [{ ...JOURNAL, type: 'remove', ...more }],
  });
export const settled = (
  view: LinkView,
  { base = EMPTY, certain = true, seen = view.link.touched } = {},
): Step => stepOf(view, { move: { type: 'settled', seen, base, certain } });
export const raced = (view: LinkView, card: Card): Step =>
  stepOf(view, { card: { bookId: view.card!.bookId, card: observe(card) }, move: { type: 'raced' } });
export const notThere = (view: LinkView): Step =>
  stepOf(view, { cardIs: 'missing', move: { type: 'not-there' } });
export const held = (view: LinkView, hold: Hold, retryAt: number | null = null): Step =>
  stepOf(view, { move: { type: 'held', hold, retryAt, seen: view.link.touched } });
export const doubted = (view: LinkView, since: number, retryAt: number): Step =>
  stepOf(view, { move: { type: 'in-doubt', since, retryAt, seen: view.link.touched } });
export const never = (view: LinkView): Step => stepOf(view, { move: { type: 'never-happened' } });
export const awaiting = (view: LinkView, name: ActionClass, action: Journal): Step => ({
  ...held(view, { code: 'approval', detail: name }),
  waits: { class: name, action },
});
export const pulled = (view: LinkView, diff: FieldDiff[], isAll: boolean): Step =>
  stepOf(view, {
    move: isAll
      ? { type: 'settled', seen: view.link.touched, base: EMPTY, certain: true }
      : { type: 'agreed', base: EMPTY },
    record: {
      expect: view.record.version,
      values: Object.fromEntries(diff.map(({ field, after }) => [field, after])),
    },
    journal: [{ type: 'update-record', diff, outcome: 'done' }],
  });
export const takenUp = (view: LinkView, cardId: string): Step => {
  const { former } = view;
  const from = former && {
    intent: former.intent,
    base: former.base,
    outbox: former.outbox,
    createdByUs: former.createdByUs,
  };
  const journal: Journal[] = former ? [{ type: 'take-up', diff: [], outcome: 'done' }] : [];
  const passing = former?.intent ? { passesOn: former.linkId } : {};
  return stepOf(view, { move: { type: 'taken-up', cardId, from }, queue: 'forget', journal, ...passing });
};
export const closed = (view: LinkView, reason: CloseReason, parts: Partial<Step> = {}): Step =>
  stepOf(view, {
    move: { type: 'closed', reason, seen: view.link.touched },
    journal: [{ type: 'close', diff: [], outcome: reason }],
    ...parts,
  });
