// The password behind an invitation link. Whoever had the old password is out: every session and
// token ends, the link too.
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { invitation } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { noteAudit } from '../audit.ts';
import { hashNewPassword } from '../new-password.ts';
import { hashSecret } from '../secret-token.ts';
import { endWithPassword } from './end-access.ts';
import { getInvitation } from './get-invitation.ts';
import { setPasswordHash } from './insert-user.ts';

/** Answers whose it was and the e-mail address to sign in with. @throws AppError 'invitation-expired'; of two at once one gets it */
export async function acceptInvitation(
  db: Db,
  input: { token: string; password: string },
): Promise<{ userId: string; email: string }> {
  const { name, email } = await getInvitation(db, input.token);
  const hash = await hashNewPassword(input.password, [name, email]);
  const userId = await db.transaction(async (tx) => {
    const [used] = await tx
      .delete(invitation)
      .where(and(eq(invitation.tokenHash, hashSecret(input.token)), gt(invitation.expiresAt, sql`now()`)))
      .returning({ userId: invitation.userId });
    if (!used) throw new AppError('invitation-expired');
    await setPasswordHash(tx, used.userId, hash);
    await endWithPassword(tx, used.userId);
    await noteAudit(tx, used.userId, 'invitation.accepted', used.userId);
    return used.userId;
  });
  return { userId, email };
}
