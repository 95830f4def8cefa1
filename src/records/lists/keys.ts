// A value as lists compare it, in SQL: what conditions ask of it, what an order is made of and what its index holds are one
// expression, so that the index is found. Keys of fields are parameters, always.
import { type SQL, sql } from 'drizzle-orm';
import { record } from '../../database/schema.ts';

/** The last code point there is: behind every text, byte by byte. */
const LAST = '\u{10FFFF}';

/** Null where there is none; compared byte by byte whatever the database's own order. */
export const keyOf = (field: string): SQL => sql`(${record.keys} ->> ${field}::text) collate "C"`;

const beginningOf = (field: string, length: number | null): SQL =>
  length === null ? keyOf(field) : sql`left(${keyOf(field)}, ${length}::int)`;

/** For an order from A to Z: what lacks the value is behind all others. */
export const upward = (field: string, length: number | null = null): SQL =>
  sql`coalesce(${beginningOf(field, length)}, ${LAST})`;

/** For an order from Z to A: likewise. */
export const downward = (field: string, length: number | null = null): SQL =>
  sql`coalesce(${beginningOf(field, length)}, '')`;
