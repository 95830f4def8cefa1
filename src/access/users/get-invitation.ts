import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { invitation, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { hashSecret } from '../secret-token.ts';

/** Whom an invitation is for. @throws AppError 'invitation-expired' for one that is used, replaced, too old or made up */
export async function getInvitation(db: Db, secret: string): Promise<{ name: string; email: string }> {
  const [found] = await db
    .select({ name: user.name, email: user.email })
    .from(invitation)
    .innerJoin(user, eq(user.id, invitation.userId))
    .where(
      and(
        eq(invitation.tokenHash, hashSecret(secret)),
        gt(invitation.expiresAt, sql`now()`),
        isNull(user.disabledAt),
      ),
    );
  if (!found) throw new AppError('invitation-expired');
  return found;
}
