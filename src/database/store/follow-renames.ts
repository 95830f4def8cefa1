// A provider may say under which other names a card was known. A link of any of them goes over to the card that is there.
import { sql } from 'drizzle-orm';
import type { PageToSave } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { json, rows, uuids } from '../query.ts';
import { moveLinks } from '../tables/links.ts';

/** Before the former names count as gone. Of several links the oldest goes over: a card has one. */
export async function followRenames(
  tx: Db,
  accountId: string,
  renamed: PageToSave['renamed'] = [],
): Promise<void> {
  if (renamed.length === 0) return;
  const found = await rows<{ linkId: string; cardId: string }>(
    tx,
    sql`select distinct on (now.id) link.id as "linkId", now.id as "cardId"
      from jsonb_to_recordset(${json(renamed)}) as t("from" text, "to" text)
      join card former on former.account_id = ${accountId} and former.remote_id = t."from"
      join link on link.card_id = former.id and link.state = 'active'
      join card now on now.account_id = ${accountId} and now.remote_id = t."to" and now.state = 'live' and now.id <> former.id
      where not exists (select 1 from link other where other.card_id = now.id and other.state <> 'closed')
      order by now.id, link.id`,
  );
  const cardOf = new Map(found.map(({ linkId, cardId }) => [linkId, cardId]));
  await moveLinks(tx, [...cardOf.keys()], ({ id }) => ({
    type: 'taken-up',
    cardId: cardOf.get(id)!,
    from: null,
  }));
  await tx.execute(
    sql`delete from queue_item
      where card_id = any(${uuids([...cardOf.values()])})`,
  );
}
