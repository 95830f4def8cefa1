// Labels onto the records that an import writes, and away again those that it made and nobody else uses.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { FileImportChange } from '../../database/schema.ts';
import { fieldOfLabel } from '../../fields/labels.ts';
import type { Author } from '../../records/history/write-changes.ts';
import { deleteLabel, labelNamed } from '../../records/labels/change-label.ts';
import { writeLabels } from '../../records/labels/write-labels.ts';

/** In the account of an import: a label put on a record, by its id; one that there was not, by its name and its id; a note. */
export const LABEL = 'label';
export const LABEL_MADE = 'labelMade';
export const NOTE = 'note';

/** The label of that name, made if there is none, on the records. Returns what the account of the import says of it. */
export async function putLabel(
  db: Db,
  recordIds: string[],
  name: string,
  by: Author,
): Promise<FileImportChange[]> {
  const label = await labelNamed(db, by.userId!, name);
  await writeLabels(db, recordIds, { add: [label.id] }, by);
  return [
    { field: LABEL, before: null, after: label.id },
    ...(label.isNew ? [{ field: LABEL_MADE, before: label.name, after: label.id }] : []),
  ];
}

/** After an import was taken back: its labels go that are called as it called them, and that no record, account, view or merged label has. */
export async function deleteMadeLabels(tx: Db, actor: Actor, importId: string): Promise<void> {
  const made = await rows<{ id: string }>(
    tx,
    sql`select label.id
      from file_import_row one, jsonb_to_recordset(one.diff) as entry (field text, before text, after text)
      join label on label.id::text = entry.after and label.name = entry.before and label.deleted_at is null
      where one.import_id = ${importId} and entry.field = ${LABEL_MADE}
      order by label.id
      for update of label`,
  );
  for (const { id } of made) if (!(await isUsed(tx, id))) await deleteLabel(tx, actor, id);
}

async function isUsed(tx: Db, id: string): Promise<boolean> {
  const [found] = await rows<{ used: boolean }>(
    tx,
    sql`select
      exists (
        select 1 from record_label join record on record.id = record_label.record_id
        where record_label.label_id = ${id} and record.deleted_at is null)
      or exists (select 1 from label where merged_into = ${id})
      or exists (select 1 from account where mapping -> 'contact' ? ${fieldOfLabel(id)})
      or exists (
        select 1 from list_view, jsonb_array_elements(list_view.filter) as condition
        where condition ->> 'field' = 'label' and condition -> 'value' ? ${id}) as used`,
  );
  return found!.used;
}
