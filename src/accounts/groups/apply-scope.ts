import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { enqueue } from '../../database/store/save-page.ts';
import { rescope } from '../../database/store/scope.ts';

/**
 * Brings every card of an account into or out of the scope its settings name now. What left syncs no more, and nothing is
 * deleted; what came into it goes on from where both sides were, or waits in the queue.
 */
export async function applyScope(tx: Db, account: { accountId: string; userId: string }): Promise<void> {
  const { accountId, userId } = account;
  const entered = await rescope(tx, accountId, null);
  await enqueue(tx, account, entered);
  await emit(tx, { type: 'queue.changed', accountId }, { userId });
}
