// The fence of an account is a number that only grows. A run works under the number it claimed, and each of its transactions
// looks whether that still stands: whoever raises it has ended the run. Nothing else raises one.
import { sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { lockAccounts } from '../locks.ts';
import { uuids } from '../query.ts';

/** The assignment alone, for a claim, which takes the account in the same statement. */
export const raisedFence = sql`fence = account.fence + 1`;

/**
 * Ends the runs under way in these accounts: none of them writes anything any more. Called before links are locked; a run's
 * transaction that waits for one of those links looks once more before it ends. That the account is due again is the caller's.
 */
export async function endRuns(tx: Db, accountIds: string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await lockAccounts(tx, accountIds);
  await tx.execute(
    sql`update account
      set ${raisedFence}, lease_until = null
      where id = any(${uuids(accountIds)})`,
  );
}
