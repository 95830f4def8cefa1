import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { demandRunning, lockAccount } from './own-account.ts';
import { requestRun } from './request-run.ts';

/** Checks now. @throws AppError 'not-allowed', 'not-found', 'account-paused', 'sign-in-refused' */
export async function syncNow(
  db: Db,
  actor: Actor,
  { id, full }: { id: string; full: boolean },
): Promise<{ runId: string }> {
  await demandDoor(db, actor, 'syncNow');
  return db.transaction(async (tx) => {
    demandRunning(await lockAccount(tx, actor, id));
    return { runId: await requestRun(tx, id, 'user', { full }) };
  });
}
