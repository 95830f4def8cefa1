// The few pieces raw queries are built from.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from './database.ts';

/** Rows of a raw query, typed by the one who wrote it. */
export async function rows<T>(db: Db, query: SQL): Promise<T[]> {
  return (await db.execute(query)).rows as T[];
}

/** A JSON parameter. */
export function json(value: unknown): SQL {
  return value === null || value === undefined ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`;
}

/** A moment, given in milliseconds since the epoch. */
export function moment(ms: number | null): SQL {
  return ms === null ? sql`null` : sql`${new Date(ms).toISOString()}::timestamptz`;
}
