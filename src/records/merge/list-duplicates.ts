// Records that may be the same as one, by the keys that also match cards with records.
import { eq, sql } from 'drizzle-orm';
import { matchReasons } from '../../contact/match-score.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { type RecordKind, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';

interface Candidate {
  id: string;
  kind: RecordKind;
  displayName: string;
  keys: string[];
}

const BEST = 3;
/** A number shared with a colleague at the same desk says too little: nothing is asked about less. */
const LEAST = 0.7;
/** The switchboard of a large company is on hundreds of records. */
const MOST = 200;

/** The likeliest first. People and companies are never taken for one another. @throws AppError 'not-found' */
export async function listDuplicates(db: Db, id: string) {
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
  const compared = { keys: found.keys, names: [found.displayName] };
  const candidates = await rows<Candidate>(
    db,
    sql`select distinct on (record.id) record.id, record.kind, record.display_name as "displayName", record.match_keys as keys
      from unnest(${sql.param(found.keys)}::text[]) as wanted (key)
      join record on record.match_keys @> array[wanted.key] and record.deleted_at is null
      where record.id <> ${id} and (record.kind = 'company') = ${found.kind === 'company'}
      order by record.id limit ${MOST}`,
  );
  const items = candidates
    .map(({ keys, ...candidate }) => ({
      ...candidate,
      ...matchReasons(compared, { keys, names: [candidate.displayName] }),
    }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return { items: items.slice(0, BEST) };
}
