import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { ownAccount } from '../accounts/own-account.ts';
import type { Contact } from '../contact/contact.ts';
import { pageOf, readCursor } from '../database/cursor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { card, queueItem, type RecordKind } from '../database/schema.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { findMatches, showMatches, showSuggestions } from './find-matches.ts';
import { memberships } from './memberships.ts';
import { organization, type QueueFilter, queueWhere } from './queue-filter.ts';

/** What the queue can be sorted by: when a card came, its name, the company it names; `-` the other way round. */
const SORTS = {
  came: sql`''::text`,
  name: sql`left(lower(${card.displayName}), 200)`,
  // Those without one come last.
  company: sql`left(coalesce(nullif(lower(${organization}), ''), '\uffff'), 200)`,
};
export type QueueSort = keyof typeof SORTS | `-${keyof typeof SORTS}`;

export interface QueueQuery extends QueueFilter {
  id: string;
  sort?: QueueSort | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Cards of the actor's account that wait for a decision, in the order they came unless told. @throws AppError 'not-found' */
export async function listQueue(db: Db, actor: Actor, query: QueueQuery) {
  const accountId = query.id;
  await ownAccount(db, actor, accountId);
  const where = await queueWhere(db, accountId, query);
  const { sort = 'came' } = query;
  const key = SORTS[sort.replace('-', '') as keyof typeof SORTS];
  const position = readCursor(query.cursor, key === SORTS.came ? 'id' : 'text');
  const [beyond, order] = sort.startsWith('-') ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
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
      withCompany: queueItem.withCompany,
      untilChanged: sql<boolean>`${queueItem.ignoredContent} is not null`,
      ruleId: queueItem.ruleId,
      choice: queueItem.choice,
      state: queueItem.state,
      error: queueItem.error,
      loss: card.loss,
      unlinkedBefore: queueItem.unlinkedBefore,
      madeHere,
      sortKey: sql<string>`${key}`,
    })
    .from(queueItem)
    .innerJoin(card, eq(card.id, queueItem.cardId))
    .where(
      and(
        where,
        position
          ? sql`(${key}, ${queueItem.id}) ${beyond} (${position.key}, ${position.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(sql`${key} ${order}, ${queueItem.id} ${order}`)
    .limit(query.limit + 1);
  const { page, next } = pageOf(read, query.limit, ({ id, sortKey }) => ({ key: sortKey, id }));
  const cardIds = page.map(({ cardId }) => cardId);
  const compared = await unlinkedCards(db, sql`card.id = any(${sql.param(cardIds)}::uuid[])`);
  const found = await findMatches(db, accountId, compared);
  const [matches, suggestions, groups, total, sums] = await Promise.all([
    showMatches(db, found),
    showSuggestions(db, accountId, found),
    memberships(db, accountId, page),
    countFound(db, where),
    countQueue(db, accountId),
  ]);
  return {
    items: page.map(({ sortKey: _, ...item }) => {
      const memberOf = groups.get(item.cardId) ?? [];
      const suggestion = suggestions.get(item.cardId) ?? { kind: item.suggestedKind, reason: item.reason };
      return {
        ...item,
        ...('kind' in suggestion && { suggestedKind: suggestion.kind, reason: suggestion.reason }),
        contact: outwardContact(
          item.contact,
          memberOf.map(({ id }) => id),
        ),
        groupNames: memberOf.map(({ name }) => name),
        matches: matches.get(item.cardId) ?? [],
        suggestion,
        group: found.alike.get(item.cardId) ?? null,
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
