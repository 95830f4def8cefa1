import { type SQL, sql } from 'drizzle-orm';
import { record } from '../../database/schema.ts';
import type { LabelColor } from '../../fields/labels.ts';

export interface LabelOfRecord {
  id: string;
  name: string;
  color: LabelColor;
}

/** The labels of each record of a select, by name. */
export const labelsOfRecord = sql<LabelOfRecord[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', label.id, 'name', label.name, 'color', label.color)
    order by label.name_key), '[]')
  from record_label join label on label.id = record_label.label_id and label.deleted_at is null
  where record_label.record_id = ${record.id})`;

/** Ids of the records with one of the labels that `which` is about. */
export const labelledWith = (which: SQL): SQL => sql`(
  select record_label.record_id
  from record_label join label on label.id = record_label.label_id and label.deleted_at is null
  where ${which})`;
