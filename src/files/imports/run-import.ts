// The order to write what was looked at, and to stop it. A worker does it: perform-import.ts.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { emit, wakeDispatcher } from '../../database/notify.ts';
import { type FileImportOptions, fileImport, fileImportFile } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { getImport, ownImport } from './own-import.ts';

/** @throws AppError 'not-found', 'import-over', 'not-allowed' */
export async function runImport(
  db: Db,
  actor: Actor,
  { id, options }: { id: string; options: FileImportOptions },
): Promise<{ runId: string }> {
  await demandDoor(db, actor, 'runImport');
  await ownImport(db, actor, id);
  await db.transaction(async (tx) => {
    const queued = await tx
      .update(fileImport)
      .set({ state: 'queued', options })
      .where(and(eq(fileImport.id, id), eq(fileImport.state, 'ready')))
      .returning({ id: fileImport.id });
    if (queued.length === 0) throw new AppError('import-over');
    await noteAudit(tx, actor.userId, 'records.imported', id);
    await wakeDispatcher(tx);
  });
  return { runId: id };
}

/** What was written stays, and is accounted for; nothing more is. @throws AppError 'not-found', 'import-over' */
export async function cancelImport(db: Db, actor: Actor, id: string) {
  await ownImport(db, actor, id);
  await db.transaction(async (tx) => {
    const cancelled = await tx
      .update(fileImport)
      .set({ state: 'cancelled', finishedAt: sql`now()` })
      .where(and(eq(fileImport.id, id), inArray(fileImport.state, ['ready', 'queued', 'running'])))
      .returning({ startedAt: fileImport.startedAt });
    if (cancelled.length === 0) throw new AppError('import-over');
    // A worker that has begun still says what became of every entry.
    if (!cancelled[0]!.startedAt) await tx.delete(fileImportFile).where(eq(fileImportFile.importId, id));
    await emit(tx, { type: 'import.finished', importId: id, state: 'cancelled' }, { userId: actor.userId });
  });
  return getImport(db, actor, id);
}
