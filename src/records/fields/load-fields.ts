import { eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { field, type RecordKind } from '../../database/schema.ts';

export type FieldRow = typeof field.$inferSelect;

/** The fields of a kind by key, active or not. */
export async function loadFields(db: Db, kind: RecordKind): Promise<Map<string, FieldRow>> {
  const rows = await db.select().from(field).where(eq(field.kind, kind));
  return new Map(rows.map((row) => [row.key, row]));
}
