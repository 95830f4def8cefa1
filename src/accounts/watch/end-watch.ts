// An account that is paused, or whose provider is switched off, is told of nothing any more.
import { eq } from 'drizzle-orm';
import { account, subscription } from '../../database/schema.ts';
import { anyProvider } from '../../provider-settings/ready-provider.ts';
import type { Io, Watcher } from '../../providers/provider.ts';
import { type AccountDeps, uncounted, whileWaiting } from '../account-deps.ts';
import { openWatcher } from '../sign-in/open-books.ts';

/** Whatever the provider says, nothing it tells of this account counts any more. */
export async function endWatch(deps: AccountDeps, accountId: string): Promise<void> {
  const [found] = await deps.db.select().from(account).where(eq(account.id, accountId));
  const ended = await deps.db.delete(subscription).where(eq(subscription.accountId, accountId)).returning();
  const ids = ended.flatMap(({ remoteId }) => remoteId ?? []);
  if (ids.length === 0 || !found?.credentials) return;
  const ready = await anyProvider(deps, found.provider);
  const io = deps.createIo(uncounted, whileWaiting());
  if (ready) await endAll(openWatcher(deps, ready, found, io), ids, io);
}

/** What cannot be ended runs out by itself. */
export async function endAll(watcher: Watcher | null, ids: string[], io: Io): Promise<void> {
  for (const id of watcher ? ids : [])
    await watcher!.end(id).catch((error) => io.log('subscription not ended at the provider', { id, error }));
}
