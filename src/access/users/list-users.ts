import { asc, gt } from 'drizzle-orm';
import { atId, pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { user } from '../../database/schema.ts';
import type { Actor } from '../actor.ts';
import { demandDoor } from '../doors.ts';
import { type UserView, userView } from './user-view.ts';

export interface UserPage {
  items: UserView[];
  next: string | null;
  total: number;
}

/** Everybody who may or might sign in, in the order they were added. */
export async function listUsers(
  db: Db,
  actor: Actor,
  query: { limit: number; cursor?: string | undefined },
): Promise<UserPage> {
  await demandDoor(db, actor, 'listUsers');
  const after = readCursor(query.cursor);
  const rows = await db
    .select()
    .from(user)
    .where(after ? gt(user.id, after.id) : undefined)
    .orderBy(asc(user.id))
    .limit(query.limit + 1);
  const { page, next } = pageOf(rows, query.limit, atId);
  return {
    items: page.map(userView),
    next,
    total: await db.$count(user),
  };
}
