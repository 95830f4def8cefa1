import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { KINDS, type RecordKind } from '../../fields/field.ts';
import type { LabelOfRecord } from './label-columns.ts';

export interface ListedLabel extends LabelOfRecord {
  records: number;
  kinds: Record<RecordKind, number>;
}

/** Everybody's labels by name, with how many records outside the trash have each. */
export async function listLabels(db: Db): Promise<{ items: ListedLabel[] }> {
  return {
    items: await rows(
      db,
      sql`
      select label.id, label.name, label.color, count(record.id)::int as records,
        jsonb_build_object(${sql.join(
          KINDS.map((kind) => sql`${kind}::text, count(record.id) filter (where record.kind = ${kind})`),
          sql`, `,
        )}) as kinds
      from label
      left join record_label on record_label.label_id = label.id
      left join record on record.id = record_label.record_id and record.deleted_at is null
      where label.deleted_at is null
      group by label.id
      order by label.name_key`,
    ),
  };
}
