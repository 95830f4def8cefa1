// The one place that puts labels on records and takes them off, with their history.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows, uuids } from '../../database/query.ts';
import { AppError } from '../../errors.ts';
import { labelOfField } from '../../fields/labels.ts';
import { type Author, writeChanges } from '../history/write-changes.ts';
import { touchLinks } from '../touch-links.ts';

export interface LabelChange {
  add?: string[] | undefined;
  remove?: string[] | undefined;
}

interface Put {
  recordId: string;
  labelId: string;
}

/**
 * Call it in a transaction, with ids of records that are there. Returns the records whose labels changed.
 * @throws AppError 'invalid-values' for a label there is not
 */
export async function writeLabels(
  db: Db,
  recordIds: string[],
  { add = [], remove = [] }: LabelChange,
  by: Author,
  exceptLinkId?: string,
): Promise<string[]> {
  const live = await liveLabels(db, add, by);
  const removed = await rows<Put>(
    db,
    sql`
    delete from record_label
    where record_id = any(${uuids(recordIds)}) and label_id = any(${uuids(remove)})
    returning record_id as "recordId", label_id as "labelId"`,
  );
  const added = await rows<Put>(
    db,
    sql`
    insert into record_label (record_id, label_id)
    select record_id, label_id
    from unnest(${uuids(recordIds)}) as record_id, unnest(${uuids(live)}) as label_id
    on conflict do nothing
    returning record_id as "recordId", label_id as "labelId"`,
  );
  const changes = [
    ...removed.map(({ recordId, labelId }) => ({ recordId, field: 'label', before: labelId, after: null })),
    ...added.map(({ recordId, labelId }) => ({ recordId, field: 'label', before: null, after: labelId })),
  ];
  await writeChanges(db, changes, by);
  const changed = [...new Set(changes.map(({ recordId }) => recordId))];
  await db.execute(sql`update record set updated_at = now() where id = any(${uuids(changed)})`);
  // Accounts that tie one of them to a group are to know.
  const tiedTo = [...new Set([...removed, ...added].map(({ labelId }) => labelId))];
  await touchLinks(db, { recordIds: changed, tiedTo, exceptLinkId });
  return changed;
}

/** Values that plans write into a record, without those of labels, and the labels they put on and take off; null for none. */
export function apartFromLabels(values: Record<string, string | null>): {
  values: Record<string, string | null>;
  labels: Required<LabelChange> | null;
} {
  const labels = Object.entries(values).flatMap(([field, value]) => {
    const id = labelOfField(field);
    return id === null ? [] : [{ id, isOn: value !== null }];
  });
  if (labels.length === 0) return { values, labels: null };
  const ids = (isOn: boolean) => labels.filter((label) => label.isOn === isOn).map(({ id }) => id);
  return {
    values: Object.fromEntries(Object.entries(values).filter(([field]) => labelOfField(field) === null)),
    labels: { add: ids(true), remove: ids(false) },
  };
}

/** Of these, the labels there are. What a run says of one that was deleted meanwhile is nobody's word any more. */
async function liveLabels(db: Db, ids: string[], { actor }: Author): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await rows<{ id: string }>(
    db,
    sql`select id from label where id = any(${uuids(ids)}) and deleted_at is null for key share`,
  );
  if (actor === 'user' && found.length < new Set(ids).size)
    throw new AppError('invalid-values', 'There is no such label.', { fields: { labels: 'unknown' } });
  return found.map(({ id }) => id);
}

/** Makes the labels of a record exactly these. */
export async function setLabels(db: Db, recordId: string, ids: string[], by: Author): Promise<string[]> {
  const current = await rows<{ id: string }>(
    db,
    sql`
    select label.id
    from record_label join label on label.id = record_label.label_id and label.deleted_at is null
    where record_id = ${recordId}`,
  );
  const remove = current.map(({ id }) => id).filter((id) => !ids.includes(id));
  const add = ids.filter((id) => !current.some((one) => one.id === id));
  return writeLabels(db, [recordId], { add, remove }, by);
}
