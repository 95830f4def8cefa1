// The one place where an account is opened at its provider, whichever way it signs in.
import type { ReadyProvider } from '../../provider-settings/ready-provider.ts';
import type { Book, Io, Watcher } from '../../providers/provider.ts';
import type { AccountDeps } from '../account-deps.ts';
import { openCredentials } from '../credentials.ts';
import { openSession } from './open-session.ts';

interface Openable {
  id: string;
  credentials: string | null;
  discovery: Record<string, unknown>;
}

type OpeningDeps = Pick<AccountDeps, 'db' | 'sealer'>;

/** @throws ProviderError */
export function openBooks(
  { db, sealer }: OpeningDeps,
  { provider, client }: ReadyProvider,
  account: Openable,
  io: Io,
): Promise<Book[]> {
  if (client === null) return provider.open(openCredentials(sealer, account), account.discovery, io);
  return provider.open(openSession({ db, sealer, provider, client, io }, account), account.discovery, io);
}

/** What is known of the account once its books were looked for again; null where they stay what they are. @throws ProviderError */
export async function findBooks(
  { db, sealer }: OpeningDeps,
  { provider, client }: ReadyProvider,
  account: Openable,
  io: Io,
): Promise<Record<string, unknown> | null> {
  if (!provider.findBooks) return null;
  if (client === null) return provider.findBooks(openCredentials(sealer, account), account.discovery, io);
  const session = openSession({ db, sealer, provider, client, io }, account);
  return provider.findBooks(session, account.discovery, io);
}

/** Null where the provider tells of nothing. */
export function openWatcher(
  { db, sealer }: OpeningDeps,
  { provider, client }: ReadyProvider,
  account: Openable,
  io: Io,
): Watcher | null {
  if (client === null)
    return provider.watch?.open(openCredentials(sealer, account), account.discovery, io) ?? null;
  const session = openSession({ db, sealer, provider, client, io }, account);
  return provider.watch?.open(session, account.discovery, io) ?? null;
}
