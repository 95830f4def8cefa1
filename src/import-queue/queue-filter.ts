// Which queue items a list or a decision is about.
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { card, queueItem, type RecordKind } from '../database/schema.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { searchConditions } from '../records/search-words.ts';
import { findMatches, type Matches } from './find-matches.ts';

export interface QueueFilter {
  q?: string | undefined;
  state?: (typeof queueItem.$inferSelect)['state'] | undefined;
  /** The kind chosen. */
  kind?: RecordKind | undefined;
  suggestedKind?: RecordKind | undefined;
  /** Whether some record looks like the card. */
  hasMatch?: boolean | undefined;
  /** Whether it is the second card of somebody. */
  isSecond?: boolean | undefined;
}

/** The condition for `filter` on `queue_item` joined with `card`. */
export async function queueWhere(db: Db, accountId: string, filter: QueueFilter): Promise<SQL> {
  const { q, state, kind, suggestedKind, hasMatch, isSecond } = filter;
  const where = and(
    eq(queueItem.accountId, accountId),
    // A card that left the address book is nothing to decide about.
    sql`${card.state} <> 'gone'`,
    state === undefined ? undefined : eq(queueItem.state, state),
    kind === undefined ? undefined : eq(queueItem.kind, kind),
    suggestedKind === undefined ? undefined : eq(queueItem.suggestedKind, suggestedKind),
    ...searchConditions(card.searchText, q),
  )!;
  if (hasMatch === undefined && isSecond === undefined) return where;
  const found = await findMatches(db, accountId, await unlinkedCards(db, where));
  const among = (ids: Iterable<string>, is: boolean | undefined): SQL | undefined => {
    const those = sql`${card.id} = any(${sql.param([...ids])}::uuid[])`;
    return is === undefined ? undefined : is ? those : sql`not ${those}`;
  };
  return and(where, among(matching(found), hasMatch), among(seconds(found), isSecond))!;
}

const matching = ({ ranked }: Matches): string[] =>
  [...ranked].flatMap(([cardId, likely]) => (likely.length > 0 ? [cardId] : []));

const seconds = ({ suggestions }: Matches): string[] =>
  [...suggestions].flatMap(([cardId, suggestion]) => ('state' in suggestion ? [cardId] : []));
