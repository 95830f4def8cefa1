// The one place where an account's address books are opened, whichever way it signs in.
import type { ReadyProvider } from '../../provider-settings/ready-provider.ts';
import type { Book, Io } from '../../providers/provider.ts';
import type { AccountDeps } from '../account-deps.ts';
import { openCredentials } from '../credentials.ts';
import { openSession } from './open-session.ts';

interface Openable {
  id: string;
  credentials: string | null;
  discovery: Record<string, unknown>;
}

/** @throws ProviderError */
export function openBooks(
  { db, sealer }: Pick<AccountDeps, 'db' | 'sealer'>,
  { provider, client }: ReadyProvider,
  account: Openable,
  io: Io,
): Promise<Book[]> {
  if (client === null) return provider.open(openCredentials(sealer, account), account.discovery, io);
  return provider.open(openSession({ db, sealer, provider, client, io }, account), account.discovery, io);
}
