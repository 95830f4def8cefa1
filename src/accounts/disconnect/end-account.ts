// The end of an account: the password and everything seen of the address book are erased; records and flags stay.
import { eq, sql } from 'drizzle-orm';
import { noteAudit } from '../../access/audit.ts';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { rows } from '../../database/query.ts';
import { account, book, card, cardGroup, queueItem } from '../../database/schema.ts';
import { rememberIgnored } from '../../database/store/ignored-cards.ts';
import { endRuns } from '../../database/tables/accounts.ts';
import { moveLinks } from '../../database/tables/links.ts';

/** In the caller's transaction. */
export async function endAccount(
  tx: Db,
  { accountId, userId }: { accountId: string; userId: string },
): Promise<void> {
  await stopRuns(tx, accountId);
  await tx
    .update(account)
    .set({
      state: 'disconnected',
      credentials: null,
      discovery: {},
      problem: null,
      leaving: null,
      before: null,
    })
    .where(eq(account.id, accountId));
  // The card's own names stay with its links, and so does a deletion without an answer: connected again, the card takes the
  // link up, or is known for one we deleted or let go of.
  const cards = await rows<{ id: string; uid: string | null; remoteId: string }>(
    tx,
    sql`select card.id, card.uid, card.remote_id as "remoteId"
      from card
      join link on link.card_id = card.id
      where link.account_id = ${accountId}`,
  );
  const names = new Map(cards.map(({ id, uid, remoteId }) => [id, { uid, remoteId }]));
  await moveLinks(
    tx,
    sql`account_id = ${accountId} and (state <> 'closed' or card_id is not null)`,
    (link) => {
      const card = link.cardId === null ? undefined : names.get(link.cardId);
      if (link.state === 'closed') return card ? { type: 'named', ...card } : null;
      return { type: 'closed', reason: 'disconnected', ...(card ? { card } : {}) };
    },
  );
  await tx.execute(sql`delete from conflict where account_id = ${accountId} and resolution is null`);
  await rememberIgnored(tx, accountId);
  for (const table of [queueItem, cardGroup, card, book])
    await tx.delete(table).where(eq(table.accountId, accountId));
  await noteAudit(tx, userId, 'account.disconnected', accountId);
  await emit(tx, { type: 'account.changed', accountId }, { userId });
}

/** Ends the account's runs, what waits included: the one under way loses its fence and can write nothing more. */
export async function stopRuns(tx: Db, accountId: string): Promise<void> {
  // A run's transaction in the air holds a key share: it ends before the number moves.
  await tx.execute(sql`select 1 from account where id = ${accountId} for update`);
  await endRuns(tx, [accountId]);
  await tx.execute(sql`update account set next_run_at = null where id = ${accountId}`);
  await tx.execute(sql`update run set state = 'cancelled', finished_at = now(), progress = null
    where account_id = ${accountId} and state in ('queued', 'running', 'waiting')`);
}
