// A change of many records taken back as one thing: whatever is still as that change left it.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecords } from '../../database/locks.ts';
import { newId } from '../../database/new-id.ts';
import { rows } from '../../database/query.ts';
import type { RecordValues } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { checkTies } from '../check-ties.ts';
import { writeLabels } from '../labels/write-labels.ts';
import { announce, type RecordUpdate, updateRecords } from '../write-record.ts';

interface Change {
  recordId: string;
  field: string;
  before: string | null;
  after: string | null;
  values: RecordValues;
  ownerId: string;
  isDeleted: boolean;
}

export interface EditUndone {
  /** Takes the taking back back. */
  id: string | null;
  /** Records that are as before. */
  changed: number;
  /** Records that somebody has changed since, or that are in the trash: they stay as they are. */
  kept: number;
}

/** @throws AppError 'not-found' where the actor changed nothing under that id */
export async function undoEdit(db: Db, actor: Actor, editId: string): Promise<EditUndone> {
  await demandDoor(db, actor, 'undoEdit');
  return db.transaction(async (tx) => {
    const found = await changesUnder(tx, actor, editId);
    if (found.length === 0) throw new AppError('not-found');
    await lockRecords(tx, [...new Set(found.map(({ recordId }) => recordId))]);
    const id = newId();
    const by = { actor: 'user' as const, userId: actor.userId, runId: id };
    const ofRecords = Map.groupBy(await changesUnder(tx, actor, editId), ({ recordId }) => recordId);
    const backs = [...ofRecords].map(([recordId, changes]) => backOf(recordId, changes));
    const changed = backs.filter(({ isAny }) => isAny).map(({ update }) => update.recordId);
    for (const ownerId of new Set(backs.flatMap(({ update }) => update.ownerId ?? [])))
      await checkTies(tx, { ownerId });
    await updateRecords(
      tx,
      backs.map(({ update }) => update),
      by,
    );
    // Those of which the same labels come back and go.
    for (const alike of Map.groupBy(backs, ({ labels }) => JSON.stringify(labels)).values())
      await writeLabels(
        tx,
        alike.map(({ update }) => update.recordId),
        alike[0]!.labels,
        by,
      );
    await announce(tx, changed);
    await noteAudit(tx, actor.userId, 'records.edit-undone', editId);
    const kept = backs.filter(({ isWhole }) => !isWhole).length;
    return { id: changed.length > 0 ? id : null, changed: changed.length, kept };
  });
}

/** What takes back of a record whatever is still as the edit left it. */
function backOf(recordId: string, changes: Change[]) {
  const still = changes.filter(isStill);
  const labels = still.filter(({ field }) => field === 'label');
  const values = still.filter(({ field }) => field !== 'label' && field !== 'ownerId');
  return {
    isAny: still.length > 0,
    isWhole: still.length === changes.length,
    update: {
      recordId,
      ownerId: still.find(({ field }) => field === 'ownerId')?.before ?? undefined,
      values: Object.fromEntries(values.map(({ field, before }) => [field, before])),
      undoes: true,
    } satisfies RecordUpdate,
    labels: {
      add: labels.flatMap(({ before }) => before ?? []),
      remove: labels.flatMap(({ after }) => after ?? []),
    },
  };
}

/** A label that is deleted, or was taken off and put on again, is looked at when it is written. */
const isStill = ({ field, after, values, ownerId, isDeleted }: Change): boolean =>
  !isDeleted && (field === 'label' || (field === 'ownerId' ? ownerId : (values[field] ?? null)) === after);

/** What the edit wrote; of labels what is still so. */
const changesUnder = (db: Db, actor: Actor, editId: string): Promise<Change[]> =>
  rows(
    db,
    sql`
    select change.record_id as "recordId", change.field, change.before, change.after, record."values", record.owner_id as "ownerId",
      record.deleted_at is not null as "isDeleted"
    from change
    join record on record.id = change.record_id
    left join label on change.field = 'label' and label.id::text = coalesce(change.before, change.after)
    where change.run_id = ${editId} and change.actor = 'user' and change.user_id = ${actor.userId}
      and (change.field <> 'label' or label.deleted_at is null)
    order by change.record_id, change.id`,
  );
