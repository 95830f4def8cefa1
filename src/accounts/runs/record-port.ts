// What a run does to records, through the same doors as people.
import type { Claim, RecordPort } from '../../database/store/claim.ts';
import { derive } from '../../records/derive.ts';
import { ensureLinks } from '../../records/ensure-links.ts';
import { loadDefinitions } from '../../records/fields/load-definitions.ts';
import { trashRecord } from '../../records/trash-record.ts';
import { insertRecords, updateRecordValues } from '../../records/write-record.ts';
import type { Values } from '../../sync/model.ts';

export const recordPort: RecordPort = {
  async update(tx, { recordId, expectVersion, values, by, exceptLink }) {
    const outcome = await updateRecordValues(tx, {
      recordId,
      expectVersion,
      values,
      by: authorOf(by),
      exceptLinkId: exceptLink,
    });
    return typeof outcome === 'object' ? 'done' : 'stale';
  },
  async insert(tx, records, by) {
    const fields = await loadDefinitions(tx);
    const filled = records.map(({ kind, values }) => ({
      kind,
      values,
      ownerId: by.userId,
      findable: derive(fields, kind, present(values)).displayName !== '',
    }));
    const ids = await insertRecords(
      tx,
      filled.filter(({ findable }) => findable),
      authorOf(by),
    );
    return filled.map(({ findable }) => (findable ? ids.shift()! : null));
  },
  ensureLinks: (tx, userId, recordIds) => ensureLinks(tx, { userId, recordIds }),
  trash: (tx, { recordId, by }) => trashRecord(tx, recordId, authorOf(by)),
};

const authorOf = ({ userId, accountId, runId }: Claim) => ({
  actor: 'sync' as const,
  userId,
  accountId,
  runId,
});

const present = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));
