// Which cards of a queue are like a record or like each other, for all of them at once: what a page of the queue shows of its own
// cards (find-matches.ts), from the pairs that are kept.
import { type SQL, sql } from 'drizzle-orm';
import { isSure } from '../contact/match-score.ts';
import type { Db } from '../database/database.ts';
import { rows, uuids } from '../database/query.ts';
import { likenessesIn } from '../database/store/likeness.ts';
import { alikeGroups, isApart, type StandingCard, suggestBy } from '../sync/suggestions.ts';
import { isOpen, isWorthAsking } from './find-matches.ts';

export interface LikeCards {
  /** Some record looks like them, unless somebody said that it is another. */
  matching: string[];
  /** Second cards of somebody. */
  second: string[];
  /** One person with other cards of the queue. */
  alike: string[];
  /** They are somebody: a record, or the second card of one. */
  known: Set<string>;
}

/** Of the cards that `where` says of `card` and `queue_item`, seen beside all others that wait. */
export async function likeCards(db: Db, accountId: string, where: SQL): Promise<LikeCards> {
  const like = await likenessesIn(db, accountId);
  const cards = await rows<StandingCard>(
    db,
    sql`select queue_item.id, card.id as "cardId", queue_item.state, queue_item.record_id as "recordId", queue_item.reason,
        queue_item.suggested_kind as "suggestedKind", card.apart
      from queue_item join card on card.id = queue_item.card_id
      where queue_item.account_id = ${accountId} and card.state <> 'gone'
        and (queue_item.reason = 'duplicate'
          or card.id = any(${uuids([...new Set([...like.records.keys(), ...like.cards.keys()])])}))
        and (queue_item.state in ('pending', 'ready') or (${where}))
        and not exists (select 1 from link where link.card_id = card.id and link.state <> 'closed')`,
  );
  const byId = new Map(cards.map((card) => [card.cardId, card]));
  const found = [...like.records.values()].flat();
  const suggestions = suggestBy(
    cards,
    found.map(({ candidate }) => candidate),
    {
      records: ({ cardId }) =>
        (like.records.get(cardId) ?? []).filter(isSure).map(({ candidate }) => candidate),
      sharing: ({ cardId }) => (like.cards.get(cardId) ?? []).flatMap((other) => byId.get(other) ?? []),
      isSame: () => true,
    },
  );
  const ids = (those: StandingCard[]) => those.map(({ cardId }) => cardId);
  return {
    matching: ids(
      cards.filter(({ cardId, apart }) =>
        like.records
          .get(cardId)
          ?.some((match) => isWorthAsking(cardId, match) && !isApart(apart, match.candidate)),
      ),
    ),
    second: ids(cards.filter(({ cardId }) => 'state' in suggestions.get(cardId)!)),
    alike: alikeGroups(suggestions)
      .map((group) =>
        group.filter((cardId) => isOpen(byId.get(cardId)!) || byId.get(cardId)!.state === 'failed'),
      )
      .filter(({ length }) => length > 1)
      .flat(),
    known: new Set(
      [...suggestions].flatMap(([cardId, suggestion]) => ('kind' in suggestion ? [] : [cardId])),
    ),
  };
}
