// Contacts and leads find their company by what they name, wherever exactly one company fits; until then they wait. The text
// on the record always stays.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { json, rows, uuids } from '../../database/query.ts';
import { type CompanyTerms, type Found, findCompany } from './find-company.ts';

/** Keys a query. */
const BATCH = 500;

/** Whoever has no company and was not told by hand to have none. The words of the indexes `record_waiting_…`. */
export const isWaiting: SQL = sql`kind <> 'company' and deleted_at is null and company_id is null
  and company_by is distinct from 'hand'`;

/** People who name the same. */
interface Alike {
  terms: string[];
  ids: string[];
}

/** The companies that have any of the terms. A limit would have the planner read the table until it is reached. */
async function companiesWith(db: Db, terms: Iterable<string>): Promise<CompanyTerms[]> {
  const found = new Map<string, CompanyTerms>();
  for (const batch of batches(terms))
    for (const company of await rows<CompanyTerms>(
      db,
      sql`select found.id, found.terms
        from unnest(${sql.param(batch)}::text[]) as wanted (term)
        cross join lateral (
          select id, company_terms as terms from record
          where company_terms @> array[wanted.term] and kind = 'company' and deleted_at is null) as found`,
    ))
      found.set(company.id, company);
  return [...found.values()];
}

/** By the terms of each of `wanted`, what they find among the companies here and `coming` ones. */
export async function findCompanies(
  db: Db,
  wanted: readonly string[][],
  coming: readonly CompanyTerms[] = [],
): Promise<Found[]> {
  const companies = [...(await companiesWith(db, wanted.flat())), ...coming];
  const byTerm = new Map<string, CompanyTerms[]>();
  for (const company of companies)
    for (const term of company.terms) byTerm.set(term, [...(byTerm.get(term) ?? []), company]);
  return wanted.map((terms) =>
    findCompany(terms, [...new Set(terms.flatMap((term) => byTerm.get(term) ?? []))]),
  );
}

/** Those who wait for a company of these terms get it, where it is the only one; how many did. */
export async function associateWaiting(db: Db, terms: readonly string[]): Promise<number> {
  const keys = valuesOf('k:', terms);
  const domains = terms.filter((term) => term.startsWith('d:'));
  const waiting = new Map<string, Alike>();
  const take = async (batch: string[], where: SQL) => {
    if (batch.length === 0) return;
    for (const alike of await rows<Alike>(
      db,
      sql`select company_terms as terms, array_agg(id) as ids from record
        where ${where} and ${isWaiting} group by company_terms`,
    ))
      waiting.set(alike.terms.join('\n'), alike);
  };
  for (const batch of batches(keys)) await take(batch, sql`company_key = any(${sql.param(batch)}::text[])`);
  for (const batch of batches(domains)) await take(batch, sql`company_terms && ${sql.param(batch)}::text[]`);
  const all = [...waiting.values()];
  if (all.length === 0) return 0;
  const found = await findCompanies(
    db,
    all.map((alike) => alike.terms),
  );
  const ties = all.flatMap(({ ids }, at) => {
    const one = found[at]!;
    return 'companyId' in one ? ids.map((id) => ({ id, companyId: one.companyId })) : [];
  });
  if (ties.length === 0) return 0;
  const { rowCount } = await db.execute(sql`
    update record set company_id = tie."companyId", company_by = 'name'
    from jsonb_to_recordset(${json(ties)}) as tie (id uuid, "companyId" uuid)
    where record.id = tie.id and ${isWaiting}`);
  return rowCount ?? 0;
}

/**
 * A company has lost terms it went by. Whoever it had by one of them, and would not find it now, waits again; or, where `keep`
 * says so, stays as if tied by hand: a company that is called otherwise is the same company.
 */
export async function reviewPeople(
  db: Db,
  companyId: string,
  lostTerms: string[],
  { keep }: { keep: boolean },
): Promise<void> {
  const tied = await rows<Alike>(
    db,
    sql`select company_terms as terms, array_agg(id) as ids from record
      where company_id = ${companyId} and company_by = 'name' and company_terms && ${sql.param(lostTerms)}::text[]
      group by company_terms`,
  );
  const found = await findCompanies(
    db,
    tied.map(({ terms }) => terms),
  );
  const lost = tied.filter((_, at) => {
    const one = found[at]!;
    return !('companyId' in one) || one.companyId !== companyId;
  });
  if (lost.length === 0) return;
  const ids = uuids(lost.flatMap((alike) => alike.ids));
  if (keep) {
    await db.execute(sql`update record set company_by = 'hand' where id = any(${ids})`);
    return;
  }
  await db.execute(sql`update record set company_id = null, company_by = null where id = any(${ids})`);
  await associateWaiting(
    db,
    lost.flatMap(({ terms }) => terms),
  );
}

/** The companies are none any more: whoever had one of them by name waits for another. */
export async function releasePeople(db: Db, companyIds: string[]): Promise<void> {
  if (companyIds.length === 0) return;
  const released = await rows<{ terms: string[] }>(
    db,
    sql`update record set company_id = null, company_by = null
      where company_id = any(${sql.param(companyIds)}::uuid[]) and company_by = 'name'
      returning company_terms as terms`,
  );
  await associateWaiting(
    db,
    released.flatMap(({ terms }) => terms),
  );
}

const valuesOf = (prefix: string, terms: readonly string[]): string[] => [
  ...new Set(terms.filter((term) => term.startsWith(prefix)).map((term) => term.slice(prefix.length))),
];

function* batches(all: Iterable<string>): Generator<string[]> {
  const distinct = [...new Set(all)];
  for (let start = 0; start < distinct.length; start += BATCH) yield distinct.slice(start, start + BATCH);
}
