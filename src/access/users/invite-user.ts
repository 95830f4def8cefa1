import { eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { demandDoor } from '../doors.ts';
import { makeInvitation } from './make-invitation.ts';

/** A link with which a user sets a first or another password. @throws AppError 'not-found', 'bad-request' when disabled, 'session-needed' */
export async function inviteUser(db: Db, actor: Actor, userId: string, url: string): Promise<string> {
  await demandDoor(db, actor, 'inviteUser');
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ role: user.role, disabledAt: user.disabledAt })
      .from(user)
      .where(eq(user.id, userId))
      .for('no key update');
    if (!row) throw new AppError('not-found');
    if (row.disabledAt) {
      const detail = 'This user is disabled. Enable them first.';
      throw new AppError('bad-request', detail, { fields: { id: detail } });
    }
    // With such a link a script's token would become a session that may do everything.
    if (row.role === 'administrator' && !actor.sessionId) throw new AppError('session-needed');
    await noteAudit(tx, actor.userId, 'user.invited', userId);
    return makeInvitation(tx, userId, url);
  });
}
