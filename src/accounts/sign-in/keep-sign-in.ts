// What a finished sign-in leaves: a new account, or fresh tokens for the one that has this identity already. Its links
// and everything seen of it stay.
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { fulfilWish } from '../../access/requests/wish.ts';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { accessRequest, account, type oauthState, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Discovery, OAuthProvider, OAuthTokens } from '../../providers/provider.ts';
import { addAccount, lockOwner } from '../add-account.ts';
import { sealTokens } from '../credentials.ts';
import { findAccount } from '../find-account.ts';
import { lockAccount } from '../own-account.ts';
import { requestRun } from '../request-run.ts';
import type { SignInDeps } from './begin-sign-in.ts';

export interface SignedIn {
  accountId: string;
  /** False when the account was there before. */
  isNew: boolean;
}

interface Kept {
  provider: OAuthProvider;
  tokens: OAuthTokens;
  discovery: Discovery;
  begun: Pick<typeof oauthState.$inferSelect, 'accountId' | 'wishes'>;
}

/** @throws AppError 'other-account', 'account-taken', 'not-found' when the account was disconnected meanwhile */
export async function keepSignIn(deps: SignInDeps, actor: Actor, kept: Kept): Promise<SignedIn> {
  const { provider, discovery, begun } = kept;
  return deps.db.transaction(async (tx) => {
    await lockOwner(tx, actor);
    await fulfilWish(tx, `approval.${provider.id}`, eq(accessRequest.userId, actor.userId));
    const known = await findAccount(tx, actor, provider.id, discovery.identity);
    if (begun.accountId) {
      await lockAccount(tx, actor, begun.accountId);
      if (known !== begun.accountId) throw new AppError('other-account');
    }
    if (known) {
      await renew(tx, deps, actor, known, kept);
      return { accountId: known, isNew: false };
    }
    await demandFree(tx, actor, provider.id, discovery.identity);
    return { accountId: await add(tx, deps, actor, kept), isNew: true };
  });
}

function add(tx: Db, { sealer }: SignInDeps, actor: Actor, kept: Kept): Promise<string> {
  const { provider, tokens, discovery, begun } = kept;
  return addAccount(tx, actor, {
    provider,
    username: discovery.username ?? discovery.identity,
    discovery,
    seal: (id) => sealTokens(sealer, id, tokens),
    signInEndsAt: endOf(tokens),
    ...begun.wishes,
  });
}

async function renew(tx: Db, deps: SignInDeps, actor: Actor, id: string, kept: Kept): Promise<void> {
  const { tokens, discovery } = kept;
  const { settings, username } = await lockAccount(tx, actor, id);
  const state = settings.paused ? 'paused' : 'active';
  await tx
    .update(account)
    .set({
      credentials: sealTokens(deps.sealer, id, tokens),
      signInEndsAt: endOf(tokens),
      discovery: discovery.state,
      username: discovery.username ?? username,
      state,
      problem: null,
      failures: 0,
    })
    .where(eq(account.id, id));
  if (state === 'active') await requestRun(tx, id, 'user');
  await noteAudit(tx, actor.userId, 'account.signed-in-again', id);
  await emit(tx, { type: 'account.changed', accountId: id }, { userId: actor.userId });
}

/** One address book in two people's hands would make each undo what the other does. */
async function demandFree(tx: Db, actor: Actor, provider: string, identity: string): Promise<void> {
  const [taken] = await tx
    .select({ id: account.id })
    .from(account)
    .innerJoin(user, eq(user.id, account.userId))
    .where(
      and(
        eq(account.provider, provider),
        eq(account.identity, identity),
        ne(account.userId, actor.userId),
        ne(account.state, 'disconnected'),
        isNull(user.disabledAt),
      ),
    )
    .limit(1);
  if (taken) throw new AppError('account-taken');
}

const endOf = ({ refreshExpiresAt }: OAuthTokens): Date | null =>
  refreshExpiresAt === null ? null : new Date(refreshExpiresAt);
