import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { field, type RecordKind } from '../../database/schema.ts';
import { iso } from '../record-columns.ts';

const columns = { ...getTableColumns(field), deletedAt: sql<string | null>`${iso(field.deletedAt)}` };

/** The fields of a kind, or of all kinds, in the order of forms. Everybody signed in may see them. */
export function listFields(
  db: Db,
  { kind, deleted = false }: { kind?: RecordKind | undefined; deleted?: boolean | undefined },
) {
  return db
    .select(columns)
    .from(field)
    .where(and(kind && eq(field.kind, kind), deleted ? undefined : isNull(field.deletedAt)))
    .orderBy(asc(field.kind), asc(field.position), asc(field.key));
}

/** One of them, as lists show it. */
export async function getField(db: Db, id: string) {
  const [found] = await db.select(columns).from(field).where(eq(field.id, id));
  return found!;
}
