import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { pageOf, readKeys } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { rows as rowsOf, uuids } from '../database/query.ts';
import { record, user } from '../database/schema.ts';
import { loadDefinitions } from './fields/load-definitions.ts';
import { fieldsOf } from './lists/conditions.ts';
import { behind, needsOwner, orderBy, type SortKey, sortKeys } from './lists/sort-order.ts';
import { getView } from './lists/views.ts';
import { associated, company, recordColumns, syncSummary } from './record-columns.ts';
import { isOfKindAlone, type RecordFilter, recordsWhere } from './record-filter.ts';

export interface RecordListQuery extends RecordFilter {
  /** One of the actor's own, or a colleague's that is shared: its filter and its order, where nothing else is said. */
  view?: string | undefined;
  /** By name unless told. Keys of fields, or of `SORTS_OF_RECORDS`, with commas between them; `-` before one turns it round. */
  sort?: string | undefined;
  limit: number;
  cursor?: string | undefined;
  /** Position to start at, instead of a cursor. */
  offset?: number | undefined;
}

/** A page of records everybody may see, with the actor's own flags and links. @throws AppError 'bad-request' */
export async function listRecords(db: Db, actor: Actor, query: RecordListQuery) {
  const view = query.view === undefined ? null : await getView(db, actor, query.view);
  const sort = query.sort ?? view?.sort ?? 'name';
  const filter: RecordFilter = view ? { kind: view.kind, filter: view.filter, ...defined(query) } : query;
  const where = await recordsWhere(db, actor, filter);
  const keys = sortKeys(sort, fieldsOf(await loadDefinitions(db), filter.kind));
  const asked = { ...query, where, keys, joined: needsOwner(sort) ? byOwner : sql`` };
  const { ids, total } = await (isOfKindAlone(filter) ? alongTheOrder(db, asked) : inOnePass(db, asked));
  const rows = await db
    .select({
      ...recordColumns(actor),
      sync: syncSummary(actor),
      told: sql<(string | null)[]>`array[${sql.join(
        keys.map(({ told }) => told),
        sql`, `,
      )}]::text[]`,
    })
    .from(record)
    .innerJoin(user, eq(user.id, record.ownerId))
    .leftJoin(company, associated)
    .where(sql`${record.id} = any(${uuids(ids)})`)
    .orderBy(sql`array_position(${uuids(ids)}, ${record.id})`);
  const { page, next } = pageOf(rows, query.limit, ({ id, told }) => ({ key: JSON.stringify(told), id }));
  return { items: page.map(({ told, ...item }) => item), next, total };
}

/** What a page is of: it begins behind `cursor` or at `offset`. */
interface Asked extends Pick<RecordListQuery, 'limit' | 'cursor' | 'offset'> {
  where: SQL;
  keys: SortKey[];
  joined: SQL;
}

interface Found {
  /** Of the page in its order, and of one beyond it. */
  ids: string[];
  total: number;
}

const byOwner = sql`join ${user} on ${user.id} = ${record.ownerId}`;

/** An index has them in their order and counts them, from it alone; by a field or an owner all of the kind are read once. */
async function alongTheOrder(db: Db, { where, keys, joined, ...at }: Asked): Promise<Found> {
  const [page, total] = await Promise.all([
    rowsOf<{ id: string }>(
      db,
      sql`
      select ${record.id} as id from ${record} ${joined}
      where ${and(where, after(at.cursor, keys))}
      order by ${orderBy(keys)} limit ${at.limit + 1} offset ${at.offset ?? 0}`,
    ),
    db.$count(record, where),
  ]);
  return { ids: page.map(({ id }) => id), total };
}

/**
 * What conditions leave is found once, to be counted and to be sorted. Given both tasks apart, the planner goes along the names
 * until a page is full, as if there were enough of them: where few are, that is every record by itself.
 */
async function inOnePass(db: Db, { where, keys, joined, ...at }: Asked): Promise<Found> {
  const names = keys.map((_, index) => sql.raw(`key_${index}`));
  const found = sql.join(
    [sql`${record.id} as id`, ...keys.map(({ by }, index) => sql`${by} as ${names[index]!}`)],
    sql`, `,
  );
  const foundKeys = keys.map((key, index) => ({ ...key, by: names[index]! }));
  const id = sql`id`;
  const [one] = await rowsOf<Found>(
    db,
    sql`
    with found as materialized (select ${found} from ${record} ${joined} where ${where})
    select (select count(*)::int from found) as total, array(
      select id from found where ${after(at.cursor, foundKeys, id) ?? sql`true`}
      order by ${orderBy(foundKeys, id)} limit ${at.limit + 1} offset ${at.offset ?? 0}) as ids`,
  );
  return one!;
}

/** Without what is not there: it would stand for something. */
const defined = (query: RecordListQuery): RecordListQuery =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as unknown as RecordListQuery;

function after(cursor: string | undefined, keys: SortKey[], id?: SQL): SQL | undefined {
  const position = readKeys(cursor, keys);
  return position ? behind(keys, position.keys, position.id, id) : undefined;
}
