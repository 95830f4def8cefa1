// The life of a link: everything that can happen to one, and what becomes of its row. Both stores apply this table, and so does
// every verb that a person starts; nothing else changes a link. Pure.
import type { FieldDiff, Values } from '../model.ts';
import { type Base, type EndReason, type Hold, type Intent, type LinkRow, NOTHING_AGREED } from './link.ts';

export type LinkMove =
  /** Its record, its card, its flag or the mapping has changed: it is due. */
  | { type: 'touched' }
  /** Planned up to `seen`, and nothing is left to do. `certain`: nothing of ours can be on its way any more. */
  | { type: 'settled'; seen: number; base: Base | null; certain: boolean }
  /** What both sides agree on by now; it stays due for whatever made it due. */
  | { type: 'agreed'; base: Base }
  /** Stored before the call: what is about to be written. With `seen` only if nothing has touched it since. */
  | { type: 'sent'; intent: Intent; seen?: number }
  /** The book took it. `seen`: there is nothing on the card but what was sent; null leaves the link due. */
  | { type: 'answered'; cardId: string; base: Base; seen: number | null }
  /** Of updates whose answers were lost, what has arrived by now and is in a run's journal. */
  | { type: 'journalled'; diff: FieldDiff[] }
  /** Somebody wrote the card first: what was sent last did not happen. */
  | { type: 'raced' }
  /** The card is not where it was: what was sent last did not happen. */
  | { type: 'not-there' }
  /** A creation that certainly did not happen. */
  | { type: 'never-happened' }
  /** The answer was lost, as was found at `since` (an earlier finding stands): asked again at `retryAt`. */
  | { type: 'in-doubt'; since: number; retryAt: number; seen: number }
  /**
   * Nothing moves until something changes or `retryAt` comes. 'refused' says that what was sent last did not happen. `base` is what
   * both sides have come to agree on meanwhile, unless something has touched it since.
   */
  | { type: 'held'; hold: Hold; retryAt: number | null; seen: number; base?: Base }
  /** A person said yes to what waits, of the class it waits for or that was shown: the guard does not hold that again. */
  | { type: 'approved'; of?: string }
  /** A yes that was said counts no more: it waits for a person again. */
  | { type: 'asked-again' }
  /** Whatever it waited for is decided: it is due, and planned from what is there. */
  | { type: 'released' }
  /** Nobody is asked any more. */
  | { type: 'unasked' }
  /** Whether its card stays once it is not wanted any more. */
  | { type: 'kept'; keep: boolean }
  /** A card becomes this link's; with `from` it goes on where that link was. */
  | {
      type: 'taken-up';
      cardId: string;
      from: Pick<LinkRow, 'base' | 'outbox' | 'intent' | 'createdByUs'> | null;
    }
  /**
   * Another record takes its place, as when two are merged. What was agreed on and sent comes after `last`, the last agreement of that
   * record: the counts of two records say nothing of each other.
   */
  | { type: 'taken-over'; recordId: string; last: number }
  /** Its record is of another kind: what was agreed and what was sent, by the fields of that; a closed one may be gone on from. */
  | ({ type: 'converted' } & Pick<LinkRow, 'base' | 'outbox' | 'intent'>)
  /** The end. With `seen` only if nothing has touched it since; `card` are the names by which the card is known again. */
  | {
      type: 'closed';
      reason: EndReason;
      seen?: number;
      card?: { uid: string | null; remoteId: string | null };
    }
  /** A closed one, whose account is left: the names by which its card is known again. */
  | { type: 'named'; uid: string | null; remoteId: string }
  /** A closed one: its card is asked for by its own address, so that a deletion without an answer says nothing of it any more. */
  | { type: 'asked-for' }
  /** A closed one: its card was deleted since, and whatever is listed under its names is not the one it had. */
  | { type: 'forgotten' }
  /** A closed one: another link goes on with what it had sent. */
  | { type: 'passed-on' };

/** What a link that ended can yet go through. */
const OF_THE_CLOSED: ReadonlySet<LinkMove['type']> = new Set([
  'named',
  'asked-for',
  'forgotten',
  'passed-on',
]);

