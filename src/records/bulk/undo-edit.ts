// A change of many records taken back as one thing: whatever is still as that change left it.
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecords } from '../../database/locks.ts';
import { newId } from '../../database/new-id.ts';
import { rows, uuids } from '../../database/query.ts';
import type { RecordValues } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { checkTies } from '../check-ties.ts';
import { writeLabels } from '../labels/write-labels.ts';
import { announce, type RecordUpdate, updateRecords } from '../write-record.ts';
import { demandEdit } from './edit-records.ts';

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
  /** The last record that was looked at, where there are more: the next part begins behind it. */
  next: string | null;
}

/** A part of it, where it is many. */
export interface Part {
  limit?: number | undefined;
  /** Behind this record, in the order of ids. */
  after?: string | undefined;
  /** The taking back that this goes on with. */
  under?: string | undefined;
}

/** @throws AppError 'not-found' where the actor changed nothing under that id */
export async function undoEdit(
  db: Db,
  actor: Actor,
  editId: string,
  { limit, after, under }: Part = {},
): Promise<EditUndone> {
  await demandDoor(db, actor, 'undoEdit');
  return db.transaction(async (tx) => {
    if (under !== undefined) await demandEdit(tx, actor, under);
    const found = await recordsUnder(tx, actor, editId, after);
    if (found.length === 0) throw new AppError('not-found');
    const recordIds = found.slice(0, limit);
    const next = recordIds.length < found.length ? recordIds.at(-1)! : null;
    await lockRecords(tx, recordIds);
    const id = under ?? newId();
    const by = { actor: 'user' as const, userId: actor.userId, runId: id };
    const ofRecords = Map.groupBy(
      await changesUnder(tx, actor, editId, recordIds),
      ({ recordId }) => recordId,
    );
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
    if (after === undefined) await noteAudit(tx, actor.userId, 'records.edit-undone', editId);
    const kept = backs.filter(({ isWhole }) => !isWhole).length;
    return { id: changed.length > 0 ? id : (under ?? null), changed: changed.length, kept, next };
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

const byEdit = ({ userId }: Actor, editId: string): SQL =>
  sql`change.run_id = ${editId} and change.actor = 'user' and change.user_id = ${userId}`;

/** The records that the edit wrote, behind `after`. */
async function recordsUnder(db: Db, actor: Actor, editId: string, after?: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select distinct record_id as id from change
    where ${byEdit(actor, editId)} and ${after === undefined ? sql`true` : sql`record_id > ${after}`}
    order by record_id`,
  );
  return found.map(({ id }) => id);
}

/** What the edit wrote of these; of labels what is still so. */
const changesUnder = (db: Db, actor: Actor, editId: string, recordIds: string[]): Promise<Change[]> =>
  rows(
    db,
    sql`
    select change.record_id as "recordId", change.field, change.before, change.after, record."values", record.owner_id as "ownerId",
      record.deleted_at is not null as "isDeleted"
    from change
    join record on record.id = change.record_id
    left join label on change.field = 'label' and label.id::text = coalesce(change.before, change.after)
    where ${byEdit(actor, editId)} and change.record_id = any(${uuids(recordIds)})
      and (change.field <> 'label' or label.deleted_at is null)
    order by change.record_id, change.id`,
  );
