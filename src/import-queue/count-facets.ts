// What the cards of a view can be told apart by, with how many there are of each: what one may filter by, and how much that leaves.
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { ownAccount } from '../accounts/own-account.ts';
import { companyKey } from '../contact/company.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { allMemberships } from './memberships.ts';
import {
  countryKey,
  eachAddress,
  hasPhoto,
  organization,
  type QueueFilter,
  queueWhere,
  writtenCountry,
} from './queue-filter.ts';

/** The commonest of each; the rest is found by searching. */
const MOST = 100;

export interface Facet {
  /** What the filter takes. */
  value: string;
  name: string;
  count: number;
}

/** Of the cards that a filter finds. @throws AppError 'not-found' */
export async function countFacets(db: Db, actor: Actor, { id, ...filter }: QueueFilter & { id: string }) {
  await ownAccount(db, actor, id);
  const where = await queueWhere(db, id, filter);
  const cards = sql`select card.* from queue_item join card on card.id = queue_item.card_id where ${where}`;
  const count = (value: SQL, join = sql``): Promise<Facet[]> =>
    rows(
      db,
      sql`select ${value} as value, ${value} as name, count(distinct card.id)::int as count
        from (${cards}) as card ${join}
        where coalesce(${value}, '') <> '' group by 1 order by 3 desc`,
    );
  const [groups, companies, domains, countries, [sums]] = await Promise.all([
    rows<Facet>(
      db,
      sql`with member as (${allMemberships(id, sql`card.id in (select id from (${cards}) as card)`)})
        select id as value, min(name) as name, count(*)::int as count from member group by 1 order by 3 desc`,
    ),
    count(organization),
    count(sql`domain`, sql`cross join lateral unnest(card.domains) as domain`),
    count(writtenCountry, eachAddress),
    rows<{ total: number; photo: number }>(
      db,
      sql`select count(*)::int as total, count(*) filter (where ${hasPhoto})::int as photo from (${cards}) as card`,
    ),
  ]);
  return {
    total: sums!.total,
    photo: sums!.photo,
    groups: groups.slice(0, MOST),
    companies: asOne(companies, companyKey),
    domains: domains.slice(0, MOST),
    countries: asOne(countries, countryKey),
  };
}

/** Several ways of writing one thing as the commonest of them. */
function asOne(facets: Facet[], keyOf: (value: string) => string): Facet[] {
  const byKey = Map.groupBy(facets, ({ value }) => keyOf(value));
  return [...byKey]
    .map(([value, same]) => ({ ...same[0]!, value, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
}
