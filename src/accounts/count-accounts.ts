import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { account } from '../database/schema.ts';

/** How many accounts the actor has connected. */
export function countAccounts(db: Db, actor: Actor): Promise<number> {
  return db.$count(account, and(eq(account.userId, actor.userId), ne(account.state, 'disconnected')));
}
