import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import type { Db } from '../../database/database.ts';
import { AppError } from '../../errors.ts';
import { getAccount } from '../get-account.ts';
import { lockAccount } from '../own-account.ts';
import { reviewChange } from '../review-change.ts';
import { stopRuns } from './end-account.ts';

/**
 * Calls a disconnection off while its cards are being removed. The cards that went are put back from the trash, after a
 * person has seen that plan. @throws AppError 'not-found', 'nothing-waits'
 */
export async function stayConnected(db: Db, actor: Actor, id: string) {
  await db.transaction(async (tx) => {
    const account = await lockAccount(tx, actor, id);
    if (!account.leaving) throw new AppError('nothing-waits');
    await stopRuns(tx, id);
    await tx.execute(sql`update account set leaving = null, problem = null, failures = 0,
      state = ${account.settings.paused ? 'paused' : 'active'} where id = ${id}`);
    await reviewChange(tx, actor, { id, reason: 'stayed' });
    await noteAudit(tx, actor.userId, 'account.stayed-connected', id);
  });
  return getAccount(db, actor, id);
}
