import { and, asc, eq, gt, ne } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { atId, pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { account } from '../database/schema.ts';
import { accountViews } from './account-view.ts';

/** The actor's accounts, oldest first. */
export async function listAccounts(
  db: Db,
  actor: Actor,
  query: { limit: number; cursor?: string | undefined },
) {
  const position = readCursor(query.cursor);
  const mine = and(eq(account.userId, actor.userId), ne(account.state, 'disconnected'));
  const found = await db
    .select()
    .from(account)
    .where(and(mine, position ? gt(account.id, position.id) : undefined))
    .orderBy(asc(account.id))
    .limit(query.limit + 1);
  const { page, next } = pageOf(found, query.limit, atId);
  return {
    items: await accountViews(db, actor, page),
    next,
    total: await db.$count(account, mine),
  };
}
