import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { getRecord } from './get-record.ts';
import { writeFlags } from './write-flags.ts';
import { announce } from './write-record.ts';

/** Sync mobile of one record, for the actor alone. @throws AppError 'not-found' */
export async function setFlag(
  db: Db,
  actor: Actor,
  input: { id: string; flagged: boolean; keepCard?: boolean | undefined },
) {
  const { id, flagged, keepCard = false } = input;
  await db.transaction(async (tx) => {
    // Held against a deletion at the same moment.
    const [found] = await tx
      .select({ id: record.id })
      .from(record)
      .where(and(eq(record.id, id), isNull(record.deletedAt)))
      .for('no key update');
    if (!found) throw new AppError('not-found');
    const whose = { userId: actor.userId, recordIds: [id], source: 'user' as const };
    await writeFlags(tx, flagged ? { ...whose, on: true } : { ...whose, on: false, keepCard });
    await announce(tx, [id]);
  });
  return getRecord(db, actor, id);
}
