// What a run does to records, through the same doors as people.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { Claim, RecordPort } from '../../database/store/claim.ts';
import { companyField } from '../../fields/catalogue.ts';
import { KINDS } from '../../fields/field.ts';
import { createMissing } from '../../records/companies/create-missing.ts';
import { derive } from '../../records/derive.ts';
import { ensureLinks } from '../../records/ensure-links.ts';
import { loadDefinitions } from '../../records/fields/load-definitions.ts';
import { trashRecord } from '../../records/trash-record.ts';
import { insertRecords, updateRecordValues } from '../../records/write-record.ts';
import type { AccountSettings, Values } from '../../sync/model.ts';

export const recordPort: RecordPort = {
  async update(tx, { recordId, expectVersion, values, by, exceptLink }) {
    const named = COMPANIES.some((field) => values[field]);
    const companies = named ? await companiesOf(tx, by) : 'ask';
    const outcome = await updateRecordValues(tx, {
      recordId,
      expectVersion,
      values,
      namesAlone: companies === 'never',
      by: authorOf(by),
      exceptLinkId: exceptLink,
    });
    if (companies === 'create') await createMissing(tx, [recordId], authorOf(by));
    return typeof outcome === 'object' ? 'done' : 'stale';
  },
  async insert(tx, records, by) {
    const fields = await loadDefinitions(tx);
    const companies = await companiesOf(tx, by);
    const filled = records.map(({ kind, values }) => ({
      kind,
      values,
      ownerId: by.userId,
      companyId: companies === 'never' ? null : undefined,
      findable: derive(fields, kind, present(values)).displayName !== '',
    }));
    const ids = await insertRecords(
      tx,
      filled.filter(({ findable }) => findable),
      authorOf(by),
    );
    if (companies === 'create') await createMissing(tx, ids, authorOf(by));
    return filled.map(({ findable }) => (findable ? ids.shift()! : null));
  },
  ensureLinks: (tx, userId, recordIds) => ensureLinks(tx, { userId, recordIds }),
  trash: (tx, { recordId, by }) => trashRecord(tx, recordId, authorOf(by)),
};

const COMPANIES = KINDS.map(companyField);

/** What the account does with companies that its cards name. */
async function companiesOf(tx: Db, { accountId }: Claim): Promise<AccountSettings['companies']> {
  const [account] = await rows<Pick<AccountSettings, 'companies'>>(
    tx,
    sql`select settings ->> 'companies' as companies from account where id = ${accountId}`,
  );
  return account!.companies;
}

const authorOf = ({ userId, accountId, runId }: Claim) => ({
  actor: 'sync' as const,
  userId,
  accountId,
  runId,
});

const present = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));
