// Where an account says so, a company that a card names and that is nowhere is made. One that may be there already is asked about.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { companyField } from '../../fields/catalogue.ts';
import type { Author } from '../history/write-changes.ts';
import { insertRecords } from '../write-record.ts';
import { findCompanies, isWaiting } from './associate.ts';

interface Named {
  key: string;
  name: string;
  terms: string[];
}

/** Of those among `ids` that wait. Nobody's Sync mobile goes on, so nothing is written to a phone. */
export async function createMissing(db: Db, ids: string[], by: Author & { userId: string }): Promise<void> {
  const named = await rows<Named>(
    db,
    sql`select distinct on (company_key) company_key as key, "values" ->> ${companyField('contact')} as name,
        company_terms as terms
      from record
      where id = any(${sql.param(ids)}::uuid[]) and ${isWaiting} and company_key is not null
        and not exists (select 1 from company_name_left where company_name_left.company_key = record.company_key)
      order by company_key, id`,
  );
  const found = await findCompanies(
    db,
    named.map(({ terms }) => terms),
  );
  const missing = named.filter((_, at) => {
    const one = found[at]!;
    return 'candidates' in one && one.candidates.length === 0;
  });
  const company = companyField('company');
  await insertRecords(
    db,
    missing.map(({ name }) => ({
      kind: 'company' as const,
      values: { [company]: name },
      ownerId: by.userId,
      madeBySync: true,
    })),
    by,
  );
}
