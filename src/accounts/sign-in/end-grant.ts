// Disconnecting ends what was granted at the provider, and what it was to tell of, too. Whatever the provider says, here nothing is
// left of either.
import { and, eq, ne } from 'drizzle-orm';
import { account, subscription } from '../../database/schema.ts';
import { anyProvider } from '../../provider-settings/ready-provider.ts';
import type { OAuthTokens } from '../../providers/provider.ts';
import { type AccountDeps, uncounted, whileWaiting } from '../account-deps.ts';
import { openTokens } from '../credentials.ts';
import { endAll } from '../watch/end-watch.ts';
import { passingSession } from './open-session.ts';

export interface Grant {
  accountId: string;
  provider: string;
  identity: string;
  discovery: Record<string, unknown>;
  tokens: OAuthTokens;
  /** As the provider calls them. */
  subscriptions: string[];
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
  if (!tokens) return null;
  const { provider, identity, discovery } = found;
  const told = await deps.db.select().from(subscription).where(eq(subscription.accountId, accountId));
  const subscriptions = told.flatMap(({ remoteId }) => remoteId ?? []);
  return { accountId, provider, identity, discovery, tokens, subscriptions };
}

/** Ends what was to be told, and the grant unless an account still lives by it. A failure is logged and changes nothing. */
async function endGrant(deps: AccountDeps, grant: Grant): Promise<void> {
  const io = deps.createIo(uncounted, whileWaiting());
  try {
    if (await isConnected(deps, grant.accountId)) return;
    const ready = await anyProvider(deps, grant.provider);
    if (!ready?.client) return;
    const { provider, client } = ready;
    const session = passingSession({ provider, client, io }, grant.tokens);
    await endAll(provider.watch?.open(session, grant.discovery, io) ?? null, grant.subscriptions, io);
    if (!(await isInUse(deps, grant))) await provider.oauth.revoke(client, grant.tokens, io);
  } catch (error) {
    io.log('grant not ended at the provider', { accountId: grant.accountId, error });
  }
}

/** Its plan may have left cards to be removed first. */
async function isConnected({ db }: AccountDeps, accountId: string): Promise<boolean> {
  return (await db.$count(account, and(eq(account.id, accountId), ne(account.state, 'disconnected')))) > 0;
}

/** By the account itself, or by another person's: a grant belongs to the identity and the client, not to an account. */
async function isInUse({ db }: AccountDeps, { provider, identity }: Grant): Promise<boolean> {
  const mine = and(eq(account.provider, provider), eq(account.identity, identity));
  return (await db.$count(account, and(mine, ne(account.state, 'disconnected')))) > 0;
}
