import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { pageOf } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { uuids } from '../database/query.ts';
import { record, user } from '../database/schema.ts';
import { loadDefinitions } from './fields/load-definitions.ts';
import { fieldsOf } from './lists/conditions.ts';
import { findPage, MANY } from './lists/find-page.ts';
import { askForOrders } from './lists/order-indexes.ts';
import { needsOwner, sortKeys } from './lists/sort-order.ts';
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

/**
 * A page of records everybody may see, with the actor's own flags and links, and how many there are: about so many where they
 * are too many to be counted each time. @throws AppError 'bad-request'
 */
export async function listRecords(db: Db, actor: Actor, query: RecordListQuery) {
  const view = query.view === undefined ? null : await getView(db, actor, query.view);
  const sort = query.sort ?? view?.sort ?? 'name';
  const filter: RecordFilter = view ? { kind: view.kind, filter: view.filter, ...defined(query) } : query;
  const where = await recordsWhere(db, actor, filter);
  const keys = sortKeys(sort, fieldsOf(await loadDefinitions(db), filter.kind));
  const { ids, total, estimated } = await findPage(db, {
    ...query,
    where,
    keys,
    byOwner: needsOwner(sort),
    isAll: isOfKindAlone(filter),
  });
  if (total > MANY) await askForOrders(db, sort, filter.filter);
  const rows = await db
    .select({
      ...recordColumns(actor),
      sync: syncSummary(actor),
      told: sql<string[]>`array[${sql.join(
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
  return { items: page.map(({ told, ...item }) => item), next, total, estimated };
}

/** Without what is not there: it would stand for something. */
const defined = (query: RecordListQuery): RecordListQuery =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as unknown as RecordListQuery;
