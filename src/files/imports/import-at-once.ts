// A file that is taken in as it is, by the process that was given it: an import as those of the browser, in the same history, with
// the same account and the same way back. Where this process ends before it is done, a worker goes on.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { type FileToPlan, type ImportResult, planFile, resultOf } from '../import-file.ts';
import { insertImport, type SentFile } from './look-at-import.ts';
import { alone, writePlan } from './perform-import.ts';

export interface FileAtOnce extends Omit<FileToPlan, 'files' | 'mapping'> {
  files: SentFile[];
  /** Who gave the order, where that is not whose import it is. */
  orderedBy?: string;
}

export interface ImportedAtOnce {
  id: string;
  result: ImportResult;
  /** A person stopped it: `result` is what was planned, the account of the import what became of it. */
  stopped: boolean;
}

/** @throws AppError 'not-allowed', 'unreadable-file', 'several-tables' before anything is written */
export async function importAtOnce(
  db: Db,
  actor: Actor,
  { files, orderedBy, ...options }: FileAtOnce,
  signal: AbortSignal = new AbortController().signal,
): Promise<ImportedAtOnce> {
  const bytes = files.map((file) => file.bytes);
  const file = await planFile(db, actor, { ...options, files: bytes });
  const left =
    options.withoutLabels === 'all' ? file.labels.map(({ name }) => name) : (options.withoutLabels ?? []);
  const id = newId();
  let stopped = false;
  await alone(db, id, async () => {
    const found = await db.transaction(async (tx) => {
      await noteAudit(tx, orderedBy ?? actor.userId, 'records.imported', id);
      return insertImport(tx, actor, files, {
        id,
        state: 'running',
        options: { ...options, withoutLabels: left, mapping: null, flagged: false },
        total: file.plan.rows.length,
        startedAt: sql`now()`,
      });
    });
    stopped = (await writePlan(db, found, file, signal)) === 'cancelled';
  });
  return { id, stopped, result: resultOf(file) };
}
