// Records that share a match key with cards of an account.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

export interface Candidate {
  id: string;
  keys: string[];
}

/** Keys a query. */
const BATCH = 500;

/** Each once. Left out is what lies in the trash and what a card of this account stands for already. */
export async function findCandidates(
  db: Db,
  accountId: string,
  keys: Iterable<string>,
): Promise<Candidate[]> {
  const distinct = [...new Set(keys)];
  const found = new Map<string, Candidate>();
  for (let start = 0; start < distinct.length; start += BATCH) {
    const batch = distinct.slice(start, start + BATCH);
    // One look-up a key: given all keys at once the planner reads every record (15 s for 500 keys among 100,000
    // records, against 6 ms).
    const candidates = await rows<Candidate>(
      db,
      sql`select record.id, record.match_keys as keys from unnest(${sql.param(batch)}::text[]) as wanted (key)
        join record on record.match_keys @> array[wanted.key] and record.deleted_at is null`,
    );
    for (const candidate of candidates) found.set(candidate.id, candidate);
  }
  for (const id of await linkedAmong(db, accountId, [...found.keys()])) found.delete(id);
  return [...found.values()];
}

async function linkedAmong(db: Db, accountId: string, recordIds: string[]): Promise<string[]> {
  const linked = await rows<{ id: string }>(
    db,
    sql`select record_id as id from link where account_id = ${accountId} and state not in ('new', 'closed')
      and record_id = any(${sql.param(recordIds)}::uuid[])`,
  );
  return linked.map(({ id }) => id);
}

/** The candidates by each of their keys. */
export function byKey(candidates: Candidate[]): Map<string, Candidate[]> {
  const index = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const key of candidate.keys) {
      const same = index.get(key);
      if (same) same.push(candidate);
      else index.set(key, [candidate]);
    }
  return index;
}
