// Names of companies that people carry and that no company, or more than one, goes by: each once, with who carries it and
// which companies it may be.
import { inArray, sql } from 'drizzle-orm';
import { makeCursor, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { type RecordKind, record } from '../../database/schema.ts';
import { companyField } from '../../fields/catalogue.ts';
import { findCompanies, isWaiting } from './associate.ts';

interface Named {
  /** As `record.company_key`. */
  key: string;
  /** As most of them write it. */
  name: string;
  count: number;
  people: { id: string; kind: RecordKind; displayName: string }[];
  terms: string[];
}

export interface CompanyName extends Omit<Named, 'terms'> {
  /** 'ambiguous': several companies are called so; 'missing': none is. */
  state: 'ambiguous' | 'missing';
  companies: { id: string; displayName: string; because: 'name' | 'domain' }[];
}

/** People named with each. */
const SHOWN = 3;
/** Numbers are exact up to here. */
const MOST_COUNTED = 10_000;

/** Every name of somebody who waits, counted from the index `record_waiting_key` alone. */
const named = sql`select company_key as key, count(*)::int as count from record
  where ${isWaiting} and company_key is not null group by company_key`;

/** Whether nobody wants to be asked about it. */
const isLeft = (left: boolean) =>
  sql`${left ? sql`` : sql`not`} exists (select 1 from company_name_left where company_name_left.company_key = key)`;

/** Those that most people carry first. */
export async function listCompanyNames(
  db: Db,
  { left = false, limit, cursor }: { left?: boolean | undefined; limit: number; cursor?: string | undefined },
) {
  const offset = Number(/^\d{1,9}$/.exec(readCursor(cursor, 'text')?.key ?? '')?.[0] ?? 0);
  const found = await rows<Named & { total: number }>(
    db,
    sql`with asked as materialized (select key, count from (${named}) as named where ${isLeft(left)}),
      page as (
        select key, count from asked
        order by count desc, key
        limit ${limit + 1} offset ${offset})
      select page.key, page.count, (select count(*)::int from asked) as total, named.name, named.people, named.terms
      from page
      cross join lateral (
        select mode() within group (order by carrier."values" ->> ${companyField('contact')}) as name,
          (array_agg(carrier.company_terms::text order by carrier.id))[1]::text[] as terms,
          to_jsonb((array_agg(jsonb_build_object('id', carrier.id, 'kind', carrier.kind, 'displayName', carrier.display_name)
            order by carrier.sort_name, carrier.id))[1:${sql.raw(String(SHOWN))}]) as people
        from (
          select id, kind, "values", company_terms, display_name, sort_name from record
          where company_key = page.key and ${isWaiting}
          limit 100) as carrier) as named
      order by page.count desc, page.key`,
  );
  const page = found.slice(0, limit);
  return {
    items: await withCompanies(db, page),
    // A name is no id: a page goes on where the last one ended.
    next: found.length > limit ? makeCursor({ key: String(offset + limit), id: NO_ID }) : null,
    total: found[0]?.total ?? (await countCompanyNames(db, left)),
  };
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

async function withCompanies(db: Db, names: (Named & { total: number })[]): Promise<CompanyName[]> {
  const found = await findCompanies(
    db,
    names.map(({ terms }) => terms),
  );
  const ids = found.flatMap((one) => ('candidates' in one ? one.candidates : [one.companyId]));
  const shown = await db
    .select({ id: record.id, displayName: record.displayName, terms: record.companyTerms })
    .from(record)
    .where(ids.length > 0 ? inArray(record.id, ids) : sql`false`);
  const companies = new Map(shown.map((company) => [company.id, company]));
  return names.map(({ terms, total: _, ...name }, at) => {
    const one = found[at]!;
    const candidates = 'candidates' in one ? one.candidates : [one.companyId];
    const isNamed = (id: string) =>
      companies.get(id)!.terms.some((term) => !term.startsWith('d:') && terms.includes(term));
    const listed = candidates
      // The one that was here first stands first: ids begin with the time.
      .toSorted()
      .filter((id) => companies.has(id))
      .map((id) => ({
        id,
        displayName: companies.get(id)!.displayName,
        because: isNamed(id) ? ('name' as const) : ('domain' as const),
      }));
    const state = listed.some(({ because }) => because === 'name') ? 'ambiguous' : 'missing';
    return { ...name, state, companies: listed };
  });
}

/** How many names wait, or were left. */
export async function countCompanyNames(db: Db, left = false): Promise<number> {
  const [counted] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n
      from (select 1 from (${named}) as named where ${isLeft(left)} limit ${MOST_COUNTED}) as names`,
  );
  return counted!.n;
}
