// A lead becomes a contact, a contact a company: the same record, with the same flags, links and cards.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecordsAndAccounts } from '../../database/locks.ts';
import { rows } from '../../database/query.ts';
import { type RecordKind, record } from '../../database/schema.ts';
import { endRuns } from '../../database/tables/accounts.ts';
import { moveLinks } from '../../database/tables/links.ts';
import { AppError } from '../../errors.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { getRecord } from '../get-record.ts';
import { updateRecordValues } from '../write-record.ts';
import { carryAgreement, carryValues } from './carry-values.ts';

export interface ConvertRecord {
  id: string;
  kind: RecordKind;
  /** Refuses to convert any other version. */
  expectVersion?: number | undefined;
}

/**
 * Values the new kind has no field for are kept and show again when the record is converted back.
 * @throws AppError 'not-found', 'version-conflict'
 */
export async function convertRecord(db: Db, actor: Actor, { id, kind, expectVersion }: ConvertRecord) {
  await demandDoor(db, actor, 'convertRecord');
  await db.transaction(async (tx) => {
    await lockRecordsAndAccounts(tx, [id]);
    const [current] = await tx
      .select({ kind: record.kind, values: record.values })
      .from(record)
      .where(and(eq(record.id, id), isNull(record.deletedAt)));
    if (!current) throw new AppError('not-found');
    const outcome = await updateRecordValues(tx, {
      recordId: id,
      kind,
      values: carryValues(await loadDefinitions(tx), current.kind, kind, current.values),
      expectVersion,
      by: { actor: 'user', userId: actor.userId },
    });
    if (outcome === 'stale') throw new AppError('version-conflict');
    if (current.kind === kind) return;
    await carryBases(tx, id, current.kind, kind);
    await noteAudit(tx, actor.userId, 'record.converted', id);
  });
  return getRecord(db, actor, id);
}

/**
 * What the record's links agreed on, by the fields of the new kind: of those that ended as well, for a card that was kept, or lies
 * in the trash, goes on from there. A run that began with the old one would agree on
 * fields that are not there any more: it writes nothing more.
 */
export async function carryBases(db: Db, recordId: string, from: RecordKind, to: RecordKind): Promise<void> {
  if (from === to) return;
  const accounts = await rows<{ id: string }>(
    db,
    sql`select distinct account_id as id from link where record_id = ${recordId} and state <> 'closed'`,
  );
  await endRuns(
    db,
    accounts.map(({ id }) => id),
  );
  await moveLinks(db, sql`record_id = ${recordId}`, (link) => ({
    type: 'converted',
    ...carryAgreement(from, to, link),
  }));
}
