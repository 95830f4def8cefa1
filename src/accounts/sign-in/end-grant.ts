// Disconnecting ends what was granted at the provider, too. Whatever the provider says, here nothing is left of it.
import { and, eq, ne } from 'drizzle-orm';
import { account } from '../../database/schema.ts';
import { readyProvider } from '../../provider-settings/ready-provider.ts';
import type { OAuthTokens } from '../../providers/provider.ts';
import { type AccountDeps, uncounted, whileWaiting } from '../account-deps.ts';
import { openTokens } from '../credentials.ts';

export interface Grant {
  accountId: string;
  provider: string;
  identity: string;
  tokens: OAuthTokens;
}

/** Does `work`; where that disconnected the account, its grant is ended at the provider afterwards. */
export async function endingGrant<T>(
  deps: AccountDeps,
  accountId: string,
  work: () => Promise<T>,
): Promise<T> {
  const grant = await readGrant(deps, accountId);
  const done = await work();
  if (grant) await endGrant(deps, grant);
  return done;
}

/** What an account was granted, to be read before it is disconnected; null where one signs in with a password. */
async function readGrant(deps: AccountDeps, accountId: string): Promise<Grant | null> {
  const [found] = await deps.db.select().from(account).where(eq(account.id, accountId));
  if (!found || deps.providers(found.provider)?.signIn !== 'oauth') return null;
  const tokens = openTokens(deps.sealer, found);
  return tokens && { accountId, provider: found.provider, identity: found.identity, tokens };
}

/** Ends `grant` at the provider unless an account still lives by it. A failure is logged and changes nothing. */
async function endGrant(deps: AccountDeps, grant: Grant): Promise<void> {
  const io = deps.createIo(uncounted, whileWaiting());
  try {
    if (await isInUse(deps, grant)) return;
    const { provider, client } = await readyProvider(deps, grant.provider);
    if (client) await provider.oauth.revoke(client, grant.tokens, io);
  } catch (error) {
    io.log('grant not ended at the provider', { accountId: grant.accountId, error });
  }
}

/** By the account itself, or by another person's: a grant belongs to the identity and the client, not to an account. */
async function isInUse({ db }: AccountDeps, { provider, identity }: Grant): Promise<boolean> {
  const mine = and(eq(account.provider, provider), eq(account.identity, identity));
  return (await db.$count(account, and(mine, ne(account.state, 'disconnected')))) > 0;
}
