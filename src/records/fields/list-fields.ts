import { asc, eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { field, type RecordKind } from '../../database/schema.ts';

/** The fields of a kind, or of all kinds, in the order of forms. Everybody signed in may see them. */
export function listFields(db: Db, { kind }: { kind?: RecordKind | undefined }) {
  return db
    .select()
    .from(field)
    .where(kind === undefined ? undefined : eq(field.kind, kind))
    .orderBy(asc(field.kind), asc(field.position), asc(field.key));
}
