// Which queue items a list or a decision is about.
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { card, queueItem, type RecordKind } from '../database/schema.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { searchConditions } from '../records/search-words.ts';
import { findMatches } from './find-matches.ts';

export interface QueueFilter {
  q?: string | undefined;
  state?: (typeof queueItem.$inferSelect)['state'] | undefined;
  /** The kind chosen. */
  kind?: RecordKind | undefined;
  suggestedKind?: RecordKind | undefined;
  /** Whether some record looks like the card. */
  hasMatch?: boolean | undefined;
}

/** The condition for `filter` on `queue_item` joined with `card`. */
export async function queueWhere(db: Db, accountId: string, filter: QueueFilter): Promise<SQL> {
  const { q, state, kind, suggestedKind, hasMatch } = filter;
  const where = and(
    eq(queueItem.accountId, accountId),
    // A card that left the address book is nothing to decide about.
    sql`${card.state} <> 'gone'`,
    state === undefined ? undefined : eq(queueItem.state, state),
    kind === undefined ? undefined : eq(queueItem.kind, kind),
    suggestedKind === undefined ? undefined : eq(queueItem.suggestedKind, suggestedKind),
    ...searchConditions(card.searchText, q),
  )!;
  if (hasMatch === undefined) return where;
  const matching = sql`${card.id} = any(${sql.param(await matchingCards(db, accountId, where))}::uuid[])`;
  return and(where, hasMatch ? matching : sql`not ${matching}`)!;
}

async function matchingCards(db: Db, accountId: string, where: SQL): Promise<string[]> {
  const { ranked } = await findMatches(db, accountId, await unlinkedCards(db, where));
  return [...ranked].flatMap(([cardId, found]) => (found.length > 0 ? [cardId] : []));
}
