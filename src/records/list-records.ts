import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { record, user } from '../database/schema.ts';
import { associated, company, recordColumns, syncSummary } from './record-columns.ts';
import { type RecordFilter, recordsWhere } from './record-filter.ts';

export interface RecordListQuery extends RecordFilter {
  sort: 'name' | '-name' | 'updatedAt' | '-updatedAt';
  limit: number;
  cursor?: string | undefined;
  /** Position to start at, instead of a cursor. */
  offset?: number | undefined;
}

/** A page of records everybody may see, with the actor's own flags and links. */
export async function listRecords(db: Db, actor: Actor, query: RecordListQuery) {
  const where = recordsWhere(actor, query);
  const key = query.sort.endsWith('name') ? record.sortName : record.updatedAt;
  const descending = query.sort.startsWith('-');
  const order = descending ? [desc(key), desc(record.id)] : [asc(key), asc(record.id)];
  // Only ids are sorted and skipped, from the index alone; rows are read for the page.
  const page = db
    .select({ id: record.id })
    .from(record)
    .where(and(where, after(query, descending)))
    .orderBy(...order)
    .limit(query.limit + 1)
    .offset(query.offset ?? 0)
    .as('page');
  const rows = db
    .select({ ...recordColumns(actor), sync: syncSummary(actor), sortName: record.sortName })
    .from(page)
    .innerJoin(record, eq(record.id, page.id))
    .innerJoin(user, eq(user.id, record.ownerId))
    .leftJoin(company, associated)
    .orderBy(...order);
  const [found, total] = await Promise.all([rows, db.$count(record, where)]);
  const { page: items, next } = pageOf(found, query.limit, ({ id, sortName, updatedAt }) => ({
    key: query.sort.endsWith('name') ? sortName : updatedAt,
    id,
  }));
  return {
    items: items.map(({ sortName, ...item }) => item),
    next,
    total,
  };
}

function after({ sort, cursor }: RecordListQuery, descending: boolean): SQL | undefined {
  const byTime = sort.endsWith('updatedAt');
  const position = readCursor(cursor, byTime ? 'time' : 'text');
  if (!position) return undefined;
  const key = byTime ? sql`${position.key}::timestamptz` : sql`${position.key}`;
  const column = byTime ? record.updatedAt : record.sortName;
  const id = sql`${position.id}::uuid`;
  return descending
    ? sql`(${column}, ${record.id}) < (${key}, ${id})`
    : sql`(${column}, ${record.id}) > (${key}, ${id})`;
}
