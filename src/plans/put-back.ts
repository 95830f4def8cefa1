// A card alone comes back from the trash: a link of its own makes it again as it was, and lets go of it.
import { type SQL, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import type { Db } from '../database/database.ts';
import { lockAccounts } from '../database/locks.ts';
import { newId } from '../database/new-id.ts';
import { rows } from '../database/query.ts';
import { insertLinks } from '../database/tables/links.ts';
import { giveTrashed, sameBook } from '../database/tables/trash.ts';
import { makeDue } from '../records/touch-links.ts';
import type { Base } from '../sync/link/link.ts';

/** Whether the card alone of the row `t` of the trash is back, or on its way there. A condition. */
export const isPutBack: SQL = sql`exists (
  select 1 from link
  left join card on card.id = link.card_id
  where link.id = t.link_id and link.keep_card and (link.state <> 'closed' or card.state in ('live', 'missing')))`;

/** Of the row `which` finds in the trash `t`, in the caller's transaction; false where there is none or it is back already. */
export async function putBack(tx: Db, which: SQL): Promise<boolean> {
  const accounts = await rows<{ id: string }>(
    tx,
    sql`select present.id
      from trash t
      join account a on a.id = t.account_id
      join account present on present.state <> 'disconnected' and ${sameBook({ was: sql`a`, is: sql`present` })}
      where ${which} and t.record_id is null`,
  );
  const accountId = accounts[0]?.id;
  if (accountId === undefined) return false;
  await lockAccounts(tx, [accountId]);
  const [kept] = await rows<{ id: string; base: Base | null }>(
    tx,
    sql`select t.id, ended.base
      from trash t
      left join link ended on ended.id = t.link_id
      where ${which} and t.record_id is null and not ${isPutBack}
      for update of t`,
  );
  if (!kept) return false;
  const linkId = newId();
  await insertLinks(tx, [
    {
      id: linkId,
      accountId,
      recordId: null,
      marker: v4().toUpperCase(),
      createdByUs: false,
      keepCard: true,
      base: kept.base,
    },
  ]);
  await giveTrashed(tx, { id: kept.id, linkId });
  await makeDue(tx, [accountId], 0);
  return true;
}
