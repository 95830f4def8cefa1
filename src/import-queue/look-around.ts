// What is known around cards of the queue: what became of the cards in their groups, who is in Rubrica at their own domains, and
// whether the company they name is there.
import { type SQL, sql } from 'drizzle-orm';
import { companyKey } from '../contact/company.ts';
import type { Db } from '../database/database.ts';
import { rows, texts } from '../database/query.ts';
import type { RecordKind } from '../database/schema.ts';
import type { WaitingCard } from '../database/store/match-candidates.ts';
import { type Around, MOST_OF_A_KEY } from '../sync/suggestions.ts';
import { isNamedAfter, isOwnDomain } from './mail-domain.ts';
import { memberships } from './memberships.ts';

/** Fewer decisions about cards of a group say nothing of the next one. */
const LEAST_DECIDED = 3;

type Named = Pick<WaitingCard, 'cardId' | 'organization' | 'domains'>;

export async function lookAround(db: Db, accountId: string, cards: Named[]): Promise<Map<string, Around>> {
  const kinds = await kindsAround(db, accountId, cards);
  const companies = await knownCompanies(db, new Set(cards.map(companyOf).filter((key) => key !== '')));
  return new Map(
    cards.map((card) => {
      const { cardId, organization, domains } = card;
      const key = companyOf(card);
      const isNamed = domains.some(
        (domain) => isOwnDomain(domain) && isNamedAfter(domain, organization ?? ''),
      );
      const namesNewCompany = key !== '' && isNamed && !companies.has(key);
      return [cardId, { ...kinds.get(cardId)!, namesNewCompany }] as const;
    }),
  );
}

/** What others around each card are or became: all that its kind follows from. */
export async function kindsAround(
  db: Db,
  accountId: string,
  cards: Pick<Named, 'cardId' | 'domains'>[],
): Promise<Map<string, Pick<Around, 'group' | 'domain'>>> {
  const groupKinds = await kindsOfGroups(db, accountId);
  const domainKinds = await kindsAtDomains(
    db,
    new Set(cards.flatMap(({ domains }) => domains).filter(isOwnDomain)),
  );
  const groupsOf = groupKinds.size > 0 ? await memberships(db, accountId, cards) : new Map<string, never[]>();
  return new Map(
    cards.map(({ cardId, domains }) => {
      const group = first((groupsOf.get(cardId) ?? []).map(({ id }) => groupKinds.get(id)));
      return [cardId, { group, domain: first(domains.map((domain) => domainKinds.get(domain))) }] as const;
    }),
  );
}

const companyOf = ({ organization }: Named): string => (organization ? companyKey(organization) : '');

const first = <T>(values: (T | undefined)[]): T | null => values.find((value) => value !== undefined) ?? null;

/** Of groups in which enough was decided, and always the same. */
async function kindsOfGroups(db: Db, accountId: string): Promise<Map<string, RecordKind>> {
  const decided = await rows<{ cardId: string; kind: RecordKind }>(
    db,
    sql`select card_id as "cardId", kind from queue_item
      where account_id = ${accountId} and state in ('ready', 'imported') and kind is not null`,
  );
  const groupsOf = decided.length < LEAST_DECIDED ? new Map() : await memberships(db, accountId, decided);
  const kinds = new Map<string, RecordKind[]>();
  for (const { cardId, kind } of decided)
    for (const { id } of groupsOf.get(cardId) ?? []) kinds.set(id, [...(kinds.get(id) ?? []), kind]);
  return new Map(
    [...kinds].flatMap(([id, all]) =>
      all.length >= LEAST_DECIDED && new Set(all).size === 1 ? [[id, all[0]!] as const] : [],
    ),
  );
}

/** Leads where everybody there is one, contacts where somebody is more. */
async function kindsAtDomains(db: Db, domains: Set<string>): Promise<Map<string, 'contact' | 'lead'>> {
  if (domains.size === 0) return new Map();
  const those = (most: number): SQL => sql`
    select kind from record
    where email_domains(match_keys) @> array[wanted.domain] and deleted_at is null
    limit ${most}`;
  // The first one mostly says it: reading everybody at thousands of domains took seconds.
  const found = await rows<{ domain: string; leads: boolean }>(
    db,
    sql`
    select wanted.domain, case when one.kind <> 'lead' then false else not exists (
        select 1 from (${those(MOST_OF_A_KEY)}) as found where found.kind <> 'lead') end as leads
    from unnest(${texts([...domains])}) as wanted(domain)
    cross join lateral (${those(1)}) as one`,
  );
  return new Map(found.map(({ domain, leads }) => [domain, leads ? 'lead' : 'contact']));
}

async function knownCompanies(db: Db, keys: Set<string>): Promise<Set<string>> {
  if (keys.size === 0) return new Set();
  const found = await rows<{ key: string }>(
    db,
    sql`select distinct company_key as key from record
      where kind = 'company' and deleted_at is null and company_key = any(${texts([...keys])})`,
  );
  return new Set(found.map(({ key }) => key));
}
