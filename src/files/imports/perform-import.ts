// Writes an import, batch by batch, each with its account in one transaction: a worker for the browser, the terminal in its own
// process. Done again after its process died, it goes on where it stopped: what has its row in the account is not written once
// more.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { databaseProblem } from '../../database/database-problem.ts';
import { emit } from '../../database/notify.ts';
import { json, rows } from '../../database/query.ts';
import {
  type FileImportCounts,
  type FileImportState,
  fileImport,
  fileImportFile,
  user,
} from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { writeFlags } from '../../records/write-flags.ts';
import {
  carryOut,
  type ImportedRow,
  type Journal,
  type PlannedFile,
  planFile,
  told,
} from '../import-file.ts';
import type { ImportPlan } from '../plan-import.ts';
import { remark } from '../remark.ts';
import { fileOf, filesOf, planned } from './look-at-import.ts';
import type { OwnImport } from './own-import.ts';

/** Rows a statement. */
const BATCH = 500;

/** To be written, or stopped by a person while it was and not accounted for yet. */
export const isImportDue = sql`(state in ('queued', 'running')
  or (state = 'cancelled' and started_at is not null and counts is null))`;

/** Ends the writing of what somebody cancelled. */
class Cancelled extends Error {}

/** Soon after `signal` it ends, and the import stays due for another process. */
export async function performImport(db: Db, id: string, signal: AbortSignal, log: Log): Promise<void> {
  await alone(db, id, () => perform(db, id, signal, log));
}

/**
 * Does `work` on the import unless another process is at it; that one holds it to its end, also by dying.
 *
 * @returns whether it was done
 */
export async function alone(db: Db, id: string, work: () => Promise<void>): Promise<boolean> {
  return db.transaction(async (tx) => {
    // However long it takes: nothing else is done in this transaction.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    const [lock] = await rows<{ taken: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`file import ${id}`}, 0)) as taken`,
    );
    if (lock!.taken) await work();
    return lock!.taken;
  });
}

async function perform(db: Db, id: string, signal: AbortSignal, log: Log): Promise<void> {
  const [found] = await db
    .update(fileImport)
    .set({
      state: sql`case ${fileImport.state} when 'queued' then 'running' else ${fileImport.state} end`,
      startedAt: sql`coalesce(${fileImport.startedAt}, now())`,
    })
    .where(and(eq(fileImport.id, id), isImportDue))
    .returning();
  if (!found) return;
  try {
    const actor = await importer(db, found.userId);
    const file = await planFile(db, actor, planned(await filesOf(db, id), found.options!));
    await writePlan(db, found, file, signal);
  } catch (error) {
    if (signal.aborted || databaseProblem(error)) throw error;
    if (!(error instanceof AppError)) log.warn('an import of a file failed', { error });
    await finish(db, found, {
      state: 'failed',
      problem: error instanceof AppError ? error.code : 'internal',
    });
  }
}

/** What is planned becomes records and the account of them; as the plan says, unless a person stops it: the state it ends in. */
export async function writePlan(
  db: Db,
  found: OwnImport,
  { content, plan }: PlannedFile,
  signal: AbortSignal,
): Promise<FileImportState> {
  const { id } = found;
  const before = await rows<{ row: number }>(
    db,
    sql`select row from file_import_row where import_id = ${id}`,
  );
  const written = new Set(before.map(({ row }) => row));
  plan.additions = plan.additions.filter(({ held }) => !written.has(held.row!));
  const view = (row: ImportedRow) => ({ ...row, file: fileOf(content.starts, row.row) });
  const accountOf: Journal = async (tx, batch) => {
    signal.throwIfAborted();
    const told = batch.flatMap(({ held, version, diff }) =>
      rowsOf(plan, held.row, held.recordId)
        .filter(({ row }) => !written.has(row))
        .map(({ held: _, ...row }, at) => ({
          ...view({ ...row, recordId: held.recordId }),
          version,
          // Several entries may have made one change: it is taken back once.
          diff: at === 0 ? diff : [],
        })),
    );
    await insertRows(tx, id, told);
    if (found.options!.flagged)
      await writeFlags(tx, {
        userId: found.userId,
        recordIds: batch.map(({ held }) => held.recordId!),
        on: true,
        source: 'import',
        runId: id,
      });
    await moveOn(tx, found, told.length);
  };
  let state: FileImportState = 'done';
  try {
    await carryOut(db, plan, { actor: 'user', userId: found.userId }, accountOf);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    state = 'cancelled';
  }
  // What was neither added nor merged, and what was not reached any more.
  const left = told(plan).rows.map((row) =>
    state === 'cancelled' && row.outcome !== 'refused' && row.outcome !== 'here-already'
      ? { ...row, outcome: 'refused' as const, reason: remark('cancelled'), recordId: null }
      : row,
  );
  await finish(db, found, {
    state,
    rows: left.map((row) => ({ ...view(row), version: null, diff: [] })),
  });
  return state;
}

