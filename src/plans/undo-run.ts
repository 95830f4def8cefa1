// Takes back what a run did, on both sides, through the same doors as everything else: records are written, flags are
// switched, and the engine does the rest. What was changed since is left alone and listed.
import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandAll, UNDOING } from '../access/doors.ts';
import { getRun } from '../accounts/get-run.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { trashRecord } from '../records/trash-record.ts';
import { writeFlags } from '../records/write-flags.ts';
import { updateRecordValues } from '../records/write-record.ts';

interface Done {
  id: string;
  type: string;
  linkId: string | null;
  recordId: string | null;
  diff: { field: string; before: string | null; after: string | null }[];
  outcome: string;
}

export const SKIP_REASONS = ['changed-since', 'record-deleted', 'nothing-to-undo'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Undoes a run, or one of its actions. @throws AppError 'not-found', 'run-under-way', 'not-allowed' before anything is undone */
export async function undoRun(
  db: Db,
  actor: Actor,
  { id, actionId }: { id: string; actionId?: string | undefined },
) {
  const run = await getRun(db, actor, id);
  if (run.state === 'running' || run.state === 'queued') throw new AppError('run-under-way');
  const actions = await rows<Done>(
    db,
    sql`select id, type, link_id as "linkId", record_id as "recordId", diff, outcome from run_action
      where run_id = ${id} and undone_at is null and outcome not in ('held', 'approved', 'discarded', 'refused', 'not-allowed')
        ${actionId ? sql`and id = ${actionId}` : sql``} order by id desc`,
  );
  if (actionId && actions.length === 0) throw new AppError('not-found');
  await demandAll(
    db,
    actor,
    actions.flatMap(({ type }) => UNDOING.get(type) ?? []),
  );
  const skipped: { actionId: string; reason: SkipReason }[] = [];
  let undone = 0;
  for (const action of actions) {
    const reason = await db.transaction(async (tx) => {
      const refused = await undoOne(tx, actor, action);
      if (!refused) await tx.execute(sql`update run_action set undone_at = now() where id = ${action.id}`);
      return refused;
    });
    if (reason) skipped.push({ actionId: action.id, reason });
    else undone += 1;
  }
  await noteAudit(db, actor.userId, 'run.undone', id);
  return { undone, skipped };
}

/** Null when it was taken back, otherwise why not. */
async function undoOne(
  db: Db,
  actor: Actor,
  { type, recordId, diff, outcome, linkId }: Done,
): Promise<SkipReason | null> {
  if (recordId === null) return 'nothing-to-undo';
  const [current] = await db.select().from(record).where(eq(record.id, recordId)).for('no key update');
  if (!current) return 'record-deleted';
  const mine = { userId: actor.userId, recordIds: [recordId] };
  switch (type) {
    case 'update':
    case 'update-record': {
      if (current.deletedAt) return 'record-deleted';
      const restorable = diff.filter(({ field, after }) => (current.values[field] ?? null) === after);
      if (restorable.length === 0) return 'changed-since';
      const values = Object.fromEntries(restorable.map(({ field, before }) => [field, before]));
      await updateRecordValues(db, { recordId, values, by: { actor: 'user', userId: actor.userId } });
      return restorable.length === diff.length ? null : 'changed-since';
    }
    case 'import': {
      if (current.version > 1) return 'changed-since';
      await writeFlags(db, { ...mine, on: false, source: 'user', keepCard: true });
      await trashRecord(db, recordId, { actor: 'user', userId: actor.userId });
      await db.execute(sql`update queue_item set state = 'pending', kind = null, record_id = null, run_id = null
        where card_id = (select card_id from link where id = ${linkId}) and state in ('imported', 'ignored')`);
      return null;
    }
    case 'create':
      await writeFlags(db, { ...mine, on: false, source: 'user', keepCard: false });
      return null;
    case 'remove':
    case 'close':
      if (current.deletedAt) return 'record-deleted';
      if (type === 'close' && outcome !== 'card-deleted' && outcome !== 'kept') return 'nothing-to-undo';
      await writeFlags(db, { ...mine, on: true, source: 'user' });
      return null;
    default:
      return 'nothing-to-undo';
  }
}
