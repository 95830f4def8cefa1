// What people take back: what a run did, an import, a card out of the trash.
import type { ActionView } from '../crm/crm.ts';
import type { World } from '../world/world.ts';
import { noteGone } from './cleared-pictures.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';

const ofImports = ({ type }: ActionView): boolean => type === 'import';

const undoSome =
  (which: (action: ActionView) => boolean): Operation =>
  async (world, chance) => {
    const view = await world.crm.look();
    const found = view.actions.filter((action) => !action.undone && which(action));
    if (found.length === 0) return null;
    const { runId, accountId } = chance.pick(found);
    const account = world.accounts.find(({ id }) => id === accountId)!;
    if (!(await world.crm.undoRun(account.userId, runId))) return null;
    const { actions } = await world.crm.look();
    for (const action of view.actions)
      if (action.runId === runId && action.diff.some(({ field }) => field === 'photo'))
        noteGone(world, view, action.recordId!);
    noteUndone(
      world,
      account.userId,
      actions.filter((action) => action.runId === runId && action.undone),
    );
    return `${userName(world, account.userId)} undoes a run of account ${account.index}`;
  };

/** What is on the phones is to be as it was before. */
function noteUndone({ ledger, users }: World, userId: string, undone: ActionView[]): void {
  for (const { type, recordId } of undone) {
    if (type === 'create') ledger.unwanted.add(`${recordId} ${userId}`);
    if (type === 'remove' || type === 'close') ledger.wanted.add(`${recordId} ${userId}`);
    if (type === 'import') for (const each of users) ledger.unwanted.add(`${recordId} ${each}`);
  }
}

const restoreCard: Operation = async (world, chance) => {
  const { trash, records } = await world.crm.look();
  if (trash.length === 0) return null;
  const { accountId, recordId } = chance.pick(trash);
  const { userId, index } = world.accounts.find(({ id }) => id === accountId)!;
  if (!(await world.crm.restoreCard(userId, accountId, recordId))) return null;
  world.ledger.wanted.add(`${recordId} ${userId}`);
  const record = records.find(({ id }) => id === recordId)!;
  return `${userName(world, userId)} takes the card of ${nameOf(record)} out of the trash of account ${index}`;
};

export const UNDO_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  undoRun: { weight: 2, run: undoSome(() => true) },
  undoImport: { weight: 2, run: undoSome(ofImports) },
  restoreCard: { weight: 2, run: restoreCard },
};
