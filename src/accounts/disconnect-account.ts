import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import type { Db } from '../database/database.ts';
import { emit } from '../database/notify.ts';
import { account, book, card, cardGroup, queueItem } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { type AccountDeps, uncounted } from './account-deps.ts';
import { type AccountRow, lockAccount } from './own-account.ts';
import { removeCreatedCards } from './remove-created-cards.ts';

/**
 * Disconnects: the password and everything seen of the address book are erased; records and flags stay. With
 * `remove-created` the cards that Rubrica made are removed first, and nothing is disconnected if that fails.
 * @throws AppError 'not-found', or why the provider refuses
 */
export async function disconnectAccount(
  deps: AccountDeps,
  actor: Actor,
  { id, cards }: { id: string; cards: 'keep' | 'remove-created' },
): Promise<void> {
  if (cards === 'remove-created') await removeFirst(deps, actor, id);
  await deps.db.transaction(async (tx) => {
    await lockAccount(tx, actor, id);
    await stop(tx, id, 'disconnected');
    await tx
      .update(account)
      .set({ credentials: null, discovery: {}, problem: null })
      .where(eq(account.id, id));
    await tx.execute(sql`
      update link set state = 'closed', closed_reason = 'disconnected', card_id = null, intent = null, hold = null, retry_at = null,
        settled = touched, former_uid = card.uid, former_remote_id = card.remote_id
      from card where card.id = link.card_id and link.account_id = ${id} and link.state <> 'closed'`);
    await tx.execute(sql`
      update link set state = 'closed', closed_reason = 'disconnected', intent = null, hold = null, retry_at = null,
        settled = touched where account_id = ${id} and state <> 'closed'`);
    await tx.execute(sql`update link set card_id = null where account_id = ${id} and card_id is not null`);
    await tx.execute(sql`delete from conflict where account_id = ${id} and resolution is null`);
    for (const table of [queueItem, cardGroup, card, book])
      await tx.delete(table).where(eq(table.accountId, id));
    await noteAudit(tx, actor.userId, 'account.disconnected', id);
    await emit(tx, { type: 'account.changed', accountId: id }, { userId: actor.userId });
  });
}

async function removeFirst(deps: AccountDeps, actor: Actor, id: string): Promise<void> {
  const held = await deps.db.transaction(async (tx) => {
    const current = await lockAccount(tx, actor, id);
    await stop(tx, id, 'paused');
    return current;
  });
  const provider = deps.providers(held.provider);
  try {
    if (provider?.signIn !== 'password') throw new AppError('provider-missing');
    await removeCreatedCards({ ...deps, provider, io: deps.createIo(uncounted) }, held);
  } catch (error) {
    await deps.db.update(account).set({ state: held.state, nextRunAt: sql`now()` }).where(eq(account.id, id));
    throw error;
  }
}

/** Ends the account's runs: the one under way loses its fence and can write nothing more. */
async function stop(db: Db, id: string, state: AccountRow['state']): Promise<void> {
  // A run's transaction in the air holds a key share: it ends before the number moves.
  await db.execute(sql`select 1 from account where id = ${id} for update`);
  await db
    .update(account)
    .set({ state, nextRunAt: null, leaseUntil: null, fence: sql`${account.fence} + 1` })
    .where(eq(account.id, id));
  await db.execute(sql`
    update run set state = 'cancelled', finished_at = now(), progress = null
    where account_id = ${id} and state in ('queued', 'running', 'waiting')`);
}
