// Second cards: of somebody whose record has a card in the account already.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows, uuids } from '../database/query.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { findMatches, firstCards } from './find-matches.ts';

/**
 * Of the items `ids` of an account's queue, the cards that are second ones. Where the first one is not there any more, or was not
 * shown, this may be that very card under another address: it is none.
 */
export async function secondCards(db: Db, accountId: string, ids: string[]): Promise<string[]> {
  const cards = await unlinkedCards(
    db,
    sql`queue_item.account_id = ${accountId}
      and queue_item.id = any(${uuids(ids)})`,
  );
  const first = await firstCards(db, accountId, await findMatches(db, accountId, cards));
  const recordOf = (cardId: string): string | null => first.get(cardId)?.recordId ?? null;
  const there = await rows<{ recordId: string }>(
    db,
    sql`select link.record_id as "recordId"
      from link join card on card.id = link.card_id and card.state = 'live'
      where link.account_id = ${accountId} and link.state <> 'closed'
        and link.record_id = any(${uuids(cards.flatMap(({ cardId }) => recordOf(cardId) ?? []))})`,
  );
  const withCard = new Set<string | null>(there.map(({ recordId }) => recordId));
  return cards.flatMap(({ cardId }) => (withCard.has(recordOf(cardId)) ? [cardId] : []));
}
