// The mapping of each kind as it is in force: the defaults without the fields that are switched off.
import { eq } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { field } from '../database/schema.ts';
import { activeMapping, defaultMapping } from '../sync/mapping.ts';
import type { Mapping, RecordKind } from '../sync/store.ts';

export async function loadMappings(db: Db): Promise<Record<RecordKind, Mapping>> {
  const active = await db
    .select({ kind: field.kind, key: field.key })
    .from(field)
    .where(eq(field.active, true));
  const on = new Set(active.map(({ kind, key }) => `${kind} ${key}`));
  const mapping = (kind: RecordKind): Mapping =>
    activeMapping(defaultMapping(kind), (key) => on.has(`${kind} ${key}`));
  return { company: mapping('company'), contact: mapping('contact'), lead: mapping('lead') };
}
