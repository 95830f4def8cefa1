import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { ownAccount } from '../accounts/own-account.ts';
import type { Contact } from '../contact/contact.ts';
import { atId, pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { card, queueItem, type RecordKind } from '../database/schema.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { findMatches, showMatches, showSuggestions } from './find-matches.ts';
import { type QueueFilter, queueWhere } from './queue-filter.ts';

export interface QueueQuery extends QueueFilter {
  id: string;
  limit: number;
  cursor?: string | undefined;
}

/** Cards of the actor's account that wait for a decision, in the order they came. @throws AppError 'not-found' */
export async function listQueue(db: Db, actor: Actor, query: QueueQuery) {
  const accountId = query.id;
  await ownAccount(db, actor, accountId);
  const where = await queueWhere(db, accountId, query);
  const position = readCursor(query.cursor);
  const read = await db
    .select({
      id: queueItem.id,
      cardId: queueItem.cardId,
      displayName: card.displayName,
      contact: card.contact,
      kind: queueItem.kind,
      suggestedKind: queueItem.suggestedKind,
      reason: queueItem.reason,
      recordId: queueItem.recordId,
      choice: queueItem.choice,
      state: queueItem.state,
      error: queueItem.error,
      loss: card.loss,
      unlinkedBefore: queueItem.unlinkedBefore,
      madeHere,
    })
    .from(queueItem)
    .innerJoin(card, eq(card.id, queueItem.cardId))
    .where(and(where, position ? gt(queueItem.id, position.id) : undefined))
    .orderBy(asc(queueItem.id))
    .limit(query.limit + 1);
  const { page, next } = pageOf(read, query.limit, atId);
  const cardIds = page.map(({ cardId }) => cardId);
  const compared = await unlinkedCards(db, sql`card.id = any(${sql.param(cardIds)}::uuid[])`);
  const found = await findMatches(db, accountId, compared);
  const [matches, suggestions, groups, total, sums] = await Promise.all([
    showMatches(db, found),
    showSuggestions(db, accountId, found),
    groupsOf(db, accountId, cardIds),
    countFound(db, where),
    countQueue(db, accountId),
  ]);
  return {
    items: page.map((item) => {
      const memberOf = groups.get(item.cardId) ?? [];
      return {
        ...item,
        contact: outwardContact(
          item.contact,
          memberOf.map(({ id }) => id),
        ),
        groupNames: memberOf.map(({ name }) => name),
        matches: matches.get(item.cardId) ?? [],
        suggestion: suggestions.get(item.cardId) ?? { kind: item.suggestedKind, reason: item.reason },
      };
    }),
    next,
    total,
    ...sums,
  };
}

/**
 * A card of Rubrica's own that no link knows: the database is another one than when it was made. Phones give their cards
 * UIDs in the form of our markers, so a vCard has to name its maker besides.
 */
const madeHere = sql<boolean>`${card.marker} is not null and not ${queueItem.unlinkedBefore}
  and (${card.raw} not like 'BEGIN:VCARD%' or ${card.raw} like '%PRODID:-//Rubrica//%')`;

/** The contact as the contract has it: groups joined, and nothing that is only of use inside. */
function outwardContact({ isCompany: _, ...contact }: Contact, groups: string[]) {
  return { ...contact, groups };
}

/** The groups each card is in: those it names itself, and those that list it. */
async function groupsOf(
  db: Db,
  accountId: string,
  cardIds: string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const found = await rows<{ cardId: string; id: string; name: string }>(
    db,
    sql`select card.id as "cardId", named.id, coalesce(card_group.name, named.id) as name
      from card cross join lateral jsonb_array_elements_text(card.contact -> 'groups') as named(id)
      left join card_group on card_group.account_id = ${accountId} and card_group.remote_id = named.id
      where card.id = any(${sql.param(cardIds)}::uuid[])
      union
      select card.id, card_group.remote_id, card_group.name
      from card join card_group on card_group.account_id = ${accountId} and card_group.gone_at is null and card_group.members @> array[card.uid]
      where card.id = any(${sql.param(cardIds)}::uuid[]) and card.uid is not null
      order by name`,
  );
  return Map.groupBy(found, ({ cardId }) => cardId);
}

async function countFound(db: Db, where: SQL): Promise<number> {
  const [count] = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(queueItem)
    .innerJoin(card, eq(card.id, queueItem.cardId))
    .where(where);
  return count!.n;
}

async function countQueue(db: Db, accountId: string) {
  const found = await rows<{
    state: keyof typeof counts;
    kind: RecordKind | null;
    merge: boolean;
    n: number;
  }>(
    db,
    sql`select queue_item.state, queue_item.kind, record_id is not null as merge, count(*)::int as n
      from queue_item join card on card.id = queue_item.card_id and card.state <> 'gone'
      where queue_item.account_id = ${accountId} group by 1, 2, 3`,
  );
  const counts = { pending: 0, ready: 0, ignored: 0, imported: 0, failed: 0 };
  const ready = { company: 0, contact: 0, lead: 0, merge: 0 };
  for (const { state, kind, merge, n } of found) {
    counts[state] += n;
    if (state !== 'ready') continue;
    if (merge) ready.merge += n;
    else if (kind) ready[kind] += n;
  }
  return { counts, ready };
}
