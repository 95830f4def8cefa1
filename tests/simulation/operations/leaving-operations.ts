// Accounts that are left without the cards that were made for them: the cards of the list go first, then the account.
import { connectAgain } from '../world/connect-again.ts';
import { type Operation, userName } from './crm-operations.ts';

const leave: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const { id: accountId, userId } = account;
  const going = await world.crm.leave(userId, accountId);
  const who = userName(world, userId);
  if (going === null) {
    await connectAgain(world, account);
    return `${who} leaves account ${account.index}, where nothing is to go, and connects it again`;
  }
  if (going.length === 0) return null;
  const at = world.scheduler.now();
  world.ledger.unseen.delete(accountId);
  world.ledger.leaving.add(accountId);
  for (const recordId of going) {
    world.ledger.left.add(`${recordId} ${accountId}`);
    world.excuses.approvals.push({ accountId, recordId, class: 'card-deletions', at });
  }
  return `${who} leaves account ${account.index}, and ${going.length} cards are to go first`;
};

export const LEAVING_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  leave: { weight: 1, run: leave },
};
