// The mapping of each kind as it is in force for one account.
import { eq } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { field } from '../database/schema.ts';
import type { Capabilities } from '../providers/provider.ts';
import { accountMapping, activeMapping, holdableMapping } from '../sync/mapping.ts';
import type { Mapping, OwnMapping, RecordKind } from '../sync/model.ts';

/** The defaults with the account's `own` choices, without fields switched off and what the provider cannot hold. */
export async function loadMappings(
  db: Db,
  own: Partial<Record<RecordKind, OwnMapping>>,
  capabilities: Capabilities,
): Promise<Record<RecordKind, Mapping>> {
  const active = await db
    .select({ kind: field.kind, key: field.key })
    .from(field)
    .where(eq(field.active, true));
  const on = new Set(active.map(({ kind, key }) => `${kind} ${key}`));
  const mapping = (kind: RecordKind): Mapping =>
    holdableMapping(
      activeMapping(accountMapping(kind, own[kind]), (key) => on.has(`${kind} ${key}`)),
      capabilities,
    );
  return { company: mapping('company'), contact: mapping('contact'), lead: mapping('lead') };
}
