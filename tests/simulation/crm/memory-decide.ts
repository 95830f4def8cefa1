// What waits for a person in the memory CRM; as src/plans/decide-run.ts.

import { discardedValues } from '../../../src/plans/discarded-values.ts';
import { type ActionClass, isOfValues } from '../../../src/sync/decide/guard.ts';
import { withAgreed } from '../../../src/sync/link/link.ts';
import { enqueue, rescope, toTrash } from './memory-cards.ts';
import type { ActionEntry, Memory, RunEntry } from './memory-entries.ts';
import { writeFlags } from './memory-flags.ts';
import {
  BY_USER,
  endRuns,
  idsOf,
  isOpen,
  move,
  openLinks,
  touch,
  touchRecordLinks,
  trashRecord,
  updateRecord,
} from './memory-rows.ts';

const waitingActions = (memory: Memory, runId: string): ActionEntry[] =>
  memory.actions.filter((action) => action.runId === runId && action.outcome === 'held');

export function decideRun(
  memory: Memory,
  runId: string,
  outcome: 'approved' | 'discarded',
  carryOut: (held: ActionEntry[], run: RunEntry) => void,
): boolean {
  const { accounts, links, runs } = memory;
  const run = runs.get(runId);
  const found = waitingActions(memory, runId);
  if (run?.state !== 'waiting') return false;
  const wholly = outcome === 'approved' || isOfSettings(memory, run);
  const decided = wholly ? found : found.filter((action) => !isMoved(memory, action));
  if (decided.length === 0) return false;
  // A link that waited may have been given up for the card that looked like its record.
  carryOut(
    decided.filter(({ linkId }) => links.has(linkId!)),
    run,
  );
  for (const action of decided) action.outcome = outcome;
  if (waitingActions(memory, runId).length > 0) return true;
  runs.set(runId, { ...run, state: 'done' });
  if (![...runs.values()].some((row) => row.accountId === run.accountId && row.state === 'waiting'))
    Object.assign(accounts.get(run.accountId)!, { review: null, before: null });
  return true;
}

const isOfSettings = ({ accounts }: Memory, { reason, accountId }: RunEntry): boolean =>
  reason === 'settings' && accounts.get(accountId)!.before !== null;

function isMoved({ links }: Memory, { class: name, linkId }: ActionEntry): boolean {
  const link = links.get(linkId!);
  return link !== undefined && link.touched !== link.settled && isOfValues(name as ActionClass);
}

type Discardable = Pick<ActionEntry, 'linkId' | 'recordId'> &
  Partial<Pick<ActionEntry, 'type' | 'diff' | 'pull'>>;

/** @see discardClass of src/plans/decide-run.ts */
export function discardClass(memory: Memory, userId: string, name: string, held: Discardable[]): void {
  const { records } = memory;
  const recordIds = held.flatMap(({ recordId }) => recordId ?? []);
  const linkIds = held.map(({ linkId }) => linkId!);
  const flags = { userId, recordIds, source: 'user' as const };
  if (name === 'card-deletions') {
    writeFlags(memory, { ...flags, on: true });
    const ofNoRecord = held.filter(({ recordId }) => records.get(recordId ?? '')?.deleted ?? true);
    move(
      memory,
      ofNoRecord.map(({ linkId }) => linkId!),
      { type: 'kept', keep: true },
    );
    move(memory, linkIds, { type: 'released' });
  } else if (name === 'record-unlinks') {
    letGo(memory, linkIds);
    writeFlags(memory, { ...flags, on: true });
  } else if (name === 'card-creations') {
    writeFlags(memory, { ...flags, on: false, keepCard: true });
    const alone = held.filter(({ recordId }) => recordId === null);
    move(
      memory,
      alone.map(({ linkId }) => linkId!),
      { type: 'closed', reason: 'kept' },
    );
    move(memory, linkIds, { type: 'released' });
  } else {
    keepBothSides(memory, held);
    move(memory, linkIds, { type: 'released' });
  }
}

function letGo(memory: Memory, linkIds: string[]): void {
  const gone = linkIds.filter((id) => {
    const link = memory.links.get(id)!;
    return isOpen(link) && link.cardId !== null && memory.cards.get(link.cardId)!.state === 'gone';
  });
  toTrash(memory, gone, 'card-deleted');
  move(memory, gone, { type: 'closed', reason: 'kept' });
  move(memory, linkIds, { type: 'released' });
}

function keepBothSides(memory: Memory, held: Discardable[]): void {
  for (const action of held) {
    const { type = '', diff = [], pull } = action;
    const { record, agreed } = discardedValues({ type, diff, pull });
    if (Object.keys(record).length > 0)
      updateRecord(memory, { recordId: action.recordId!, values: record, by: BY_USER });
    move(memory, [action.linkId!], ({ base }) =>
      base === null ? null : { type: 'agreed', base: withAgreed(base, agreed) },
    );
  }
  touchRecordLinks(
    memory,
    held.map(({ recordId }) => recordId!),
  );
}

export function discard(memory: Memory, userId: string, held: ActionEntry[], run: RunEntry): void {
  if (isOfSettings(memory, run)) {
    bringBack(memory, run.accountId);
    return;
  }
  for (const [name, items] of Map.groupBy(held, (action) => action.class!))
    discardClass(memory, userId, name, items);
}

export function approve(memory: Memory, held: ActionEntry[]): void {
  move(
    memory,
    held.map(({ linkId }) => linkId!),
    { type: 'approved' },
  );
}

/** Settings and mapping as they were before the change; every link is planned by them again. */
function bringBack(memory: Memory, accountId: string): void {
  const account = memory.accounts.get(accountId)!;
  Object.assign(account, account.before, { review: null, before: null });
  endRuns(memory, [accountId]);
  applyScope(memory, accountId);
  const open = openLinks(memory).filter((link) => link.accountId === accountId);
  move(memory, idsOf(open), { type: 'unasked' });
  touch(memory, open);
}

/** @see applyScope of src/accounts */
export function applyScope(memory: Memory, accountId: string): void {
  enqueue(memory, accountId, rescope(memory, accountId, null));
}

/** @see decideDeletions of src/plans */
export function decideDeletion(
  memory: Memory,
  {
    userId,
    accountId,
    recordId,
    decision,
  }: { userId: string; accountId: string; recordId: string; decision: 'follow' | 'keep' | 'restore' },
): boolean {
  const asked = openLinks(memory).find(
    (link) =>
      link.accountId === accountId &&
      link.recordId === recordId &&
      link.hold?.code === 'card-deleted' &&
      link.touched === link.settled &&
      memory.cards.get(link.cardId ?? '')?.state === 'gone',
  );
  const mayDelete = memory.rights.get(userId)?.delete ?? true;
  if (!asked || (decision === 'follow' && !mayDelete)) return false;
  const { id: linkId } = asked;
  if (decision === 'restore') {
    discardClass(memory, userId, 'record-unlinks', [{ linkId, recordId }]);
    return true;
  }
  toTrash(memory, [linkId], 'card-deleted');
  move(memory, [linkId], { type: 'closed', reason: 'card-deleted' });
  writeFlags(memory, { userId, recordIds: [recordId], on: false, source: 'card-deleted', keepCard: false });
  if (decision === 'follow') trashRecord(memory, recordId, BY_USER);
  return true;
}
