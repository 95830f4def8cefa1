// Contacts and leads find their company by the name written on them, wherever exactly one company has it. The text on
// the record always stays.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

/** The companies that are the only one of their name, by company key. */
export async function companiesByKey(db: Db, companyKeys: (string | null)[]): Promise<Map<string, string>> {
  const found = await rows<{ key: string; id: string }>(db, onlyOnes(companyKeys));
  return new Map(found.map(({ key, id }) => [key, id]));
}

/** Ties the records that wait for a company of these names. */
export async function associateCompanies(db: Db, companyKeys: (string | null)[]): Promise<void> {
  if (companyKeys.every((key) => key === null)) return;
  await db.execute(sql`
    update record set company_id = company.id from (${onlyOnes(companyKeys)}) as company
    where record.company_key = company.key and record.kind <> 'company'
      and record.company_id is null and record.deleted_at is null`);
}

function onlyOnes(companyKeys: (string | null)[]) {
  const keys = [...new Set(companyKeys.filter((key) => key !== null))];
  return sql`
    select company_key as key, min(id::text)::uuid as id from record
    where kind = 'company' and deleted_at is null and company_key = any(${sql.param(keys)}::text[])
    group by company_key having count(*) = 1`;
}
