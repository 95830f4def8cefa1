import { and, desc, eq, lt } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { atId, pageOf, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { run } from '../../database/schema.ts';
import { ownAccount } from '../own-account.ts';
import { runViews } from './run-view.ts';

/** Runs of the actor's account, newest first. @throws AppError 'not-found' */
export async function listRuns(
  db: Db,
  actor: Actor,
  query: { id: string; limit: number; cursor?: string | undefined },
) {
  await ownAccount(db, actor, query.id);
  const position = readCursor(query.cursor);
  const mine = eq(run.accountId, query.id);
  const found = await db
    .select()
    .from(run)
    .where(and(mine, position ? lt(run.id, position.id) : undefined))
    .orderBy(desc(run.id))
    .limit(query.limit + 1);
  const { page, next } = pageOf(found, query.limit, atId);
  return {
    items: await runViews(db, actor, page),
    next,
    total: await db.$count(run, mine),
  };
}
