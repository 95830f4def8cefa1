import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { LabelOfRecord } from './label-columns.ts';

/** Everybody's labels by name, with how many records outside the trash have each. */
export async function listLabels(db: Db): Promise<{ items: (LabelOfRecord & { records: number })[] }> {
  return {
    items: await rows(
      db,
      sql`
      select label.id, label.name, label.color, count(record.id)::int as records
      from label
      left join record_label on record_label.label_id = label.id
      left join record on record.id = record_label.record_id and record.deleted_at is null
      where label.deleted_at is null
      group by label.id
      order by label.name_key`,
    ),
  };
}
