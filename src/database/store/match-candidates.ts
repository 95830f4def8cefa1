// What may be one and the same, found by shared keys: records for cards, and cards that nobody has linked for records. Each
// key is looked up by itself: given all keys at once the planner reads every row (15 s for 500 keys among 100,000 records,
// against 6 ms).
import { type SQL, sql } from 'drizzle-orm';
import type { PersonName } from '../../contact/contact.ts';
import { namesOf } from '../../contact/match.ts';
import { type Candidate, MOST_OF_A_KEY, type UnlinkedCard } from '../../sync/suggestions.ts';
import type { Db } from '../database.ts';
import { rows } from '../query.ts';
import { cardBeside, isShared } from './beside-links.ts';

/** Keys a query. */
const BATCH = 500;

/** Records outside the trash that share a key, each once, with the card that each has in the account, or in its book for a colleague. */
export async function candidateRecords(
  db: Db,
  accountId: string,
  keys: Iterable<string>,
): Promise<Candidate[]> {
  const theirs = (await isShared(db, accountId))
    ? cardBeside({ accountId: sql`${accountId}`, recordId: sql`record.id` })
    : sql`null`;
  const found = await byKeys<Candidate & { displayName: string }>(keys, (batch) =>
    rows(
      db,
      sql`select record.id, record.match_keys as keys, record.display_name as "displayName",
          coalesce((select coalesce(link.card_id, link.id) from link where link.account_id = ${accountId}
            and link.record_id = record.id and link.state not in ('new', 'closed')), ${theirs}) as "cardId"
        from record where record.id in (select found.id from unnest(${batch}) as wanted (key)
          cross join lateral (select id from record where match_keys @> array[wanted.key] and deleted_at is null
            limit ${MOST_OF_A_KEY}) as found)`,
    ),
  );
  return found.map(({ displayName, ...candidate }) => ({ ...candidate, names: [displayName] }));
}

/** An unlinked card with what its surroundings are found by. */
export interface WaitingCard extends UnlinkedCard {
  displayName: string;
  /** The company it names. */
  organization: string | null;
  domains: string[];
}

/** Cards of the account that share a key and that no link has, whatever was decided about them. */
export const cardsSharing = (db: Db, accountId: string, keys: Iterable<string>): Promise<WaitingCard[]> =>
  byKeys(keys, (batch) =>
    unlinkedCards(
      db,
      sql`card.id in (select found.id from unnest(${batch}) as wanted (key)
        cross join lateral (select id from card where match_keys @> array[wanted.key] and account_id = ${accountId}
          and state <> 'gone' limit ${MOST_OF_A_KEY}) as found)`,
    ),
  );

/** Cards that no link has, of `where` on `card` and `queue_item`; one that nobody was asked about has its own id for that of its item. */
export async function unlinkedCards(db: Db, where: SQL): Promise<WaitingCard[]> {
  const found = await rows<WaitingCard & { name: PersonName }>(
    db,
    sql`select coalesce(queue_item.id, card.id) as id, card.id as "cardId", coalesce(queue_item.state, 'ignored') as state,
        queue_item.record_id as "recordId", coalesce(queue_item.reason, card.suggested_reason) as reason,
        coalesce(queue_item.suggested_kind, card.suggested_kind) as "suggestedKind", card.apart, card.match_keys as keys,
        card.display_name as "displayName", card.contact -> 'name' as name, card.domains,
        card.contact -> 'organization' ->> 'name' as organization
      from card left join queue_item on queue_item.card_id = card.id
      where ${where} and card.state <> 'gone'
        and not exists (select 1 from link where link.card_id = card.id and link.state <> 'closed')`,
  );
  return found.map(({ name, ...card }) => ({ ...card, names: namesOf({ name }, card.displayName) }));
}

async function byKeys<T extends { id: string }>(
  keys: Iterable<string>,
  find: (batch: SQL) => Promise<T[]>,
): Promise<T[]> {
  const distinct = [...new Set(keys)];
  const found = new Map<string, T>();
  for (let start = 0; start < distinct.length; start += BATCH)
    for (const row of await find(sql`${sql.param(distinct.slice(start, start + BATCH))}::text[]`))
      found.set(row.id, row);
  return [...found.values()];
}
