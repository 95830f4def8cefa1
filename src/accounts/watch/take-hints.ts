// What a provider tells makes an account due, and nothing more: what changed is asked for, as ever. What is forged, unknown or
// about an account that waits changes nothing, and nobody is told so.
import { timingSafeEqual } from 'node:crypto';
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { hashSecret } from '../../access/secret-token.ts';
import type { Db } from '../../database/database.ts';
import { lockAccounts } from '../../database/locks.ts';
import { wakeDispatcher } from '../../database/notify.ts';
import { uuids } from '../../database/query.ts';
import { account, subscription } from '../../database/schema.ts';
import { due } from '../../database/tables/due.ts';
import type { Hint } from '../../providers/provider.ts';

/** However many hints of one account come at once, it is due once. */
export async function takeHints(db: Db, provider: string, hints: Hint[]): Promise<void> {
  const bySubscription = Map.groupBy(hints, (hint) => hint.subscription);
  if (bySubscription.size === 0) return;
  const known = await db
    .select({
      bookId: subscription.bookId,
      accountId: subscription.accountId,
      remoteId: subscription.remoteId,
      secretHash: subscription.secretHash,
    })
    .from(subscription)
    .innerJoin(account, eq(account.id, subscription.accountId))
    .where(
      and(
        eq(account.provider, provider),
        inArray(subscription.remoteId, [...bySubscription.keys()]),
        isNotNull(subscription.secretHash),
      ),
    );
  const meant = known.flatMap(({ bookId, accountId, remoteId, secretHash }) =>
    bySubscription
      .get(remoteId!)!
      .filter(({ secret }) => isSame(hashSecret(secret), secretHash!))
      .map(({ type }) => ({ bookId, accountId, type })),
  );
  if (meant.length === 0) return;
  const books = (of: Hint['type']) => meant.filter(({ type }) => type === of).map(({ bookId }) => bookId);
  const accounts = [...new Set(meant.map(({ accountId }) => accountId))];
  await db.transaction(async (tx) => {
    await lockAccounts(tx, accounts);
    await tx.execute(sql`delete from subscription where book_id = any(${uuids(books('ended'))})`);
    await tx.execute(
      sql`update subscription set renew_at = now() where book_id = any(${uuids(books('renew'))}) and renew_at > now()`,
    );
    // One that failed is asked again when its provider said so, or the waits between its tries.
    const { rowCount } = await tx.execute(
      sql`update account
        set ${due('changed')}
        where id = any(${uuids(accounts)}) and state = 'active' and (next_run_at is null or next_run_at > now())`,
    );
    if (rowCount) await wakeDispatcher(tx);
  });
}

/** In a time that says nothing about where the two differ. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));
