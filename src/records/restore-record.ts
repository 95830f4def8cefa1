import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { lockRecordsAndAccounts } from '../database/locks.ts';
import { rows } from '../database/query.ts';
import { record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { associateWaiting } from './companies/associate.ts';
import { ensureLinks } from './ensure-links.ts';
import { getRecord } from './get-record.ts';
import { writeChanges } from './history/write-changes.ts';
import { mergedInto, undoMerge } from './merge/undo-merge.ts';
import { touchLinks } from './touch-links.ts';
import { announce } from './write-record.ts';

/**
 * Takes a record out of the trash and back to every phone it is flagged for; one that was merged stands by itself again.
 * @throws AppError 'not-found'
 */
export async function restoreRecord(db: Db, actor: Actor, id: string) {
  await demandDoor(db, actor, 'restoreRecord');
  await db.transaction(async (tx) => {
    await lockRecordsAndAccounts(tx, [id, ...(await mergedInto(tx, id))]);
    const [found] = await tx.select().from(record).where(eq(record.id, id));
    if (!found?.deletedAt) throw new AppError('not-found');
    await tx
      .update(record)
      .set({ deletedAt: null, compared: false, updatedAt: sql`now()`, version: found.version + 1 })
      .where(eq(record.id, id));
    const change = { recordId: id, field: 'deletedAt', before: found.deletedAt.toISOString(), after: null };
    const by = { actor: 'user' as const, userId: actor.userId };
    await writeChanges(tx, [change], by);
    await undoMerge(tx, id, by);
    await associateWaiting(tx, found.companyTerms);
    await touchLinks(tx, { recordIds: [id] });
    const flags = await rows<{ userId: string }>(
      tx,
      sql`select user_id as "userId" from flag where record_id = ${id} and "on" order by user_id`,
    );
    for (const { userId } of flags) await ensureLinks(tx, { userId, recordIds: [id] });
    await announce(tx, [id]);
  });
  return getRecord(db, actor, id);
}
