// A sign-in at a provider ends: the browser is back with an answer. Whoever brings it must be the person who began, in
// the browser where it was begun, and must not have brought it before.
import { timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { demandDoor } from '../../access/doors.ts';
import { hashSecret } from '../../access/secret-token.ts';
import type { Db } from '../../database/database.ts';
import { oauthState } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { readyProvider } from '../../provider-settings/ready-provider.ts';
import { redirectAddress } from '../../provider-settings/redirect-address.ts';
import { ProviderError } from '../../providers/provider.ts';
import { uncounted, whileWaiting } from '../account-deps.ts';
import { asking } from '../provider-problem.ts';
import type { SignInDeps } from './begin-sign-in.ts';
import { keepSignIn, type SignedIn } from './keep-sign-in.ts';
import { openVerifier } from './verifier.ts';

export interface SignInAnswer {
  provider: string;
  /** What stood behind the question mark of the redirect address. */
  query: string;
  /** Of this browser's cookie. */
  browserSecret: string | undefined;
}

type Begun = typeof oauthState.$inferSelect;

/** Fails with the account that was to be signed in to again, so that the person is led back to it. */
export class SignInFailed extends Error {
  override name = 'SignInFailed';
  reason: AppError;
  accountId: string | null;

  constructor(reason: AppError, accountId: string | null) {
    super(reason.message, { cause: reason });
    this.reason = reason;
    this.accountId = accountId;
  }
}

/** Id of the account that is signed in now, and whether it was there before. @throws SignInFailed */
export async function finishSignIn(deps: SignInDeps, actor: Actor, answer: SignInAnswer): Promise<SignedIn> {
  let accountId: string | null = null;
  try {
    await demandDoor(deps.db, actor, 'finishSignIn');
    const state = new URLSearchParams(answer.query).get('state') ?? '';
    const begun = await takeState(deps.db, hashSecret(state));
    demandSame(begun, actor, answer);
    accountId = begun.accountId;
    return await finish(deps, actor, { begun, state, query: answer.query });
  } catch (error) {
    if (error instanceof AppError) throw new SignInFailed(error, accountId);
    throw error;
  }
}

/** Taken out as it is read: an answer counts once, even when it is brought twice at the same moment. */
async function takeState(db: Db, stateHash: string): Promise<Begun> {
  const [begun] = await db.delete(oauthState).where(eq(oauthState.stateHash, stateHash)).returning();
  if (!begun) throw new AppError('sign-in-lapsed');
  return begun;
}

function demandSame(begun: Begun, actor: Actor, { provider, browserSecret }: SignInAnswer): void {
  const isSame =
    begun.userId === actor.userId &&
    begun.provider === provider &&
    begun.expiresAt.getTime() > Date.now() &&
    isHashOf(begun.browserHash, browserSecret ?? '');
  if (!isSame) throw new AppError('sign-in-lapsed');
}

const isHashOf = (hash: string, secret: string): boolean =>
  timingSafeEqual(Buffer.from(hash), Buffer.from(hashSecret(secret)));

async function finish(
  deps: SignInDeps,
  actor: Actor,
  { begun, state, query }: { begun: Begun; state: string; query: string },
): Promise<SignedIn> {
  if (new URLSearchParams(query).get('error') === 'access_denied') throw new AppError('sign-in-declined');
  const { provider, client } = await readyProvider(deps, begun.provider);
  if (client === null) throw new AppError('sign-in-lapsed');
  const io = deps.createIo(uncounted, whileWaiting());
  const redirectUri = redirectAddress(deps.url, provider.id);
  const codeVerifier = openVerifier(deps.sealer, begun.stateHash, begun.codeVerifier);
  const callbackUrl = `${redirectUri}?${query}`;
  const tokens = await asking(
    unlessRefused(provider.oauth.exchange(client, { callbackUrl, redirectUri, state, codeVerifier }, io)),
    'oauth',
  );
  const session = { token: async () => tokens.accessToken, subject: tokens.subject };
  const discovery = await asking(provider.discover(session, io), 'oauth');
  return keepSignIn(deps, actor, { provider, tokens, discovery, begun });
}

/** What the provider does not accept here is the answer that was brought, not a sign-in that worked once. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'sign-in-needed')
      throw new AppError('sign-in-lapsed', undefined, { cause: error });
    throw error;
  }
}
