import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { account, run } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { runViews } from './runs/run-view.ts';

/** @throws AppError 'not-found', for a run of another person's account too */
export async function getRun(db: Db, actor: Actor, id: string) {
  const [found] = await db
    .select({ run })
    .from(run)
    .innerJoin(account, eq(account.id, run.accountId))
    .where(and(eq(run.id, id), eq(account.userId, actor.userId)));
  if (!found) throw new AppError('not-found');
  const [view] = await runViews(db, actor, [found.run]);
  return view!;
}
