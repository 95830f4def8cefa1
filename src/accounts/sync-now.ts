import type { Actor } from '../access/actor.ts';
import { demandPermission } from '../access/permissions.ts';
import type { Db } from '../database/database.ts';
import { demandRunning, lockAccount } from './own-account.ts';
import { requestRun } from './request-run.ts';

/** Checks now. @throws AppError 'not-allowed', 'not-found', 'account-paused', 'sign-in-refused' */
export async function syncNow(
  db: Db,
  actor: Actor,
  { id, full }: { id: string; full: boolean },
): Promise<{ runId: string }> {
  await demandPermission(db, actor, 'sync.run');
  return db.transaction(async (tx) => {
    demandRunning(await lockAccount(tx, actor, id));
    return { runId: await requestRun(tx, id, 'user', { full }) };
  });
}
