// Records that share a match key with cards of an account.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

export interface Candidate {
  id: string;
  keys: string[];
}

/**
 * Keys a query. The index walks all keys of a query for each row it finds, so that the time grows with their square;
 * and given the keys of one card at a time the planner prefers to read every record.
 */
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
    const candidates = await rows<Candidate>(
      db,
      sql`select id, match_keys as keys from record
        where match_keys && ${sql.param(batch)}::text[] and deleted_at is null and not exists (
          select 1 from link where link.record_id = record.id and link.account_id = ${accountId} and link.state not in ('new', 'closed'))`,
    );
    for (const candidate of candidates) found.set(candidate.id, candidate);
  }
  return [...found.values()];
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
