// What the guard asks, and where what it holds is kept; as src/database/store/held-actions.ts.
import type { ActionClass, Census, GuardState } from '../../../src/sync/decide/guard.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import type { FieldDiff, FieldKey } from '../../../src/sync/model.ts';
import type { Journal } from '../../../src/sync/store.ts';
import { addAction, type Memory, openLinks, setLink } from './memory-rows.ts';

const DAY_MS = 86_400_000;
const FLIPS_A_DAY = 3;
const DONE = new Set(['done', 'adopted', 'gone already', 'card-deleted', 'deleted']);

export function guardState(memory: Memory, accountId: string, now: number): GuardState {
  const done = memory.actions.filter(
    (action) =>
      action.accountId === accountId &&
      action.at > now - DAY_MS &&
      !action.approved &&
      DONE.has(action.outcome),
  );
  const ofType = (type: string) => done.filter((action) => action.type === type);
  const emptied = (type: string): number =>
    ofType(type).reduce((sum, { diff }) => sum + diff.filter(({ after }) => after === null).length, 0);
  const sent = (state: string): number =>
    openLinks(memory).filter(
      (link) => link.accountId === accountId && link.state === state && link.hold?.code !== 'approved',
    ).length;
  const recent: Census = {
    'card-creations': ofType('create').length + sent('creating'),
    // One whose answer was lost is seen to have happened when its link is closed.
    'card-deletions':
      ofType('remove').length +
      ofType('close').filter(({ outcome }) => outcome === 'deleted').length +
      sent('deleting'),
    'record-unlinks': ofType('close').filter(({ outcome }) => outcome === 'card-deleted').length,
    'card-blanking': emptied('update'),
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

export function holdForApproval(
  memory: Memory,
  accountId: string,
  items: { view: LinkView; class: ActionClass; action: Journal }[],
): void {
  const open = [...memory.runs.values()].find(
    (run) => run.accountId === accountId && run.state === 'waiting',
  );
  const runId = open?.id ?? memory.newId();
  if (!open)
    memory.runs.set(runId, {
      id: runId,
      accountId,
      state: 'waiting',
      reason: memory.accounts.get(accountId)!.review ?? 'guard',
    });
  for (const { view, class: name, action } of items) {
    memory.actions = memory.actions.filter(
      (row) => !(row.runId === runId && row.outcome === 'held' && row.linkId === view.link.id),
    );
    const ids = { linkId: view.link.id, recordId: view.record.id, cardId: view.card?.id ?? null };
    addAction(memory, runId, accountId, ids, { ...action, outcome: 'held', class: name });
    setLink(memory, view.link.id, {
      hold: { code: 'approval', detail: name },
      settled: view.link.touched,
      retryAt: null,
    });
  }
}

export function release(memory: Memory, accountId: string, linkIds: string[]): void {
  const isWaiting = (runId: string): boolean => {
    const run = memory.runs.get(runId);
    return run?.accountId === accountId && run.state === 'waiting';
  };
  memory.actions = memory.actions.filter(
    (row) => !(isWaiting(row.runId) && row.outcome === 'held' && linkIds.includes(row.linkId!)),
  );
  for (const id of linkIds)
    if (memory.links.get(id)!.hold?.code === 'approval') setLink(memory, id, { hold: null });
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

export function flipping(
  memory: Memory,
  accountId: string,
  items: { recordId: string; diff: FieldDiff[] }[],
  now: number,
): Map<string, FieldKey> {
  const found = new Map<string, FieldKey>();
  const recent = memory.changes.filter(
    (change) => change.actor === 'sync' && change.accountId === accountId && change.at > now - DAY_MS,
  );
  for (const { recordId, diff } of items)
    for (const { field, after } of diff) {
      const same = recent.filter(
        (change) => change.recordId === recordId && change.field === field && change.after === after,
      );
      if (same.length >= FLIPS_A_DAY) found.set(recordId, field);
    }
  return found;
}
