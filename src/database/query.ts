// The few pieces raw queries are built from.
import { type SQL, sql } from 'drizzle-orm';
import { isUnreadable, LOSSES } from '../contact/loss.ts';

import type { Db } from './database.ts';

/** Rows of a raw query, typed by the one who wrote it. */
export async function rows<T>(db: Db, query: SQL): Promise<T[]> {
  return (await db.execute(query)).rows as T[];
}

/** A JSON parameter. */
export function json(value: unknown): SQL {
  return value === null || value === undefined ? sql`null::jsonb` : sql`${jsonText(value)}::jsonb`;
}

/** Ids to compare with: `id = any(${uuids(ids)})`. A list in JSON would have the planner guess how long it is. */
export const uuids = (ids: string[]): SQL => sql`${sql.param(ids)}::uuid[]`;

/** Texts to compare with; what PostgreSQL cannot keep is left out of them, as in JSON. */
export const texts = (all: readonly string[]): SQL =>
  sql`${sql.param(all.map((text) => text.replaceAll('\0', '').toWellFormed()))}::text[]`;

const inWords = (time: SQL): SQL => sql`to_char(${time} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Now, as times in JSON are written. */
export const nowInWords = inWords(sql`clock_timestamp()`);

/** When the transaction began, as times in JSON are written. */
export const beganInWords = inWords(sql`now()`);

/** JSON that PostgreSQL can keep: it has neither NUL nor half a surrogate pair, in no text. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  );
}

const UNREADABLE = sql.raw(
  LOSSES.filter(isUnreadable)
    .map((loss) => `'${loss}'`)
    .join(', '),
);

/** Whether a card of this loss is none that can be understood. */
export function isUnreadableCard(loss: SQL): SQL {
  return sql`coalesce(${loss} in (${UNREADABLE}), false)`;
}

/** A moment, given in milliseconds since the epoch. */
export function moment(ms: number | null): SQL {
  return ms === null ? sql`null` : sql`${new Date(ms).toISOString()}::timestamptz`;
}
