// A sign-in at a provider begins: where the browser goes, and what will prove that it comes back to the same person in
// the same browser (RFC 9700, 4.7). Of the secrets only hashes are kept, or what is sealed.
import { lt, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { demandDoor } from '../../access/doors.ts';
import { hashSecret, makeSecret } from '../../access/secret-token.ts';
import { oauthState } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { readyProvider } from '../../provider-settings/ready-provider.ts';
import { redirectAddress } from '../../provider-settings/redirect-address.ts';
import type { AccountSettings } from '../../sync/model.ts';
import { type AccountDeps, uncounted, whileWaiting } from '../account-deps.ts';
import { ownAccount } from '../own-account.ts';
import { asking } from '../provider-problem.ts';
import { sealVerifier } from './verifier.ts';

export interface SignInDeps extends AccountDeps {
  /** RUBRICA_URL: the only address a provider sends people back to. */
  url: string;
}

export interface NewSignIn {
  provider: string;
  /** For the account that will be made. */
  name?: string | undefined;
  settings?: Partial<AccountSettings> | undefined;
}

/** How long somebody may take on the provider's pages. */
export const SIGN_IN_MINUTES = 10;

export interface SignInBegun {
  authorizationUrl: string;
  /** For a cookie of this browser; without it nobody can finish. */
  browserSecret: string;
}

/** For an account to be connected. @throws AppError why the provider cannot be used */
export function beginSignIn(deps: SignInDeps, actor: Actor, input: NewSignIn): Promise<SignInBegun> {
  return begin(deps, actor, { ...input, accountId: null, loginHint: null });
}

/** For an account that is to be signed in to again. @throws AppError 'not-found', or why the provider cannot be used */
export async function signInAgain(deps: SignInDeps, actor: Actor, id: string): Promise<SignInBegun> {
  const { provider, username } = await ownAccount(deps.db, actor, id);
  return begin(deps, actor, { provider, accountId: id, loginHint: username });
}

async function begin(
  deps: SignInDeps,
  actor: Actor,
  input: NewSignIn & { accountId: string | null; loginHint: string | null },
): Promise<SignInBegun> {
  await demandDoor(deps.db, actor, 'createAccount');
  const { provider, client } = await readyProvider(
    deps,
    input.provider,
    input.accountId === null ? actor : undefined,
  );
  if (client === null) {
    const detail = 'One signs in to this account with a password.';
    throw new AppError('bad-request', detail, { fields: { provider: detail } });
  }
  const [state, browserSecret, codeVerifier] = [makeSecret(), makeSecret(), makeSecret()];
  const { loginHint, accountId, name, settings } = input;
  const redirectUri = redirectAddress(deps.url, provider.id);
  const authorizationUrl = await asking(
    provider.oauth.authorizationUrl(
      client,
      { redirectUri, state, codeVerifier, loginHint },
      deps.createIo(uncounted, whileWaiting()),
    ),
    'oauth',
  );
  const stateHash = hashSecret(state);
  await deps.db.transaction(async (tx) => {
    await tx.delete(oauthState).where(lt(oauthState.expiresAt, sql`now()`));
    await tx.insert(oauthState).values({
      stateHash,
      userId: actor.userId,
      browserHash: hashSecret(browserSecret),
      provider: provider.id,
      codeVerifier: sealVerifier(deps.sealer, stateHash, codeVerifier),
      accountId,
      wishes: { ...(name && { name }), ...(settings && { settings }) },
      expiresAt: sql`now() + make_interval(mins => ${SIGN_IN_MINUTES})`,
    });
  });
  return { authorizationUrl, browserSecret };
}
