// Second cards: of somebody whose record has a card in the account already.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { uuids } from '../database/query.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { findMatches, firstCards } from './find-matches.ts';

/** Of the items `ids` of an account's queue, the cards that are second ones. */
export async function secondCards(db: Db, accountId: string, ids: string[]): Promise<string[]> {
  const cards = await unlinkedCards(
    db,
    sql`queue_item.account_id = ${accountId}
      and queue_item.id = any(${uuids(ids)})`,
  );
  const first = await firstCards(db, accountId, await findMatches(db, accountId, cards));
  return cards.flatMap(({ cardId }) => (first.get(cardId)?.recordId ? [cardId] : []));
}
