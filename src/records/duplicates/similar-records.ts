// Records that may be the same as one, by the keys that also match cards with records.
import { eq, sql } from 'drizzle-orm';
import { type Comparable, type MatchReason, matchReasons } from '../../contact/match-score.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { type RecordKind, record } from '../../database/schema.ts';
import { pairOf } from '../../database/tables/duplicates.ts';
import { AppError } from '../../errors.ts';
import { MOST_OF_A_KEY } from '../../sync/suggestions.ts';

/** A number shared with a colleague at the same desk says too little: nothing is asked about less. */
export const LEAST = 0.7;
/** From here on two records are merged together with others, without being looked at one by one. */
export const CERTAIN = 0.9;

export interface Similar {
  id: string;
  kind: RecordKind;
  displayName: string;
  score: number;
  reasons: MatchReason[];
}

/** As `record` has it. */
export interface ComparedRecord {
  id: string;
  kind: RecordKind;
  displayName: string;
  keys: string[];
}

const BEST = 3;

export const comparableOf = ({ keys, displayName }: Omit<ComparedRecord, 'id' | 'kind'>): Comparable => ({
  keys,
  names: [displayName],
});

/** People and companies are never taken for one another. */
export const isSameSort = (a: RecordKind, b: RecordKind): boolean => (a === 'company') === (b === 'company');

/** Of each key as many as say something, once each. Found before they are limited: a limit has the planner read the table; each key is looked up by itself (database/store/match-candidates.ts). */
export const sharingKeys = (db: Db, keys: string[]): Promise<ComparedRecord[]> =>
  rows(
    db,
    sql`select record.id, record.kind, record.display_name as "displayName", record.match_keys as keys
      from record
      where record.id in (
        select found.id from unnest(${sql.param([...new Set(keys)])}::text[]) as wanted (key)
        cross join lateral (
          with same as materialized (select id from record where match_keys @> array[wanted.key] and deleted_at is null)
          select id from same limit ${MOST_OF_A_KEY}) as found)`,
  );

/** What records are like one that is here or is to be made, the likeliest first. */
export async function similarRecords(db: Db, one: Omit<ComparedRecord, 'id'>): Promise<Similar[]> {
  return (await sharingKeys(db, one.keys))
    .filter(({ kind }) => isSameSort(kind, one.kind))
    .map(({ keys, ...other }) => ({
      ...other,
      ...matchReasons(comparableOf(one), comparableOf({ ...other, keys })),
    }))
    .filter(({ score }) => score >= LEAST)
    .sort(likeliestFirst);
}

export const likeliestFirst = (a: Similar, b: Similar): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/** Of a record, without those that somebody said are others. @throws AppError 'not-found' */
export async function listSimilar(db: Db, id: string): Promise<{ items: Similar[] }> {
  const [found] = await db
    .select({
      kind: record.kind,
      displayName: record.displayName,
      keys: record.matchKeys,
      deletedAt: record.deletedAt,
    })
    .from(record)
    .where(eq(record.id, id));
  if (!found) throw new AppError('not-found');
  if (found.deletedAt) return { items: [] };
  const similar = (await similarRecords(db, found)).filter((other) => other.id !== id);
  const apart = await rows<{ recordId: string; otherId: string }>(
    db,
    sql`select record_id as "recordId", other_id as "otherId" from duplicate
      where dismissed_at is not null and (record_id = ${id} or other_id = ${id})`,
  );
  const isApart = (other: Similar) =>
    apart.some(
      (pair) =>
        pair.recordId === pairOf(id, other.id).recordId && pair.otherId === pairOf(id, other.id).otherId,
    );
  return { items: similar.filter((other) => !isApart(other)).slice(0, BEST) };
}
