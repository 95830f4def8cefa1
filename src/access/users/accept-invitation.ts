// The password behind an invitation link. Whoever had the old password is out: every session ends, the link too.
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { invitation, session } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { noteAudit } from '../audit.ts';
import { hashPassword } from '../password.ts';
import { hashSecret } from '../secret-token.ts';
import { getInvitation } from './get-invitation.ts';
import { setPasswordHash } from './insert-user.ts';

/** Answers the e-mail address to sign in with. @throws AppError 'invitation-expired'; of two at once one gets it */
export async function acceptInvitation(
  db: Db,
  input: { token: string; password: string },
): Promise<{ email: string }> {
  const { email } = await getInvitation(db, input.token);
  const hash = await hashPassword(input.password);
  await db.transaction(async (tx) => {
    const [used] = await tx
      .delete(invitation)
      .where(and(eq(invitation.tokenHash, hashSecret(input.token)), gt(invitation.expiresAt, sql`now()`)))
      .returning({ userId: invitation.userId });
    if (!used) throw new AppError('invitation-expired');
    await setPasswordHash(tx, used.userId, hash);
    await tx.delete(session).where(eq(session.userId, used.userId));
    await noteAudit(tx, used.userId, 'invitation.accepted', used.userId);
  });
  return { email };
}
