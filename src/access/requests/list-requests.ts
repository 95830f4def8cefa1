import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { atId, pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { accessRequest, user } from '../../database/schema.ts';
import type { Actor } from '../actor.ts';
import type { Wish } from './wish.ts';

export interface RequestView {
  id: string;
  userId: string;
  userName: string;
  permission: Wish;
  state: 'open' | 'approved' | 'declined';
  createdAt: string;
  decidedAt: string | null;
}

export interface RequestQuery {
  state?: RequestView['state'] | undefined;
  /** Only one's own, also for administrators. */
  mine?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Requests for access, newest first: one's own; for administrators everybody's. */
export async function listRequests(db: Db, actor: Actor, query: RequestQuery) {
  const { state, mine, limit } = query;
  const isOwn = mine || actor.role !== 'administrator';
  const where = and(
    isOwn ? eq(accessRequest.userId, actor.userId) : undefined,
    state ? eq(accessRequest.state, state) : undefined,
  );
  const position = readCursor(query.cursor);
  const found = await requestViews(
    db,
    and(where, position ? lt(accessRequest.id, position.id) : undefined),
    limit + 1,
  );
  const { page, next } = pageOf(found, limit, atId);
  return {
    items: page,
    next,
    total: await db.$count(accessRequest, where),
  };
}

/** The requests `where` finds, newest first. */
export function requestViews(db: Db, where: SQL | undefined, limit: number): Promise<RequestView[]> {
  const iso = (column: typeof accessRequest.createdAt | typeof accessRequest.decidedAt) =>
    sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return db
    .select({
      id: accessRequest.id,
      userId: user.id,
      userName: user.name,
      permission: sql<Wish>`${accessRequest.permission}`,
      state: accessRequest.state,
      createdAt: iso(accessRequest.createdAt),
      decidedAt: sql<string | null>`${iso(accessRequest.decidedAt)}`,
    })
    .from(accessRequest)
    .innerJoin(user, eq(user.id, accessRequest.userId))
    .where(where)
    .orderBy(desc(accessRequest.id))
    .limit(limit);
}