/** What any link can go through. */
const OF_ANY: ReadonlySet<LinkMove['type']> = new Set(['converted']);

type Rows = {
  [Type in LinkMove['type']]: (
    link: LinkRow,
    move: Extract<LinkMove, { type: Type }>,
  ) => Partial<LinkRow> | null;
};

const due = ({ touched }: LinkRow) => ({ touched: touched + 1 });
const NO_WAIT = { hold: null, retryAt: null } as const;
const NOTHING_SENT: Pick<LinkRow, 'intent' | 'outbox'> = { intent: null, outbox: [] };

/** What was sent last is taken back; something sent before may have no answer either. */
function unsent({ intent, outbox }: LinkRow): Pick<LinkRow, 'intent' | 'outbox'> {
  const rest = intent?.type === 'update' ? outbox.slice(0, -1) : outbox;
  if (intent === null || rest.length === 0) return { outbox: rest, intent: null };
  const last = intent.type === 'update' ? outbox.at(-1)! : {};
  const isOfLast = ({ field, after }: FieldDiff) => field in last && (last[field] || null) === after;
  const kept = intent.diff?.filter(
    (diff, at, all) => !isOfLast(diff) || all.slice(at + 1).some((later) => later.field === diff.field),
  );
  return { outbox: rest, intent: kept ? { ...intent, diff: kept } : intent };
}

/** What was sent before and is in no journal yet may still arrive. */
function withDiff(intent: Intent, before: FieldDiff[] = []): Intent {
  const diff = [...before, ...(intent.diff ?? [])];
  return diff.length > 0 ? { ...intent, diff } : intent;
}

function withoutDiff(intent: Intent, gone: FieldDiff[]): Intent {
  const isGone = ({ field, after }: FieldDiff) =>
    gone.some((diff) => diff.field === field && diff.after === after);
  return { ...intent, diff: (intent.diff ?? []).filter((diff) => !isGone(diff)) };
}

const countedAfter = <T extends Base | Intent>(one: T, last: number): T =>
  last > 0 ? { ...one, serial: last + (one.serial ?? 1) } : one;

const BEFORE_SENDING = { creating: 'new', deleting: 'active' } as const;
/** Where a link stood before its last call. */
const stoodAt = ({ state }: LinkRow): LinkRow['state'] =>
  BEFORE_SENDING[state as keyof typeof BEFORE_SENDING] ?? state;

/** The state of a link while what was sent has no answer. */
export const WHILE_SENT = { create: 'creating', remove: 'deleting' } as const;

/** A creation of which nobody knows whether it happened: if it did, the card holds what was sent. */
const asSent = (
  { sent, join, at, doubtedAt = at }: Intent,
  outbox: Values[],
): Pick<LinkRow, 'base' | 'outbox'> => ({
  base: {
    ...NOTHING_AGREED,
    agreedAt: Math.max(at, doubtedAt),
    ...(join === undefined ? {} : { join }),
    fields: Object.fromEntries(
      Object.entries(sent).map(([field, value]) => [field, { local: value, remote: value }]),
    ),
  },
  outbox: [...outbox, sent],
});

