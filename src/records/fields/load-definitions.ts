import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { definitionsOf } from '../../fields/catalogue.ts';
import type { Definitions } from '../../fields/field.ts';
import type { FieldRow } from './load-fields.ts';

type AddedField = Pick<FieldRow, 'kind' | 'key' | 'type' | 'custom'>;

/** The fields that administrators added, as one value of a query: `definitionsOf` makes definitions of them. */
export const addedFields: SQL<AddedField[]> = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'key', f.key, 'type', f.type, 'custom', true)
    order by f.position, f.key), '[]')
  from field f
  where f.custom)`;

/** The fields of every kind: those of the catalogue, then those that administrators added. */
export async function loadDefinitions(db: Db): Promise<Definitions> {
  const [found] = await rows<{ added: AddedField[] }>(db, sql`select ${addedFields} as added`);
  return definitionsOf(found!.added);
}
