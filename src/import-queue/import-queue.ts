import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import { demandRunning, lockAccount } from '../accounts/own-account.ts';
import { requestRun } from '../accounts/request-run.ts';
import type { Db } from '../database/database.ts';
import { emit } from '../database/notify.ts';
import { rows } from '../database/query.ts';
import { AppError } from '../errors.ts';

/**
 * Hands everything typed, and only that, to a run. What is typed afterwards waits for the next import.
 * @throws AppError 'not-allowed', 'not-found', 'account-paused', 'sign-in-refused', 'nothing-ready'
 */
export async function importQueue(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ runId: string; items: number }> {
  await demandDoor(db, actor, 'importQueue');
  return db.transaction(async (tx) => {
    demandRunning(await lockAccount(tx, actor, id));
    const runId = await requestRun(tx, id, 'import');
    const stamped = await rows(
      tx,
      sql`update queue_item set run_id = ${runId} where account_id = ${id} and state = 'ready'
        and exists (select 1 from card where card.id = queue_item.card_id and card.state <> 'gone')
        and not exists (select 1 from run where run.id = queue_item.run_id and run.state = 'running')
        returning id`,
    );
    if (stamped.length === 0) throw new AppError('nothing-ready');
    await noteAudit(tx, actor.userId, 'queue.imported', id);
    await emit(tx, { type: 'queue.changed', accountId: id }, { userId: actor.userId });
    return { runId, items: stamped.length };
  });
}
