// The mapping of each kind as it is in force for one account.
import { eq } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { field } from '../database/schema.ts';
import { labelOfField } from '../fields/labels.ts';
import type { Capabilities } from '../providers/provider.ts';
import { accountMapping, activeMapping, holdableMapping } from '../sync/mapping.ts';
import type { FieldKey, Mapping, OwnMapping, RecordKind } from '../sync/model.ts';

/** Whether a field is switched on. */
export type IsActive = (kind: RecordKind, key: FieldKey) => boolean;

export async function loadActive(db: Db): Promise<IsActive> {
  const active = await db
    .select({ kind: field.kind, key: field.key })
    .from(field)
    .where(eq(field.active, true));
  const on = new Set(active.map(({ kind, key }) => `${kind} ${key}`));
  return (kind, key) => on.has(`${kind} ${key}`);
}

/** The defaults with the account's `own` choices, without fields switched off and what the provider cannot hold. */
export const mappingInForce = (
  kind: RecordKind,
  own: OwnMapping | undefined,
  isActive: IsActive,
  capabilities: Capabilities,
): Mapping =>
  holdableMapping(
    activeMapping(accountMapping(kind, own), (key) => labelOfField(key) !== null || isActive(kind, key)),
    capabilities,
  );

/** @see mappingInForce */
export const loadMappings = async (
  db: Db,
  own: Partial<Record<RecordKind, OwnMapping>>,
  capabilities: Capabilities,
): Promise<Record<RecordKind, Mapping>> => mappingsInForce(own, await loadActive(db), capabilities);

/** @see mappingInForce */
export function mappingsInForce(
  own: Partial<Record<RecordKind, OwnMapping>>,
  isActive: IsActive,
  capabilities: Capabilities,
): Record<RecordKind, Mapping> {
  const mapping = (kind: RecordKind): Mapping => mappingInForce(kind, own[kind], isActive, capabilities);
  return { company: mapping('company'), contact: mapping('contact'), lead: mapping('lead') };
}
