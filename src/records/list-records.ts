import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { pageOf, readKeys } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { record, user } from '../database/schema.ts';
import { loadDefinitions } from './fields/load-definitions.ts';
import { fieldsOf } from './lists/conditions.ts';
import { behind, needsOwner, orderBy, type SortKey, sortKeys } from './lists/sort-order.ts';
import { getView } from './lists/views.ts';
import { associated, company, recordColumns, syncSummary } from './record-columns.ts';
import { type RecordFilter, recordsWhere } from './record-filter.ts';

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
  const where = await recordsWhere(
    db,
    actor,
    view ? { kind: view.kind, filter: view.filter, ...defined(query) } : query,
  );
  const keys = sortKeys(sort, fieldsOf(await loadDefinitions(db), view?.kind ?? query.kind));
  const order = orderBy(keys);
  // Only ids are sorted and skipped, where an index serves from it alone; rows are read for the page.
  const ids = db.select({ id: record.id }).from(record).$dynamic();
  const page = (needsOwner(sort) ? ids.innerJoin(user, eq(user.id, record.ownerId)) : ids)
    .where(and(where, after(query.cursor, keys)))
    .orderBy(...order)
    .limit(query.limit + 1)
    .offset(query.offset ?? 0)
    .as('page');
  const rows = db
    .select({
      ...recordColumns(actor),
      sync: syncSummary(actor),
      told: sql<(string | null)[]>`array[${sql.join(
        keys.map(({ told }) => told),
        sql`, `,
      )}]::text[]`,
    })
    .from(page)
    .innerJoin(record, eq(record.id, page.id))
    .innerJoin(user, eq(user.id, record.ownerId))
    .leftJoin(company, associated)
    .orderBy(...order);
  const [found, total] = await Promise.all([rows, db.$count(record, where)]);
  const { page: items, next } = pageOf(found, query.limit, ({ id, told }) => ({
    key: JSON.stringify(told),
    id,
  }));
  return { items: items.map(({ told, ...item }) => item), next, total };
}

/** Without what is not there: it would stand for something. */
const defined = (query: RecordListQuery): RecordListQuery =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as unknown as RecordListQuery;

function after(cursor: string | undefined, keys: SortKey[]): SQL | undefined {
  const position = readKeys(cursor, keys);
  return position ? behind(keys, position.keys, position.id) : undefined;
}
