import { and, eq, isNull, ne, type SQL } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { field, type RecordKind } from '../../database/schema.ts';

export type FieldRow = typeof field.$inferSelect;

/** Those that hold values of records, without what administrators deleted. */
export const holdValues: SQL = and(isNull(field.deletedAt), ne(field.type, 'flag'))!;

/** The fields of a kind by key, active or not. */
export async function loadFields(db: Db, kind: RecordKind): Promise<Map<string, FieldRow>> {
  const rows = await db
    .select()
    .from(field)
    .where(and(eq(field.kind, kind), holdValues));
  return new Map(rows.map((row) => [row.key, row]));
}
