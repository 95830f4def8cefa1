// Two records that are one: the other's values, flags, links and people go over to the one that stays, and the other goes
// to the trash. Restoring it takes the merge back (undo-merge.ts).
import { and, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecordsAndAccounts } from '../../database/locks.ts';
import { newId } from '../../database/new-id.ts';
import { rows } from '../../database/query.ts';
import { type MergeEffects, type RecordKind, record, recordMerge } from '../../database/schema.ts';
import { keepApart } from '../../database/tables/duplicates.ts';
import { type FlagsToSet, setFlags } from '../../database/tables/flags.ts';
import { moveLinks } from '../../database/tables/links.ts';
import { AppError } from '../../errors.ts';
import { wholeOf } from '../../fields/catalogue.ts';
import { derive } from '../derive.ts';
import { ensureLinks } from '../ensure-links.ts';
import { heldValues } from '../fields/held-values.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { loadFields } from '../fields/load-fields.ts';
import { getRecord } from '../get-record.ts';
import { type Author, writeChanges } from '../history/write-changes.ts';
import { carryBases } from '../kinds/convert-record.ts';
import { writeLabels } from '../labels/write-labels.ts';
import { moveNotes } from '../notes/write-notes.ts';
import { touchLinks } from '../touch-links.ts';
import { trashRecord } from '../trash-record.ts';
import { updateRecordValues } from '../write-record.ts';
import { mergeValues, type Side } from './merge-values.ts';
import { uniteLinks } from './unite-links.ts';

export interface MergeRecords {
  /** The record that stays. */
  id: string;
  /** The record that is merged into it. */
  recordId: string;
  /** What the outcome is; needed when the two are of different kinds. */
  kind?: RecordKind | undefined;
  /** By field (an address by its prefix), whose value stands. */
  values?: Record<string, Side> | undefined;
  /** Refuses to merge any other versions. */
  versions?: { this: number; other: number } | undefined;
}

export type RecordRow = typeof record.$inferSelect;

/** @throws AppError 'not-found', 'invalid-values', 'version-conflict' */
export async function mergeRecords(db: Db, actor: Actor, input: MergeRecords) {
  await demandDoor(db, actor, 'mergeRecords');
  await db.transaction(async (tx) => {
    const { stays, goes } = await lockBoth(tx, input);
    const kind = outcomeKind(stays, goes, input.kind);
    const by: Author = { actor: 'user', userId: actor.userId };
    await writeOutcome(tx, { stays, goes, kind, by, choice: input.values });
    await carryBases(tx, stays.id, stays.kind, kind);
    await carryBases(tx, goes.id, goes.kind, kind);
    await stayApart(tx, goes.id, stays.id);
    const links = await uniteLinks(tx, { from: goes.id, to: stays.id, kind });
    await uniteLabels(tx, goes.id, stays.id, by);
    const effects: MergeEffects = {
      ...links,
      flags: await uniteFlags(tx, goes.id, stays.id),
      people: await movePeople(tx, goes.id, stays.id),
      notes: await moveNotes(tx, goes.id, stays.id),
      changes: await changesNow(tx, stays.id),
    };
    await writeChanges(tx, [{ recordId: stays.id, field: 'mergedFrom', before: null, after: goes.id }], by);
    await trashRecord(tx, goes.id, by);
    await touchLinks(tx, { recordIds: [stays.id] });
    await tx
      .insert(recordMerge)
      .values({ id: newId(), recordId: stays.id, mergedId: goes.id, userId: actor.userId, effects });
    await noteAudit(tx, actor.userId, 'record.merged', stays.id);
  });
  return getRecord(db, actor, input.id);
}

async function lockBoth(
  db: Db,
  { id, recordId, versions }: MergeRecords,
): Promise<{ stays: RecordRow; goes: RecordRow }> {
  if (id === recordId) throw unknown();
  await lockRecordsAndAccounts(db, [id, recordId]);
  const found = await db
    .select()
    .from(record)
    .where(and(inArray(record.id, [id, recordId]), isNull(record.deletedAt)))
    .orderBy(record.id);
  const stays = found.find((row) => row.id === id);
  const goes = found.find((row) => row.id === recordId);
  if (!stays) throw new AppError('not-found');
  if (!goes) throw unknown();
  if (versions && (versions.this !== stays.version || versions.other !== goes.version))
    throw new AppError('version-conflict');
  return { stays, goes };
}

