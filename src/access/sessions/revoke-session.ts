import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { session } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';

/** Ends one of the actor's own sessions at once. @throws AppError 'not-found' */
export async function revokeSession(db: Db, actor: Actor, sessionId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await tx
      .delete(session)
      .where(and(eq(session.id, sessionId), eq(session.userId, actor.userId)))
      .returning({ id: session.id });
    if (ended.length === 0) throw new AppError('not-found');
    await noteAudit(tx, actor.userId, 'session.revoked', sessionId);
  });
}
