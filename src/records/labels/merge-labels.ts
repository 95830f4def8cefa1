import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecords } from '../../database/locks.ts';
import { newId } from '../../database/new-id.ts';
import { rows } from '../../database/query.ts';
import { label } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { announce } from '../write-record.ts';
import { deleteLabel } from './change-label.ts';
import { writeLabels } from './write-labels.ts';

/**
 * Every record of a label gets another one instead, and lists that ask for it find that one (`followMerges`). The label keeps its
 * records, as one that is deleted does: brought back, and the edit undone (`undoEdit`), both are as before.
 * @throws AppError 'not-found', 'invalid-values' for a label there is not
 */
export async function mergeLabels(
  db: Db,
  actor: Actor,
  { id, into }: { id: string; into: string },
): Promise<{ edit: string | null; records: number }> {
  await demandDoor(db, actor, 'mergeLabels');
  if (id === into)
    throw new AppError('invalid-values', 'There is no such other label.', { fields: { into: 'unknown' } });
  return db.transaction(async (tx) => {
    const labelled = await rows<{ id: string }>(
      tx,
      sql`select record_id as id from record_label where label_id = ${id} order by record_id`,
    );
    const ids = labelled.map((one) => one.id);
    await lockRecords(tx, ids);
    const edit = newId();
    const changed = await writeLabels(
      tx,
      ids,
      { add: [into] },
      {
        actor: 'user',
        userId: actor.userId,
        runId: edit,
      },
    );
    await deleteLabel(tx, actor, id);
    await tx.update(label).set({ mergedInto: into }).where(eq(label.id, id));
    await announce(tx, changed);
    await noteAudit(tx, actor.userId, 'label.merged', into);
    return { edit: changed.length > 0 ? edit : null, records: changed.length };
  });
}
