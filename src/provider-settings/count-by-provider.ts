// Everybody's accounts, as numbers alone.
import { ne, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { isAdministrator } from '../access/permissions.ts';
import type { Db } from '../database/database.ts';
import { account } from '../database/schema.ts';
import type { ProviderId } from '../providers/manifests.ts';

/** `refused`: those of them that wait until the provider accepts the client again. */
export async function countByProvider(db: Db): Promise<Map<string, { accounts: number; refused: number }>> {
  const counted = await db
    .select({
      provider: account.provider,
      accounts: sql<number>`count(*)::int`,
      refused: sql<number>`count(*) filter (
        where ${account.state} = 'failing' and ${account.problem} ->> 'code' = 'client-refused')::int`,
    })
    .from(account)
    .where(ne(account.state, 'disconnected'))
    .groupBy(account.provider);
  return new Map(counted.map(({ provider, ...counts }) => [provider, counts]));
}

/** Providers that do not accept this Rubrica, with how many accounts wait for that: for administrators, who can mend it. */
export async function refusingProviders(
  db: Db,
  actor: Actor,
): Promise<{ provider: ProviderId; accounts: number }[]> {
  if (!isAdministrator(actor)) return [];
  const counted = [...(await countByProvider(db))];
  return counted
    .filter(([, { refused }]) => refused > 0)
    .map(([provider, { refused }]) => ({ provider: provider as ProviderId, accounts: refused }));
}
