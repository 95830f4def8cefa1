import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { AppError } from '../errors.ts';
import { trashRecords } from './trash-record.ts';

/** Moves a selection to the trash; answers how many were not there yet. Their cards follow with the next runs. */
export async function deleteRecords(db: Db, actor: Actor, ids: string[]): Promise<{ changed: number }> {
  await demandDoor(db, actor, 'deleteRecords');
  const trashed = await db.transaction(async (tx) => {
    const gone = await trashRecords(tx, ids, { actor: 'user', userId: actor.userId });
    if (gone.length > 0)
      await noteAudit(tx, actor.userId, 'records.deleted', gone.length === 1 ? gone[0] : undefined);
    return gone;
  });
  return { changed: trashed.length };
}

/** Moves one record to the trash. @throws AppError 'not-found' when it is not there or in the trash already */
export async function deleteRecord(db: Db, actor: Actor, id: string): Promise<void> {
  const { changed } = await deleteRecords(db, actor, [id]);
  if (changed === 0) throw new AppError('not-found');
}
