// Passwords of accounts, sealed to the row they belong to.
import type { Sealer } from '../access/seal.ts';
import { AppError } from '../errors.ts';
import type { PasswordCredentials } from '../providers/provider.ts';

const placeOf = (accountId: string): string => `account:${accountId}:credentials`;

export function sealCredentials(sealer: Sealer, accountId: string, credentials: PasswordCredentials): string {
  const { username, password, url } = credentials;
  return sealer.seal(JSON.stringify({ username, password, ...(url ? { url } : {}) }), placeOf(accountId));
}

/** @throws AppError 'sign-in-refused' when there are none */
export function openCredentials(
  sealer: Sealer,
  account: { id: string; credentials: string | null },
): PasswordCredentials {
  if (!account.credentials) throw new AppError('sign-in-refused');
  return JSON.parse(sealer.open(account.credentials, placeOf(account.id))) as PasswordCredentials;
}
