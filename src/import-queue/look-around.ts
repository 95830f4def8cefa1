// What is known around cards of the queue: what became of the cards in their groups, who is in Rubrica at their own domains, and
// whether the company they name is there.
import { sql } from 'drizzle-orm';
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

export async function lookAround(
  db: Db,
  accountId: string,
  cards: WaitingCard[],
): Promise<Map<string, Around>> {
  const groupKinds = await kindsOfGroups(db, accountId);
  const ownDomains = new Set(cards.flatMap(({ domains }) => domains).filter(isOwnDomain));
  const domainKinds = await kindsAtDomains(db, ownDomains);
  const companies = await knownCompanies(db, new Set(cards.map(companyOf).filter((key) => key !== '')));
  const groupsOf = groupKinds.size > 0 ? await memberships(db, accountId, cards) : new Map<string, never[]>();
  return new Map(
    cards.map((card) => {
      const { cardId, organization, domains } = card;
      const key = companyOf(card);
      const isNamed = domains.some(
        (domain) => isOwnDomain(domain) && isNamedAfter(domain, organization ?? ''),
      );
      const around = {
        group: first((groupsOf.get(cardId) ?? []).map(({ id }) => groupKinds.get(id))),
        domain: first(domains.map((domain) => domainKinds.get(domain))),
        namesNewCompany: key !== '' && isNamed && !companies.has(key),
      };
      return [cardId, around] as const;
    }),
  );
}

const companyOf = ({ organization }: WaitingCard): string => (organization ? companyKey(organization) : '');

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
  const found = await rows<{ domain: string; leads: boolean }>(
    db,
    sql`select wanted.domain, bool_and(found.kind = 'lead') as leads
      from unnest(${texts([...domains])}) as wanted(domain)
      cross join lateral (
        select kind from record
        where email_domains(match_keys) @> array[wanted.domain] and deleted_at is null
        limit ${MOST_OF_A_KEY}) as found
      group by wanted.domain`,
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
