// Carrying out the plan of a disconnection. Where no card goes the account ends at once; otherwise a run removes the
// cards first, through the engine and like every other deletion, and ends the account when the last one is gone.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { moveLinks } from '../../database/tables/links.ts';
import { requestRun } from '../request-run.ts';
import { endAccount, stopRuns } from './end-account.ts';
import { type Disconnect, writePlan } from './plan-disconnect.ts';

/**
 * Disconnects without showing the plan first: whoever calls has decided. Null when it is done already, otherwise the id
 * of the run that does it. @throws AppError as `planDisconnect`
 */
export async function disconnectAccount(
  db: Db,
  actor: Actor,
  input: Disconnect,
): Promise<{ runId: string } | null> {
  return db.transaction(async (tx) => {
    const planId = await writePlan(tx, actor, input);
    const { runId } = await startDisconnect(tx, actor, { accountId: input.id, planId });
    return runId === planId ? null : { runId };
  });
}

/** Approves the plan, in the caller's transaction. `runId`: the run that carries it out, the plan's own when that is done. */
export async function startDisconnect(
  tx: Db,
  actor: Actor,
  { accountId, planId }: { accountId: string; planId: string },
): Promise<{ approved: number; runId: string }> {
  const approved = await rows<{ type: string }>(
    tx,
    sql`update run_action set outcome = 'approved' where run_id = ${planId} returning type`,
  );
  await tx.execute(sql`update run set state = 'done', finished_at = now(), decision = 'approved', decided_by = ${actor.userId}
    where id = ${planId}`);
  if (!approved.some(({ type }) => type === 'remove-created')) {
    await endAccount(tx, { accountId, userId: actor.userId });
    return { approved: approved.length, runId: planId };
  }
  await stopRuns(tx, accountId);
  await tx.execute(sql`update account set leaving = ${planId}, state = 'active' where id = ${accountId}`);
  const going = sql`link.id in (select link_id from run_action where run_id = ${planId} and type = 'remove-created')`;
  await moveLinks(tx, going, { type: 'released' });
  await noteAudit(tx, actor.userId, 'account.disconnecting', accountId);
  return { approved: approved.length, runId: await requestRun(tx, accountId, 'user') };
}
