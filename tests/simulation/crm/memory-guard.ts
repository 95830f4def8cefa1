// What the guard asks, and where what it holds is kept; as src/database/store/held-actions.ts.
import {
  type ActionClass,
  type Census,
  type GuardState,
  unanswered,
} from '../../../src/sync/decide/guard.ts';
import { WHILE_SENT } from '../../../src/sync/link/move.ts';
import type { Step } from '../../../src/sync/store.ts';
import type { LinkEntry, Memory } from './memory-entries.ts';
import { addAction, isOpen, openLinks } from './memory-rows.ts';
import { isSameBook } from './memory-same-book.ts';

const DAY_MS = 86_400_000;
const DONE = new Set(['done', 'adopted', 'gone already', 'card-deleted', 'deleted', 'unanswered']);

/** A step that applies, with the link before and after it. */
export interface Done {
  step: Step;
  before: LinkEntry;
  after: LinkEntry;
}

export function guardState(memory: Memory, accountId: string, now: number): GuardState {
  const done = memory.actions.filter(
    (action) =>
      isSameBook(memory, action.accountId, accountId) &&
      action.clock > now - DAY_MS &&
      !action.approved &&
      DONE.has(action.outcome),
  );
  const ofType = (type: string) => done.filter((action) => action.type === type);
  const emptied = (type: string): number =>
    ofType(type).reduce((sum, { diff }) => sum + diff.filter(({ after }) => after === null).length, 0);
  const underWay = [...memory.links.values()].filter((link) =>
    isOpen(link)
      ? link.accountId === accountId
      : isSameBook(memory, link.accountId, accountId) && (link.intent?.at ?? 0) > now - DAY_MS,
  );
  const unapproved = (name: ActionClass) =>
    underWay.filter(({ hold }) => !(hold?.code === 'approved' && hold.detail === name));
  const sent = (type: keyof typeof WHILE_SENT, name: ActionClass): number =>
    unapproved(name).filter((link) =>
      isOpen(link) ? link.state === WHILE_SENT[type] : link.intent?.type === type,
    ).length;
  const emptying = unapproved('card-blanking').reduce((sum, link) => sum + unanswered(link).size, 0);
  const recent: Census = {
    'card-creations': ofType('create').length + sent('create', 'card-creations'),
    // One whose answer was lost is seen to have happened when its link is closed.
    'card-deletions':
      ofType('remove').length +
      ofType('close').filter(({ outcome }) => outcome === 'deleted').length +
      sent('remove', 'card-deletions'),
    'record-unlinks': ofType('close').filter(({ outcome }) => outcome === 'card-deleted').length,
    'card-blanking': emptied('update') + emptying,
    'record-blanking': emptied('update-record'),
  };
  const waiting = memory.actions.filter(
    (action) =>
      action.accountId === accountId &&
      action.outcome === 'held' &&
      action.class !== null &&
      memory.runs.get(action.runId)?.state === 'waiting',
  );
  return {
    review: memory.accounts.get(accountId)!.review,
    cards: [...memory.cards.values()].filter((card) => card.accountId === accountId && card.state !== 'gone')
      .length,
    linked: openLinks(memory).filter((link) => link.accountId === accountId && link.cardId !== null).length,
    recent,
    waiting: [...new Set(waiting.map((action) => action.class as ActionClass))],
  };
}

/** Into the account's waiting run. */
export function holdAction(memory: Memory, accountId: string, { step, before }: Done): void {
  const { class: name, action } = step.waits!;
  const open = [...memory.runs.values()].find(
    (run) => run.accountId === accountId && run.state === 'waiting',
  );
  const runId = open?.id ?? memory.newId();
  const reason = memory.accounts.get(accountId)!.review ?? 'guard';
  if (!open) memory.runs.set(runId, { id: runId, accountId, state: 'waiting', reason });
  memory.actions = memory.actions.filter(
    (row) => !(row.runId === runId && row.outcome === 'held' && row.linkId === step.linkId),
  );
  const ids = { linkId: step.linkId, recordId: step.recordId, cardId: before.cardId };
  addAction(memory, runId, accountId, ids, { ...action, outcome: 'held', class: name });
}

export function releaseAction(memory: Memory, accountId: string, linkId: string): void {
  const isWaiting = (runId: string): boolean => {
    const run = memory.runs.get(runId);
    return run?.accountId === accountId && run.state === 'waiting';
  };
  memory.actions = memory.actions.filter(
    (row) => !(isWaiting(row.runId) && row.outcome === 'held' && row.linkId === linkId),
  );
  for (const [id, run] of memory.runs)
    if (isWaiting(id) && !memory.actions.some((row) => row.runId === id && row.outcome === 'held'))
      memory.runs.set(id, { ...run, state: 'done' });
}

export function endReview(memory: Memory, accountId: string): void {
  const account = memory.accounts.get(accountId)!;
  const waits = [...memory.runs.values()].some(
    (run) => run.accountId === accountId && run.state === 'waiting',
  );
  const isOpenYet = openLinks(memory).some(
    (link) => link.accountId === accountId && (link.touched !== link.settled || link.retryAt !== null),
  );
  if (account.review === 'settings' && !waits && !isOpenYet)
    Object.assign(account, { review: null, before: null });
}
