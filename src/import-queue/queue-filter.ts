// Which queue items a list or a decision is about.
import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { companyKey } from '../contact/company.ts';
import { countryCodeFromName } from '../contact/country.ts';
import { searchKey } from '../contact/text.ts';
import type { Db } from '../database/database.ts';
import { rows, uuids } from '../database/query.ts';
import { card, queueItem, type RecordKind, type RuleFilter } from '../database/schema.ts';
import type { WaitingCard } from '../database/store/match-candidates.ts';
import { searchConditions } from '../records/search-words.ts';
import { suggestAround } from '../sync/suggestions.ts';
import { type LikeCards, likeCards } from './like-cards.ts';
import { kindsAround } from './look-around.ts';
import { isInGroup } from './memberships.ts';

/** `hasMatch`: some record looks like the card. `hasName`: it names a person; `hasCompany`: it names a company. */
export interface QueueFilter extends RuleFilter {
  state?: (typeof queueItem.$inferSelect)['state'] | undefined;
  /** The kind chosen. */
  kind?: RecordKind | undefined;
  /** Whether it is the second card of somebody. */
  isSecond?: boolean | undefined;
  /** Whether it is one person with other cards of the queue. */
  isAlike?: boolean | undefined;
  /** The rule that decided it. */
  ruleId?: string | undefined;
}

export const organization = sql`card.contact -> 'organization' ->> 'name'`;
export const hasPhoto = sql`card.contact ->> 'photo' is not null`;

/** One country, however it is written. */
export const countryKey = (written: string): string => countryCodeFromName(written) ?? searchKey(written);
/** What a postal address says of its country. */
export const writtenCountry = sql`coalesce(address ->> 'countryCode', address ->> 'country')`;

/** The condition for `filter` on `queue_item` joined with `card`. */
export async function queueWhere(db: Db, accountId: string, filter: QueueFilter): Promise<SQL> {
  const { state, kind, ruleId } = filter;
  const where = and(
    eq(queueItem.accountId, accountId),
    // A card that left the address book is nothing to decide about.
    sql`${card.state} <> 'gone'`,
    state === undefined ? undefined : eq(queueItem.state, state),
    kind === undefined ? undefined : eq(queueItem.kind, kind),
    ruleId === undefined ? undefined : eq(queueItem.ruleId, ruleId),
    ...searchConditions(card.searchText, filter.q),
    ...(await cardConditions(db, accountId, filter)),
  )!;
  return and(where, await comparedConditions(db, accountId, filter, where))!;
}

/** The same on `queue_item` alone, of a condition on both. */
export const amongItems = (where: SQL | undefined): SQL =>
  sql`${queueItem.id} in (
    select ${queueItem.id} from ${queueItem} join ${card} on ${card.id} = ${queueItem.cardId} where ${where})`;

/** What can be said of a card by itself. */
async function cardConditions(db: Db, accountId: string, filter: QueueFilter): Promise<SQL[]> {
  const { group, company, domain, country } = filter;
  const conditions: SQL[] = [];
  if (group !== undefined) conditions.push(isInGroup(group));
  if (domain !== undefined) conditions.push(sql`card.domains @> array[${domain.toLowerCase()}]::text[]`);
  if (company !== undefined) {
    const names = await written(db, accountId, sql`${organization}`, sql``);
    conditions.push(oneOf(organization, names, (name) => companyKey(name) === companyKey(company)));
  }
  if (country !== undefined) {
    const names = await written(db, accountId, writtenCountry, eachAddress);
    const isIt = oneOf(writtenCountry, names, (name) => countryKey(name) === countryKey(country));
    conditions.push(
      sql`exists (select 1 from jsonb_array_elements(card.contact -> 'addresses') as address where ${isIt})`,
    );
  }
  for (const [is, condition] of [
    [filter.hasPhoto, hasPhoto],
    [filter.hasName, sql`card.suggested_reason in ('name-with-organization', 'name-only')`],
    [filter.hasCompany, sql`coalesce(${organization}, '') <> ''`],
  ] as const)
    if (is !== undefined) conditions.push(is ? condition : sql`not (${condition})`);
  return conditions;
}

export const eachAddress = sql`cross join lateral jsonb_array_elements(card.contact -> 'addresses') as address`;

const oneOf = (column: SQL, names: string[], isIt: (name: string) => boolean): SQL =>
  sql`${column} = any(${sql.param(names.filter(isIt))}::text[])`;

/** Each way in which cards of the queue write something. */
async function written(db: Db, accountId: string, column: SQL, join: SQL): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`select distinct ${column} as name from queue_item join card on card.id = queue_item.card_id ${join}
      where queue_item.account_id = ${accountId} and card.state <> 'gone' and ${column} is not null`,
  );
  return found.map(({ name }) => name);
}

/** What can only be said of a card beside all others, and beside the records. */
async function comparedConditions(
  db: Db,
  accountId: string,
  { suggestedKind, hasMatch, isSecond, isAlike }: QueueFilter,
  where: SQL,
): Promise<SQL | undefined> {
  if ([suggestedKind, hasMatch, isSecond, isAlike].every((each) => each === undefined)) return undefined;
  const like = await likeCards(db, accountId, where);
  const among = (ids: string[], is: boolean | undefined): SQL | undefined => {
    const those = sql`${card.id} = any(${uuids(ids)})`;
    return is === undefined ? undefined : is ? those : sql`not ${those}`;
  };
  return and(
    suggestedKind === undefined
      ? undefined
      : or(
          among(await suggestedAs(db, accountId, suggestedKind, where, like), true),
          and(eq(queueItem.state, 'imported'), eq(queueItem.suggestedKind, suggestedKind)),
        ),
    among(like.matching, hasMatch),
    among(like.second, isSecond),
    among(like.alike, isAlike),
  );
}

/** The cards that are nobody known, by what is around them. */
async function suggestedAs(
  db: Db,
  accountId: string,
  kind: RecordKind,
  where: SQL,
  { known }: LikeCards,
): Promise<string[]> {
  const found = await rows<Pick<WaitingCard, 'cardId' | 'suggestedKind' | 'reason' | 'domains'>>(
    db,
    sql`
    select card.id as "cardId", queue_item.suggested_kind as "suggestedKind", queue_item.reason, card.domains
    from queue_item join card on card.id = queue_item.card_id
    where ${where} and not exists (select 1 from link where link.card_id = card.id and link.state <> 'closed')`,
  );
  const cards = found.filter(({ cardId }) => !known.has(cardId));
  const around = await kindsAround(db, accountId, cards);
  return cards.flatMap((each) =>
    suggestAround(each, { ...around.get(each.cardId)!, namesNewCompany: false }).suggestedKind === kind
      ? [each.cardId]
      : [],
  );
}
