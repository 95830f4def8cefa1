// I11: what reached books and records without a person's word, counted from what is there and not from what the engine says of
// it: within any 24 hours no more of a class than the guard lets pass, and an approval carries out only what it named. An account
// of a world is an address book, however often it is connected again: its days are counted through.
import { ACTION_CLASSES, type ActionClass } from '../../../src/sync/decide/guard.ts';
import type { ActionView, CrmView } from '../crm/crm.ts';
import { isApproved } from '../world/excuses.ts';
import { aloneBy, recordsOf } from '../world/ledger.ts';
import type { Moment } from '../world/scheduler.ts';
import type { Account, World } from '../world/world.ts';

const DAY_MS = 86_400_000;

/** As docs/sync.md promises; of fewer cards than a simulated book holds, the shares are never the greater number. */
const MOST: Partial<Record<ActionClass, number>> = {
  'card-deletions': 10,
  'record-unlinks': 10,
  'card-blanking': 20,
  'record-blanking': 20,
  'card-creations': 200,
};

/** Its days are those of the clock. */
interface Reached extends Moment {
  class: ActionClass;
  recordId: string | null;
  count: number;
}

export function guarded(world: World, view: CrmView): string[] {
  const wrong: string[] = [];
  for (const account of world.accounts) {
    const { id: accountId, index } = account;
    const alone = reached(world, view, account).filter((each) => !isApproved(world, { accountId, ...each }));
    for (const name of ACTION_CLASSES) {
      const most = MOST[name];
      const sum = most === undefined ? 0 : mostInADay(alone.filter((each) => each.class === name));
      if (sum > most!) wrong.push(`I11: ${sum} ${name} in account ${index} within a day without approval`);
    }
  }
  return wrong;
}

/** What came to the book of an account, and through it to records. */
function reached({ ledger }: World, view: CrmView, { id }: Account): Reached[] {
  const deleted = ledger.deletedByEngine
    .filter(({ accountId }) => accountId === id)
    .map(
      (deletion): Reached => ({
        class: 'card-deletions',
        recordId: aloneBy(view, deletion) ?? recordsOf(view, deletion).at(-1) ?? null,
        count: 1,
        at: deletion.at,
        clock: deletion.clock,
      }),
    );
  const emptied = ledger.emptiedByEngine
    .filter(({ accountId }) => accountId === id)
    .map(
      (each): Reached => ({
        ...each,
        class: 'card-blanking',
        recordId: recordsOf(view, each).at(-1) ?? null,
      }),
    );
  const taken = view.changes.flatMap(({ actor, accountId, recordId, field, after, ...row }): Reached[] =>
    actor === 'sync' && accountId === id && after === null && field !== 'deletedAt' && isTimed(row)
      ? [{ class: 'record-blanking', recordId, count: 1, at: row.at, clock: row.clock }]
      : [],
  );
  const unlinked = view.actions.flatMap(({ accountId, type, outcome, recordId, ...row }): Reached[] =>
    accountId === id && type === 'close' && outcome === 'card-deleted' && isTimed(row)
      ? [{ class: 'record-unlinks', recordId, count: 1, at: row.at, clock: row.clock }]
      : [],
  );
  return [...deleted, ...emptied, ...taken, ...unlinked];
}

const isTimed = (row: Partial<Moment>): row is Moment => row.at !== undefined && row.clock !== undefined;

/** The greatest sum of any 24 hours. */
function mostInADay(all: Reached[]): number {
  const sorted = all.toSorted((a, b) => a.clock - b.clock);
  let [sum, most, first] = [0, 0, 0];
  for (const { count, clock } of sorted) {
    sum += count;
    for (; sorted[first]!.clock <= clock - DAY_MS; first += 1) sum -= sorted[first]!.count;
    most = Math.max(most, sum);
  }
  return most;
}

/** What was done as approved is of a class that a person saw, or a milder one. */
export function approvedAsSeen(world: World, view: CrmView): string[] {
  return view.actions.flatMap((action) => {
    const { accountId, approved, at } = action;
    const recordId = action.recordId ?? action.linkId;
    const name = approved ? classOf(action) : null;
    if (name === null || isApproved(world, { accountId, recordId, class: name, at })) return [];
    return [`I11: ${name} of ${recordId} was done as approved, and nobody had been shown that`];
  });
}

const isEmptying = ({ diff }: ActionView): boolean => diff.some(({ after }) => after === null);

/** The gravest class of what was done; null for what only moves our own memory. */
function classOf(action: ActionView): ActionClass | null {
  switch (action.type) {
    case 'create':
      return 'card-creations';
    case 'remove':
      return 'card-deletions';
    case 'close':
      return action.outcome === 'card-deleted' ? 'record-unlinks' : null;
    case 'update':
      return isEmptying(action) ? 'card-blanking' : 'card-updates';
    case 'update-record':
      return isEmptying(action) ? 'record-blanking' : 'record-updates';
    default:
      return null;
  }
}
