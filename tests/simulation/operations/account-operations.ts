// Accounts that are disconnected and connected again.
import { connectAgain } from '../world/connect-again.ts';
import type { Operation } from './crm-operations.ts';

const reconnect: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  await connectAgain(world, account);
  return `user ${world.users.indexOf(account.userId) + 1} disconnects account ${account.index} and connects it again`;
};

export const ACCOUNT_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  reconnect: { weight: 1, run: reconnect },
};
