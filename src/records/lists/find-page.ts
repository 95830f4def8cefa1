// Which records a page of a list is of, and how many there are. What is few is found once, counted and sorted; of what is many only
// the page is looked for, along the order, and a sample says about how many there are.
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { readKeys } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { record, user } from '../../database/schema.ts';
import { behind, OF_RECORDS, orderBy, type SortKey } from './sort-order.ts';

export interface Asked {
  where: SQL;
  /** Nothing is asked of records but their kind: an index counts them, from it alone. */
  isAll: boolean;
  keys: SortKey[];
  /** One of the keys is the owner's name. */
  byOwner: boolean;
  limit: number;
  /** The page begins behind it, or at `offset`. */
  cursor?: string | undefined;
  offset?: number | undefined;
}

export interface Found {
  /** Of the page in its order, and of one beyond it. */
  ids: string[];
  total: number;
  /** `total` is about so many. */
  estimated: boolean;
}

/** What conditions leave is counted up to here; finding so many reads some megabytes. */
export const MANY = 5_000;
/** All of a kind are counted up to here: the index says it alone, but for what was written since the table was last vacuumed. */
const MANY_IN_INDEX = 20_000;
const FAR_DOWN = 50_000;
/** Blocks of the table that are looked into for an estimate. */
const SAMPLED = 800;
const BLOCK_BYTES = 8192;
/** Of an estimate that is told: the rest is not known. */
const DIGITS = 2;

/** @throws AppError 'bad-request' for a cursor of another list */
export async function findPage(db: Db, asked: Asked): Promise<Found> {
  if (!asked.isAll) {
    const { ids, total } = await inOnePass(db, asked);
    if (total <= MANY) return { ids, total, estimated: false };
  }
  const [ids, about] = await Promise.all([findIds(db, asked), countAbout(db, asked)]);
  // At the end of a list one sees how many there are.
  const isAtEnd = ids.length <= asked.limit || (asked.offset ?? 0) + asked.limit >= about.total;
  if (!about.estimated || !isAtEnd) return { ids, ...about };
  return { ids, total: await db.$count(record, asked.where), estimated: false };
}

const from = ({ byOwner }: Asked, sample = sql``): SQL =>
  byOwner
    ? sql`${record} ${sample} join ${user} on ${eq(user.id, record.ownerId)}`
    : sql`${record} ${sample}`;

async function alongTheOrder(db: Db, asked: Asked): Promise<string[]> {
  const { where, keys, limit, cursor, offset = 0 } = asked;
  const fits = and(where, after(cursor, keys))!;
  const page = await rows<{ id: string }>(
    db,
    sql`
    select ${record.id} as id from ${keys[0]!.by === OF_RECORDS.owner.by ? firstOfEach(asked, fits) : sql`${from(asked)} where ${fits}`}
    order by ${orderBy(keys)} limit ${limit + 1} offset ${offset}`,
  );
  return page.map(({ id }) => id);
}

/** By owners first: of each owner's no more than a page can need. */
const firstOfEach = ({ keys, limit, offset = 0 }: Asked, fits: SQL): SQL => sql`${user} cross join lateral (
  select * from ${record}
  where ${eq(record.ownerId, user.id)} and ${fits}
  order by ${orderBy(keys.slice(1), undefined, keys[0])} limit ${limit + 1 + offset}) as ${record}`;

/** What the planner is told for one statement, which it cannot know. */
const told = (db: Db, asked: Asked, settings: SQL): Promise<string[]> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select ${settings}`);
    return alongTheOrder(tx, asked);
  });

/** It guesses what few conditions leave; that they leave much is known here, so that the next ones are near. */
const NEAR = sql`set_config('enable_sort', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`;
/** So far down an order it has to read most records: all of them one after another take less time than each by itself. */
const FAR = sql`set_config('enable_indexscan', 'off', true)`;

/** Its index holds no column that a page could be read from alone. */
const isByField = ({ keys }: Asked): boolean =>
  !Object.values(OF_RECORDS).some(({ by }) => by === keys[0]!.by);

const findIds = (db: Db, asked: Asked): Promise<string[]> => {
  if (!asked.isAll) return told(db, asked, NEAR);
  return isByField(asked) && (asked.offset ?? 0) > FAR_DOWN ? told(db, asked, FAR) : alongTheOrder(db, asked);
};

/** Given both tasks apart, the planner goes along the names until a page is full: where few fit, that is every record by itself. */
async function inOnePass(db: Db, asked: Asked): Promise<{ ids: string[]; total: number }> {
  const { where, keys, limit, cursor, offset } = asked;
  const names = keys.map((_, index) => sql.raw(`key_${index}`));
  const found = sql.join(
    [sql`${record.id} as id`, ...keys.map(({ by }, index) => sql`${by} as ${names[index]!}`)],
    sql`, `,
  );
  const foundKeys = keys.map((key, index) => ({ ...key, by: names[index]! }));
  const id = sql`id`;
  const [one] = await rows<{ ids: string[]; total: number }>(
    db,
    sql`
    with found as materialized (select ${found} from ${from(asked)} where ${where} limit ${MANY + 1})
    select (select count(*)::int from found) as total, array(
      select id from found where ${after(cursor, foundKeys, id) ?? sql`true`}
      order by ${orderBy(foundKeys, id)} limit ${limit + 1} offset ${offset ?? 0}) as ids`,
  );
  return one!;
}

async function countAbout(db: Db, asked: Asked): Promise<{ total: number; estimated: boolean }> {
  const { where, isAll } = asked;
  if (isAll) {
    const [counted] = await rows<{ total: number }>(
      db,
      sql`select count(*)::int as total from (select 1 from ${record} where ${where} limit ${MANY_IN_INDEX + 1}) as counted`,
    );
    if (counted!.total <= MANY_IN_INDEX) return { ...counted!, estimated: false };
  }
  const [size] = await rows<{ blocks: number }>(
    db,
    sql`select ceil(pg_relation_size(${'record'}::regclass) / ${BLOCK_BYTES}::float)::int as blocks`,
  );
  const part = Math.min(1, SAMPLED / Math.max(1, size!.blocks));
  // The same blocks each time: pages of a list that rests agree.
  const sample = sql`tablesample system (${part * 100}) repeatable (1)`;
  const [seen] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from ${from({ ...asked, byOwner: false }, sample)} where ${where}`,
  );
  const least = isAll ? MANY_IN_INDEX : MANY;
  return { total: Math.max(least, Number((seen!.count / part).toPrecision(DIGITS))), estimated: true };
}

function after(cursor: string | undefined, keys: SortKey[], id?: SQL): SQL | undefined {
  const position = readKeys(cursor, keys);
  return position ? behind(keys, position.keys, position.id, id) : undefined;
}
