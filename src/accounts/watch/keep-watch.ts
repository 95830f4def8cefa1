// An account's wishes to be told of changes as they happen: one for each of its books, made and renewed by its runs.
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { hashSecret, makeSecret } from '../../access/secret-token.ts';
import { moment } from '../../database/query.ts';
import { account, book, subscription } from '../../database/schema.ts';
import type { ReadyProvider } from '../../provider-settings/ready-provider.ts';
import { type Io, ProviderError, type Subscription, type Watcher } from '../../providers/provider.ts';
import type { AccountDeps } from '../account-deps.ts';
import type { Claimed } from '../runs/claim.ts';
import { openWatcher } from '../sign-in/open-books.ts';

/** What the provider did not take is asked for again after this. */
const RETRY_MS = 60 * 60_000;

/**
 * Sees to it that the provider tells of changes in every book that answers. That it does not is no failure: books are asked in turn.
 * @returns when the account is to be looked at again for this: at once after a new wish, for what changed before it was not told
 */
export async function keepWatch(
  deps: AccountDeps,
  ready: ReadyProvider,
  claim: Claimed,
  { io, signal }: { io: Io; signal: AbortSignal },
): Promise<number | null> {
  const address = deps.notificationAddress?.(claim.provider) ?? null;
  const watcher = address && openWatcher(deps, ready, { ...claim, id: claim.accountId }, io);
  if (!address || !watcher) return null;
  const now = io.now();
  let next: number | null = null;
  for (const watched of await booksOf(deps, claim)) {
    const { wish } = watched;
    const isDue = wish === null || wish.address !== address || wish.renewAt.getTime() <= now;
    if (isDue) signal.throwIfAborted();
    const kept = isDue ? await keepOne(watcher, watched, address, io) : null;
    if (kept) await save(deps, claim, { ...kept, bookId: watched.id, address });
    const { remoteId, renewAt } = kept ?? { ...wish!, renewAt: wish!.renewAt.getTime() };
    if (remoteId !== null) next = Math.min(next ?? Infinity, kept?.secret ? now : renewAt);
  }
  return next;
}

interface Watched {
  id: string;
  remoteId: string;
  wish: typeof subscription.$inferSelect | null;
}

/** None of an account that was paused while its run went on. */
function booksOf({ db }: AccountDeps, { accountId }: Claimed): Promise<Watched[]> {
  return db
    .select({ id: book.id, remoteId: book.remoteId, wish: subscription })
    .from(book)
    .innerJoin(account, and(eq(account.id, book.accountId), ne(account.state, 'paused')))
    .leftJoin(subscription, eq(subscription.bookId, book.id))
    .where(and(eq(book.accountId, accountId), isNull(book.problem)))
    .orderBy(asc(book.id));
}

interface Kept {
  remoteId: string | null;
  /** Of a new one; null where it is as it was. */
  secret: string | null;
  expiresAt: number | null;
  renewAt: number;
}

/** Renewed after half its life, however long that is. */
const keptAs = ({ id, expiresAt }: Subscription, secret: string | null, now: number): Kept => ({
  ...{ remoteId: id, secret, expiresAt, renewAt: now + (expiresAt - now) / 2 },
});

async function keepOne(
  watcher: Watcher,
  { id, remoteId, wish }: Watched,
  address: string,
  io: Io,
): Promise<Kept> {
  const now = io.now();
  const held = wish?.address === address ? wish : null;
  try {
    if (wish?.remoteId && !held) await watcher.end(wish.remoteId);
    const renewed = held?.remoteId ? await watcher.renew(held.remoteId) : null;
    if (renewed) return keptAs(renewed, null, now);
    const secret = makeSecret();
    return keptAs(await watcher.subscribe(remoteId, address, secret), secret, now);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    io.log('a provider does not tell of changes', { book: id, kind: error.kind, error });
    const expiresAt = held?.expiresAt?.getTime() ?? null;
    return { remoteId: held?.remoteId ?? null, secret: null, expiresAt, renewAt: now + RETRY_MS };
  }
}

/** Under the claim's fence: an account that was taken away or disconnected meanwhile gets none. */
async function save(
  { db }: AccountDeps,
  { accountId, fence }: Claimed,
  { bookId, address, remoteId, secret, expiresAt, renewAt }: Kept & { bookId: string; address: string },
): Promise<void> {
  await db.execute(
    sql`insert into subscription (book_id, account_id, remote_id, secret_hash, address, expires_at, renew_at)
      select ${bookId}, id, ${remoteId}, ${secret && hashSecret(secret)}, ${address}, ${moment(expiresAt)}, ${moment(renewAt)}
      from account
      where id = ${accountId} and fence = ${fence}
      for key share
      on conflict (book_id) do update
        set remote_id = excluded.remote_id, address = excluded.address, expires_at = excluded.expires_at,
          renew_at = excluded.renew_at, secret_hash = coalesce(excluded.secret_hash, subscription.secret_hash)`,
  );
}
