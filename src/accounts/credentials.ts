// What opens an account, sealed to the row it belongs to: a password, or the tokens of a sign-in at the provider.
import type { Sealer } from '../access/seal.ts';
import { AppError } from '../errors.ts';
import type { OAuthTokens, PasswordCredentials } from '../providers/provider.ts';

/** What the credentials of an account are sealed to. */
export const credentialsPlace = (accountId: string): string => `account:${accountId}:credentials`;

export function sealCredentials(sealer: Sealer, accountId: string, credentials: PasswordCredentials): string {
  const { username, password, url } = credentials;
  return sealer.seal(
    JSON.stringify({ username, password, ...(url ? { url } : {}) }),
    credentialsPlace(accountId),
  );
}

export function sealTokens(sealer: Sealer, accountId: string, tokens: OAuthTokens): string {
  const { accessToken, expiresAt, refreshToken, refreshExpiresAt, scope } = tokens;
  const kept = { accessToken, expiresAt, refreshToken, refreshExpiresAt, scope };
  return sealer.seal(JSON.stringify(kept), credentialsPlace(accountId));
}

interface Sealed {
  id: string;
  credentials: string | null;
}

/** @throws AppError 'sign-in-refused' when there are none */
export function openCredentials(sealer: Sealer, account: Sealed): PasswordCredentials {
  if (!account.credentials) throw new AppError('sign-in-refused');
  return JSON.parse(sealer.open(account.credentials, credentialsPlace(account.id))) as PasswordCredentials;
}

/** null when there are none: the account was disconnected. */
export function openTokens(sealer: Sealer, account: Sealed): OAuthTokens | null {
  if (!account.credentials) return null;
  return JSON.parse(sealer.open(account.credentials, credentialsPlace(account.id))) as OAuthTokens;
}
