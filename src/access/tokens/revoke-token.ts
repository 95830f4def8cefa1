import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { token } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';

/** Makes one of the actor's own tokens useless at once. @throws AppError 'not-found' */
export async function revokeToken(db: Db, actor: Actor, tokenId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const revoked = await tx
      .delete(token)
      .where(and(eq(token.id, tokenId), eq(token.userId, actor.userId)))
      .returning({ id: token.id });
    if (revoked.length === 0) throw new AppError('not-found');
    await noteAudit(tx, actor.userId, 'token.revoked', tokenId);
  });
}
