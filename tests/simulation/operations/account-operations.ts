// Accounts that are disconnected and connected again.
import { recordsOf } from '../world/ledger.ts';
import type { Operation } from './crm-operations.ts';

const reconnect: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const view = await world.crm.look();
  for (const deletion of world.ledger.deletedByEngine)
    if (deletion.accountId === account.id) deletion.recordIds ??= recordsOf(view, deletion);
  await world.crm.reconnect(account.userId, account.id);
  // Whoever was at it has lost the account.
  account.retryAt = 0;
  account.wasReconnected = true;
  return `user ${world.users.indexOf(account.userId) + 1} disconnects account ${account.index} and connects it again`;
};

export const ACCOUNT_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  reconnect: { weight: 1, run: reconnect },
};