const unknown = (): AppError =>
  new AppError('invalid-values', 'There is no such other record.', { fields: { recordId: 'unknown' } });

/** @throws AppError 'invalid-values' when the two are of different kinds and neither is named */
export function outcomeKind(stays: RecordRow, goes: RecordRow, kind: RecordKind | undefined): RecordKind {
  const isClear = kind === undefined ? stays.kind === goes.kind : [stays.kind, goes.kind].includes(kind);
  if (isClear) return kind ?? stays.kind;
  throw new AppError('invalid-values', 'Say of which of the two kinds the outcome is.', {
    fields: { kind: 'required' },
  });
}

interface Outcome {
  stays: RecordRow;
  goes: RecordRow;
  kind: RecordKind;
  by: Author;
  choice: MergeRecords['values'];
}

async function writeOutcome(db: Db, { stays, goes, kind, by, choice }: Outcome): Promise<void> {
  const fields = [...(await loadFields(db, kind)).values()];
  refuseUnknown(Object.keys(choice ?? {}), new Set(fields.map(({ key }) => wholeOf(key))));
  const definitions = await loadDefinitions(db);
  const values = mergeValues({ stays, goes, kind, fields, definitions, choice });
  const { companyKey } = derive(definitions, kind, heldValues({ ...stays.values, ...values }));
  // The company comes over with its name, never without.
  const isTheirs = goes.companyId !== null && companyKey === goes.companyKey;
  const companyId = isTheirs && (!stays.companyId || companyKey !== stays.companyKey);
  await updateRecordValues(db, {
    recordId: stays.id,
    kind,
    values,
    companyId: companyId ? goes.companyId : undefined,
    by,
  });
}

function refuseUnknown(chosen: string[], known: Set<string>): void {
  const faults = chosen.filter((key) => !known.has(key));
  if (faults.length === 0) return;
  throw new AppError('invalid-values', `Not acceptable: ${faults.join(', ')}.`, {
    fields: Object.fromEntries(faults.map((key) => [key, 'unknown-field'])),
  });
}

/** Whoever has one of the two on the phone has the one that stays there. Returns whose flag that turned on. */
async function uniteFlags(db: Db, from: string, to: string): Promise<string[]> {
  const theirs = await rows<Pick<FlagsToSet, 'userId' | 'source'>>(
    db,
    sql`select user_id as "userId", source from flag where record_id = ${from} and "on" order by user_id`,
  );
  const turnedOn: string[] = [];
  for (const flag of theirs) {
    const { userId } = flag;
    const changed = await setFlags(db, { ...flag, recordIds: [to], on: true });
    if (changed.length === 0) continue;
    turnedOn.push(userId);
    const ofUser = sql`record_id = ${to} and state <> 'closed'
      and account_id in (select id from account where user_id = ${userId})`;
    await moveLinks(db, ofUser, { type: 'kept', keep: false });
    await ensureLinks(db, { userId, recordIds: [to] });
  }
  return turnedOn;
}

/** What either of the two was found by, the one that stays is found by. */
async function uniteLabels(db: Db, from: string, to: string, by: Author): Promise<void> {
  const theirs = await rows<{ id: string }>(
    db,
    sql`
    select label.id
    from record_label join label on label.id = record_label.label_id and label.deleted_at is null
    where record_id = ${from}`,
  );
  await writeLabels(db, [to], { add: theirs.map(({ id }) => id) }, by);
}

/** Whoever was said to be another than the one is another than both. */
async function stayApart(db: Db, from: string, to: string): Promise<void> {
  const others = await rows<{ id: string; userId: string }>(
    db,
    sql`select case when record_id = ${from} then other_id else record_id end as id, dismissed_by as "userId"
      from duplicate
      where dismissed_at is not null and (record_id = ${from} or other_id = ${from})`,
  );
  for (const { id, userId } of others) await keepApart(db, userId, [[to, id]]);
}

/** The contacts and leads of a company. */
async function movePeople(db: Db, from: string, to: string): Promise<string[]> {
  const people = await rows<{ id: string }>(
    db,
    sql`update record set company_id = ${to} where company_id = ${from} and id <> ${to} returning id`,
  );
  return people.map(({ id }) => id);
}

/** What this transaction has written so far into the record's history: `at` is the moment it began. */
function changesNow(db: Db, recordId: string): Promise<MergeEffects['changes']> {
  return rows(
    db,
    sql`select field, before, after from change where record_id = ${recordId} and at = now() order by id`,
  );
}
