// What a person ignored stays ignored when the same account is connected again.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { json, rows, uuids } from '../query.ts';
import { sameBook } from '../tables/trash.ts';

/** In the transaction that ends the account, before its cards are erased. */
export async function rememberIgnored(tx: Db, accountId: string): Promise<void> {
  const ignored = await rows<{ uid: string | null; remoteId: string }>(
    tx,
    sql`select card.uid, card.remote_id as "remoteId"
      from queue_item
      join card on card.id = queue_item.card_id
      where queue_item.account_id = ${accountId} and queue_item.state = 'ignored'`,
  );
  await tx.execute(
    sql`insert into ignored_card (id, account_id, uid, remote_id)
      select id, ${accountId}, uid, "remoteId"
      from jsonb_to_recordset(${json(ignored.map((card) => ({ ...card, id: newId() })))})
        as t(id uuid, uid text, "remoteId" text)`,
  );
}

/** Rows of `ignored_card` that are about `card`, in an account that was the same address book. */
const about = sql`from ignored_card ignored
  join account before on before.id = ignored.account_id
  join account present on present.id = card.account_id and ${sameBook({ was: sql`before`, is: sql`present` })}
  where ignored.remote_id = card.remote_id or (ignored.uid = card.uid and not exists (
    select 1 from card same
    where same.account_id = card.account_id and same.remote_id = ignored.remote_id and same.state <> 'gone'))`;

/** Whether the row `card` was ignored before. A condition. */
export const wasIgnored: SQL = sql`exists (select 1 ${about})`;

/** What has its place in the queue again need not be remembered. */
export async function forgetIgnored(tx: Db, cardIds: string[]): Promise<void> {
  await tx.execute(
    sql`delete from ignored_card
      where id in (
        select remembered.id
        from card
        join queue_item on queue_item.card_id = card.id
        cross join lateral (select ignored.id ${about}) remembered
        where card.id = any(${uuids(cardIds)}))`,
  );
}
