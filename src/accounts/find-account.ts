import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { account } from '../database/schema.ts';

/** Id of the actor's account with this identity at a provider, null when it is not connected. */
export async function findAccount(
  db: Db,
  actor: Actor,
  provider: string,
  identity: string,
): Promise<string | null> {
  const [found] = await db
    .select({ id: account.id })
    .from(account)
    .where(
      and(
        eq(account.userId, actor.userId),
        eq(account.provider, provider),
        eq(account.identity, identity),
        ne(account.state, 'disconnected'),
      ),
    );
  return found?.id ?? null;
}