/** By move, the columns that change; null where the link has gone on without it. @public mutants replace its rows */
export const MOVES: Rows = {
  touched: (link) => due(link),
  settled: (_, { seen, base, certain }) => ({
    ...NO_WAIT,
    ...(certain ? NOTHING_SENT : {}),
    base,
    settled: seen,
    failures: 0,
  }),
  agreed: (_, { base }) => ({ base }),
  sent: ({ touched, state, outbox, hold, intent: before }, { intent, seen = touched }) =>
    seen !== touched
      ? null
      : {
          // What was refused says nothing of what goes out now.
          hold: hold?.code === 'refused' ? null : hold,
          intent: withDiff(intent, before?.diff),
          state: intent.type === 'update' ? state : WHILE_SENT[intent.type],
          outbox: intent.type === 'update' ? [...outbox, intent.sent] : outbox,
        },
  answered: ({ settled }, { cardId, base, seen }) => ({
    ...NO_WAIT,
    ...NOTHING_SENT,
    state: 'active',
    cardId,
    base,
    settled: seen ?? settled,
    failures: 0,
  }),
  journalled: ({ intent }, { diff }) => intent && { intent: withoutDiff(intent, diff) },
  raced: (link) => ({ ...unsent(link), ...due(link), state: 'active' }),
  'not-there': (link) => ({ ...unsent(link), ...due(link) }),
  'never-happened': (link) => ({ ...due(link), state: 'new', intent: null, retryAt: null }),
  'in-doubt': ({ intent }, { since, retryAt, seen }) => ({
    intent: intent && { doubtedAt: since, ...intent },
    settled: seen,
    retryAt,
  }),
  held: (link, { hold, retryAt, seen, base }) => ({
    ...(hold.code === 'refused'
      ? { ...unsent(link), state: stoodAt(link), failures: Math.min(link.failures + 1, 100) }
      : {}),
    ...(base && seen === link.touched ? { base } : {}),
    hold,
    settled: seen,
    retryAt,
  }),
  approved: (link, { of = link.hold?.code === 'approval' ? link.hold.detail : '' }) => ({
    ...due(link),
    hold: { code: 'approved', detail: of },
  }),
  'asked-again': (link) =>
    link.hold?.code === 'approved'
      ? { ...due(link), hold: { code: 'approval', detail: link.hold.detail } }
      : null,
  released: (link) => ({ ...due(link), ...NO_WAIT }),
  unasked: ({ hold }) => (hold?.code === 'approval' ? { hold: null } : null),
  kept: ({ keepCard }, { keep }) => (keepCard === keep ? null : { keepCard: keep }),
  'taken-up': (link, { cardId, from }) => ({
    ...due(link),
    cardId,
    ...(from
      ? {
          ...from,
          // What somebody is asked about is on a list yet: the next plan takes it off.
          hold: link.hold?.code === 'approval' ? link.hold : null,
          state: from.intent?.type === 'remove' ? 'deleting' : 'active',
        }
      : {}),
  }),
  'taken-over': (link, { recordId, last }) => ({
    ...due(link),
    recordId,
    base: link.base && countedAfter(link.base, last),
    intent: link.intent && countedAfter(link.intent, last),
  }),
  converted: (_, { base, outbox, intent }) => ({ base, outbox, intent }),
  closed: ({ touched, state, intent, outbox, marker }, { reason, seen = touched, card }) =>
    seen !== touched
      ? null
      : {
          ...NO_WAIT,
          state: 'closed',
          closedReason: reason,
          settled: touched,
          // Of an account connected again later, the card that we were deleting is known, and the guard counts what may have happened.
          intent: reason === 'disconnected' && state !== 'creating' ? intent : null,
          ...(card ? { cardId: null, formerUid: card.uid, formerRemoteId: card.remoteId } : {}),
          // The card of a creation without an answer, if there is one, carries the marker as its name, and what was sent.
          ...(reason === 'disconnected' && state === 'creating'
            ? { formerUid: marker, ...(intent ? asSent(intent, outbox) : {}) }
            : {}),
        },
  named: (_, { uid, remoteId }) => ({ cardId: null, formerUid: uid, formerRemoteId: remoteId }),
  'asked-for': ({ intent }) => ({ intent: intent && { ...intent, isAskedFor: true } }),
  forgotten: () => ({ formerUid: null, formerRemoteId: null }),
  'passed-on': () => ({ intent: null }),
};

/** The linkless card that a move takes or waits for: it applies only while nobody else has that. */
export function cardMeant(move: LinkMove | { type: 'answered' }): string | undefined {
  if (move.type === 'taken-up') return move.cardId;
  return move.type === 'held' ? move.hold.cardId : undefined;
}

/** What a link is after a move; the very same row where the move does not apply: a link that ended does not begin again. */
export function moved(link: LinkRow, move: LinkMove): LinkRow {
  const isOfItsState = OF_ANY.has(move.type) || (link.state === 'closed') === OF_THE_CLOSED.has(move.type);
  if (!isOfItsState) return link;
  const apply = MOVES[move.type] as (link: LinkRow, move: LinkMove) => Partial<LinkRow> | null;
  const columns = apply(link, move);
  return columns ? { ...link, ...columns } : link;
}
