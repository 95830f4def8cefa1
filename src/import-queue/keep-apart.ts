// "These are two": remembered with the card, whatever becomes of it, until somebody says otherwise.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows, uuids } from '../database/query.ts';
import { queueItem } from '../database/schema.ts';
import { releaseLookalikes } from '../database/tables/links.ts';

/** Records and cards that the cards of `where` are not, or may be again. In the caller's transaction; returns how many cards heard of it. */
export async function keepApart(
  tx: Db,
  accountId: string,
  where: SQL,
  set: { apart: string[] } | { together: string[] },
): Promise<number> {
  const isApart = 'apart' in set;
  const given = sql`select unnest(${uuids(isApart ? set.apart : set.together)})`;
  const changed = await rows(
    tx,
    sql`update card
      set apart = array(
        select unnest(card.apart) ${isApart ? sql`union` : sql`except`} (${given}) except select card.id)
      where card.id in (select ${queueItem.cardId} from ${queueItem} where ${where})
      returning card.id`,
  );
  if (changed.length > 0) await releaseLookalikes(tx, accountId);
  return changed.length;
}