/** The entries that made a record, or that went into one that was here. */
const rowsOf = ({ rows }: ImportPlan, row: number | null, recordId: string | null) =>
  row === null
    ? rows.filter(
        ({ held, outcome }) => outcome === 'merged' && held?.row === null && held.recordId === recordId,
      )
    : rows.filter((one) => one.row === row);

/** @throws AppError 'not-allowed' when whoever imports may not sign in any more */
async function importer(db: Db, userId: string): Promise<Actor> {
  const [found] = await db
    .select({ role: user.role })
    .from(user)
    .where(and(eq(user.id, userId), isNull(user.disabledAt)));
  if (!found) throw new AppError('not-allowed');
  return { userId, role: found.role };
}

type AccountRow = ImportedRow & { file: number; version: number | null; diff: unknown[] };

async function insertRows(db: Db, id: string, all: AccountRow[], passOver = false): Promise<void> {
  for (let start = 0; start < all.length; start += BATCH) {
    const batch = all
      .slice(start, start + BATCH)
      .map(({ row, outcome, recordId, version, diff, values: _, ...rest }) => ({
        row,
        outcome,
        recordId,
        version,
        diff,
        told: rest,
      }));
    await db.execute(sql`
      insert into file_import_row (import_id, row, outcome, record_id, version, diff, told)
      select ${id}, row, outcome, "recordId", version, diff, told
      from jsonb_to_recordset(${json(batch)}) as one (
        row int, outcome text, "recordId" uuid, version int, diff jsonb, told jsonb)
      ${passOver ? sql`on conflict do nothing` : sql``}`);
  }
}

/** @throws Cancelled */
async function moveOn(tx: Db, { id, userId, total }: OwnImport, rows: number): Promise<void> {
  const [now] = await tx
    .update(fileImport)
    .set({ done: sql`${fileImport.done} + ${rows}` })
    .where(and(eq(fileImport.id, id), eq(fileImport.state, 'running')))
    .returning({ done: fileImport.done });
  if (!now) throw new Cancelled();
  await emit(tx, { type: 'import.progress', importId: id, done: now.done, total }, { userId });
}

async function finish(
  db: Db,
  { id, userId }: OwnImport,
  {
    state,
    rows: left = [],
    problem = null,
  }: { state: FileImportState; rows?: AccountRow[]; problem?: string | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    await insertRows(tx, id, left, true);
    const counted = await rows<{ outcome: keyof FileImportCounts; n: number }>(
      tx,
      sql`select outcome, count(*)::int as n from file_import_row where import_id = ${id} group by outcome`,
    );
    const counts: FileImportCounts = { added: 0, merged: 0, 'here-already': 0, refused: 0 };
    for (const { outcome, n } of counted) counts[outcome] = n;
    const done = counted.reduce((sum, { n }) => sum + n, 0);
    const [ended] = await tx
      .update(fileImport)
      .set({
        // Cancelled after the last batch, it stays cancelled.
        state: sql`case when ${fileImport.state} = 'running' then ${state} else ${fileImport.state} end`,
        counts,
        done,
        problem,
        finishedAt: sql`now()`,
      })
      .where(eq(fileImport.id, id))
      .returning({ state: fileImport.state });
    await tx.delete(fileImportFile).where(eq(fileImportFile.importId, id));
    await emit(tx, { type: 'import.finished', importId: id, state: ended?.state ?? state }, { userId });
  });
}
