// What disabling a user takes away, in the same transaction: nothing of theirs acts from then on.
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { invitation, session, token } from '../../database/schema.ts';

/**
 * Ends sessions, tokens and invitations of `userId` and pauses their accounts. A run under way loses its claim (the
 * fence moves), so that it writes nothing more anywhere; the run is taken up again should the account be resumed.
 */
export async function endAccess(tx: Db, userId: string): Promise<void> {
  await tx.delete(session).where(eq(session.userId, userId));
  await tx.delete(token).where(eq(token.userId, userId));
  await tx.delete(invitation).where(eq(invitation.userId, userId));
  await tx.execute(sql`
    update account set state = 'paused', settings = jsonb_set(settings, '{paused}', 'true'),
      next_run_at = null, lease_until = null, fence = fence + 1
    where user_id = ${userId} and state in ('active', 'failing')`);
}
