import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { field } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { fieldSwitched } from './field-switched.ts';
import { fieldIn, lockFields } from './lock-fields.ts';

/**
 * Takes a field that an administrator added out of everything one sees. Records keep its values and cards theirs: adding it once
 * more brings all of it back. @throws AppError 'not-found', 'built-in-field'
 */
export async function deleteField(db: Db, actor: Actor, id: string): Promise<void> {
  await demandDoor(db, actor, 'deleteField');
  await db.transaction(async (tx) => {
    const { custom, kind, key, active } = fieldIn(await lockFields(tx), id);
    if (!custom) throw new AppError('built-in-field');
    await tx.update(field).set({ active: false, deletedAt: sql`now()` }).where(eq(field.id, id));
    if (active) await fieldSwitched(tx, { kind, key, on: false });
    await noteAudit(tx, actor.userId, 'field.deleted', id);
    await emit(tx, { type: 'fields.changed' }, 'everybody');
  });
}
