// Which groups of the address book a card is in: those it names itself, and those that list it.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows, uuids } from '../database/query.ts';

export interface Group {
  id: string;
  name: string;
}

/** By card, in the order of their names. */
export async function memberships(
  db: Db,
  accountId: string,
  cards: readonly { cardId: string }[],
): Promise<Map<string, Group[]>> {
  const ids = uuids(cards.map(({ cardId }) => cardId));
  const found = await rows<Group & { cardId: string }>(
    db,
    sql`${allMemberships(accountId, sql`card.id = any(${ids})`)} order by name`,
  );
  return Map.groupBy(found, ({ cardId }) => cardId);
}

/** A row a card and group, of the cards of an account that `where` says. */
export const allMemberships = (accountId: string, where: SQL): SQL =>
  sql`select card.id as "cardId", named.id, coalesce(card_group.name, named.id) as name
    from card cross join lateral jsonb_array_elements_text(card.contact -> 'groups') as named(id)
    left join card_group on card_group.account_id = ${accountId} and card_group.remote_id = named.id
    where card.account_id = ${accountId} and ${where}
    union
    select card.id, card_group.remote_id, card_group.name
    from card join card_group on card_group.account_id = ${accountId} and card_group.gone_at is null
      and card_group.members @> array[card.uid]
    where card.account_id = ${accountId} and card.uid is not null and ${where}`;

/** Whether `card` is in a group. A condition. */
export const isInGroup = (id: string): SQL =>
  sql`(card.contact -> 'groups' ? ${id} or exists (
    select 1 from card_group
    where card_group.account_id = card.account_id and card_group.remote_id = ${id} and card_group.gone_at is null
      and card_group.members @> array[card.uid]))`;
