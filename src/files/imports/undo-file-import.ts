// Takes back what an import wrote: records that it made go to the trash, values that it added go, and what somebody changed
// since stays as it is, with the reason in the account.
import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandAll, UNDOING } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecordsAndAccounts } from '../../database/locks.ts';
import { json, rows } from '../../database/query.ts';
import { type FileImportChange, fileImport } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { flagOff, takeBackValues } from '../../plans/undo-import.ts';
import type { SkipReason } from '../../plans/undoable.ts';
import { writeChanges } from '../../records/history/write-changes.ts';
import { writeLabels } from '../../records/labels/write-labels.ts';
import { takeBackNotes } from '../../records/notes/write-notes.ts';
import { trashRecords } from '../../records/trash-record.ts';
import { deleteMadeLabels, LABEL, LABEL_MADE, NOTE } from '../beside/put-labels.ts';
import { IN_FILE } from '../kept/load-kept.ts';
import { ownImport } from './own-import.ts';

interface Entry {
  row: number;
  outcome: 'added' | 'merged';
  recordId: string;
  diff: FileImportChange[];
}

/** What an import puts beside the values of a record. */
const BESIDE = [IN_FILE, LABEL, NOTE] as const;

/** Records a transaction. */
const BATCH = 200;

/**
 * `orderedBy`: who gave the order, where that is not whose import it is.
 *
 * @throws AppError 'not-found', 'run-under-way', 'not-allowed' before anything is taken back
 */
export async function undoFileImport(db: Db, actor: Actor, id: string, orderedBy: string = actor.userId) {
  const { state } = await ownImport(db, actor, id);
  if (state === 'queued' || state === 'running') throw new AppError('run-under-way');
  const entries = await rows<Entry>(
    db,
    sql`select row, outcome, record_id as "recordId", diff
      from file_import_row
      where import_id = ${id} and undone_at is null and outcome in ('added', 'merged') and record_id is not null
      order by row desc`,
  );
  await demandAll(db, actor, needs(entries));
  const skipped: { actionId: string; reason: SkipReason }[] = [];
  const note = async (tx: Db, some: Entry[], kept: Map<number, SkipReason>): Promise<void> => {
    const told = some.map(({ row }) => ({ row, kept: kept.get(row) ?? null }));
    await tx.execute(sql`
      update file_import_row set kept = one.kept, undone_at = case when one.kept is null then now() end
      from jsonb_to_recordset(${json(told)}) as one (row int, kept text)
      where import_id = ${id} and file_import_row.row = one.row`);
    for (const { row, recordId } of some)
      if (kept.has(row)) skipped.push({ actionId: recordId, reason: kept.get(row)! });
  };
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH);
    await db.transaction(async (tx) => {
      await lockRecordsAndAccounts(
        tx,
        batch.map(({ recordId }) => recordId),
        actor.userId,
      );
      const facts = await factsOf(tx, actor, id, batch);
      const kept = new Map<number, SkipReason>();
      const untouched: string[] = [];
      const off: string[] = [];
      for (const entry of batch) {
        const fact = facts.get(entry.row);
        const reason: SkipReason | null =
          !fact || fact.deleted
            ? 'record-deleted'
            : entry.outcome === 'merged'
              ? (await takeBackMerged(tx, actor, entry))
                ? null
                : 'changed-since'
              : fact.changed
                ? 'changed-since'
                : fact.shared
                  ? 'used-by-others'
                  : null;
        if (reason) kept.set(entry.row, reason);
        if (entry.outcome === 'added' && reason === null) untouched.push(entry.recordId);
        if (fact?.flagged && !fact.deleted && reason !== 'changed-since') off.push(entry.recordId);
      }
      if (off.length > 0) await flagOff(tx, actor, ...off);
      await trashRecords(tx, untouched, { actor: 'user', userId: actor.userId });
      await note(tx, batch, kept);
    });
  }
  await db.transaction(async (tx) => {
    await deleteMadeLabels(tx, actor, id);
    await tx.update(fileImport).set({ undoneAt: sql`now()` }).where(eq(fileImport.id, id));
    await noteAudit(tx, orderedBy, 'import.undone', id);
  });
  return { undone: entries.length - skipped.length, skipped };
}

/** Whether that is all of it. What no field holds stays in the history, which says that it was taken back. */
async function takeBackMerged(tx: Db, actor: Actor, { recordId, diff }: Entry): Promise<boolean> {
  const {
    [IN_FILE]: kept = [],
    [LABEL]: labels = [],
    [NOTE]: notes = [],
    values = [],
  } = Object.groupBy(
    diff.filter(({ field }) => field !== LABEL_MADE),
    ({ field }) => BESIDE.find((one) => one === field) ?? 'values',
  );
  const by = { actor: 'user', userId: actor.userId } as const;
  await writeChanges(
    tx,
    kept.map(({ after }) => ({ recordId, field: IN_FILE, before: after, after: null })),
    by,
  );
  await writeLabels(tx, [recordId], { remove: labels.flatMap(({ after }) => after ?? []) }, by);
  const isWhole = await takeBackNotes(
    tx,
    recordId,
    notes.flatMap(({ after }) => after ?? []),
  );
  return (await takeBackValues(tx, actor, recordId, values)) && isWhole;
}

/** The same as of a card that was imported. */
const needs = (entries: Entry[]) =>
  [...new Set(entries.map(({ outcome }) => (outcome === 'added' ? 'import' : 'merge')))].flatMap(
    (type) => UNDOING.get(type) ?? [],
  );

interface Facts {
  row: number;
  deleted: boolean;
  /** Written by anybody since it was made. */
  changed: boolean;
  /** On the phone of somebody else. */
  shared: boolean;
  /** The import switched Sync mobile on. */
  flagged: boolean;
}

async function factsOf(tx: Db, { userId }: Actor, id: string, batch: Entry[]): Promise<Map<number, Facts>> {
  const found = await rows<Facts>(
    tx,
    sql`select one.row, record.deleted_at is not null as deleted, record.version <> one.version as changed,
        exists (select 1 from flag where record_id = record.id and user_id <> ${userId} and "on") as shared,
        exists (
          select 1 from flag
          where record_id = record.id and user_id = ${userId} and "on" and run_id = ${id}) as flagged
      from file_import_row one join record on record.id = one.record_id
      where one.import_id = ${id} and one.row = any(${sql.param(batch.map(({ row }) => row))}::int[])`,
  );
  return new Map(found.map((fact) => [fact.row, fact]));
}
