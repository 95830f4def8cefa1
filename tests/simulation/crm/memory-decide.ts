// What waits for a person in the memory CRM; as src/plans/decide-run.ts.

import { discardedValues } from '../../../src/plans/discarded-values.ts';
import { type ActionClass, isOfValues } from '../../../src/sync/decide/guard.ts';
import { moved } from '../../../src/sync/link/move.ts';
import { enqueue, rescope } from './memory-cards.ts';
import { writeFlags } from './memory-flags.ts';
import {
  type ActionEntry,
  BY_USER,
  type Memory,
  openLinks,
  type RunEntry,
  setLink,
  touch,
  touchRecordLinks,
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

const release = (memory: Memory, held: Discardable[]): void => {
  for (const { linkId } of held) {
    const link = memory.links.get(linkId!)!;
    setLink(memory, link.id, { hold: null, touched: link.touched + 1 });
  }
};

/** @see discardClass of src/plans/decide-run.ts */
export function discardClass(memory: Memory, userId: string, name: string, held: Discardable[]): void {
  const { records } = memory;
  const recordIds = held.map(({ recordId }) => recordId!);
  if (name === 'card-deletions') {
    for (const { linkId, recordId } of held)
      if (records.get(recordId!)!.deleted) setLink(memory, linkId!, { keepCard: true });
    release(memory, held);
    writeFlags(memory, userId, recordIds, true);
  } else if (name === 'record-unlinks') {
    for (const { linkId } of held) {
      const { touched } = memory.links.get(linkId!)!;
      setLink(memory, linkId!, {
        state: 'closed',
        closedReason: 'card-deleted',
        hold: null,
        settled: touched,
      });
    }
    writeFlags(memory, userId, recordIds, true);
  } else if (name === 'card-creations') {
    writeFlags(memory, userId, recordIds, false);
    release(memory, held);
  } else {
    keepBothSides(memory, held);
    release(memory, held);
  }
}

function keepBothSides(memory: Memory, held: Discardable[]): void {
  for (const action of held) {
    const { type = '', diff = [], pull } = action;
    const { record, agreed } = discardedValues({ type, diff, pull });
    if (Object.keys(record).length > 0)
      updateRecord(memory, { recordId: action.recordId!, values: record, by: BY_USER });
    const { base } = memory.links.get(action.linkId!)!;
    if (base !== null)
      setLink(memory, action.linkId!, { base: { ...base, fields: { ...base.fields, ...agreed } } });
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
  for (const { linkId } of held) {
    const link = memory.links.get(linkId!)!;
    memory.links.set(link.id, moved(link, { type: 'approved' }));
  }
}

/** Settings and mapping as they were before the change; every link is planned by them again. */
function bringBack(memory: Memory, accountId: string): void {
  const account = memory.accounts.get(accountId)!;
  Object.assign(account, account.before, { review: null, before: null, fence: account.fence + 1 });
  applyScope(memory, accountId);
  const open = openLinks(memory).filter((link) => link.accountId === accountId);
  touch(memory, open);
  for (const { id, hold } of open) if (hold?.code === 'approval') setLink(memory, id, { hold: null });
}

/** @see applyScope of src/accounts */
export function applyScope(memory: Memory, accountId: string): void {
  enqueue(memory, accountId, rescope(memory, accountId, null));
}
