// Pairs of records that may be one, the most certain first, with both sides value by value.
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { makeCursor, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { RecordKind, RecordValues } from '../../database/schema.ts';
import { KINDS } from '../../fields/field.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { loadFields } from '../fields/load-fields.ts';
import { compareSides } from '../merge/preview-merge.ts';
import { compareSome, countNotCompared } from './compare.ts';
import { CERTAIN } from './similar-records.ts';

export interface Half {
  id: string;
  kind: RecordKind;
  displayName: string;
  values: RecordValues;
  version: number;
  updatedAt: string;
}

export interface PairRow {
  id: string;
  score: number;
  reasons: string[];
  one: Half & { weight: number };
  other: Half & { weight: number };
  /** Accounts of the actor in which both have a card. */
  cards: number;
}

/** So many of those that were written a moment ago are compared before the answer. */
const AT_ONCE = 50;
/** Numbers of a list are exact up to here. */
const MOST_COUNTED = 10_000;

const half = (name: 'a' | 'b'): SQL => {
  const record = sql.identifier(name);
  // On a phone and full comes before older.
  return sql`jsonb_build_object('id', ${record}.id, 'kind', ${record}.kind, 'displayName', ${record}.display_name,
    'values', ${record}."values", 'version', ${record}.version,
    'updatedAt', to_char(${record}.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'weight', (select count(*) from link where link.record_id = ${record}.id and link.state <> 'closed') * 1000
      + (select count(*) from jsonb_object_keys(${record}."values")))`;
};

/** Open pairs that `where` finds, in their order. */
export const readPairs = (db: Db, { userId }: Actor, where: SQL, limit: number): Promise<PairRow[]> =>
  rows(
    db,
    sql`select d.id, round(d.score::numeric, 2)::float8 as score, d.reasons, ${half('a')} as one, ${half('b')} as other,
        (select count(*)::int from link x
          join link y on y.account_id = x.account_id and y.record_id = d.other_id and y.state in ('creating', 'active')
          join account on account.id = x.account_id and account.user_id = ${userId}
          where x.record_id = d.record_id and x.state in ('creating', 'active')) as cards
      from duplicate d
      join record a on a.id = d.record_id and a.deleted_at is null
      join record b on b.id = d.other_id and b.deleted_at is null
      where d.dismissed_at is null and ${where}
      order by d.score desc, d.id
      limit ${limit}`,
  );

/** Which of the two stays where nobody says it: who is on phones, who has more, who was there first. */
export function sidesOf({ one, other }: PairRow): { stays: Half; goes: Half; kind: RecordKind } {
  const isOther = other.weight > one.weight;
  const [stays, goes] = isOther ? [other, one] : [one, other];
  const kind = stays.kind === goes.kind ? stays.kind : 'contact';
  return { stays: withoutWeight(stays), goes: withoutWeight(goes), kind };
}

const withoutWeight = ({ weight: _, ...record }: PairRow['one']): Half => record;

/** The pairs that are merged together, without being looked at: certain, and of one kind. */
export const isCertain = sql`d.score >= ${CERTAIN}::real and a.kind = b.kind`;

interface DuplicatesQuery {
  limit: number;
  cursor?: string | undefined;
}

export async function listDuplicates(db: Db, actor: Actor, { limit, cursor }: DuplicatesQuery) {
  await compareSome(db, AT_ONCE);
  // Before the pairs are read: what somebody else is comparing at this moment may be done in between, and nobody would look again.
  const comparing = await countNotCompared(db);
  const position = readCursor(cursor, 'text');
  const score = position && Number(position.key);
  const after = position
    ? sql`(d.score < ${score}::real or d.score = ${score}::real and d.id > ${position.id}::uuid)`
    : sql`true`;
  const found = await readPairs(db, actor, after, limit + 1);
  const definitions = await loadDefinitions(db);
  const fields = new Map(
    await Promise.all(KINDS.map(async (kind) => [kind, [...(await loadFields(db, kind)).values()]] as const)),
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((pair) => {
      const { stays, goes, kind } = sidesOf(pair);
      const { id, score, reasons, cards } = pair;
      return {
        ...{ id, score, reasons, cards, stays, goes, kind },
        certain: score >= CERTAIN && stays.kind === goes.kind,
        fields: compareSides({ stays, goes, kind, fields: fields.get(kind)!, definitions }),
      };
    }),
    next: found.length > limit && last ? makeCursor({ key: String(last.score), id: last.id }) : null,
    ...(await countDuplicates(db)),
    comparing,
  };
}

/** How many pairs wait, and how many of them are certain. */
export async function countDuplicates(db: Db): Promise<{ total: number; certain: number }> {
  const [counts] = await rows<{ total: number; certain: number }>(
    db,
    sql`select count(*)::int as total, count(*) filter (where score >= ${CERTAIN}::real)::int as certain
      from (select score from duplicate where dismissed_at is null order by score desc limit ${MOST_COUNTED}) as open`,
  );
  return counts!;
}
