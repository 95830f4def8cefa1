// What another password or disabling a user takes away, in the same transaction: nothing of theirs acts from then on.
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows, uuids } from '../../database/query.ts';
import { invitation, session, token } from '../../database/schema.ts';
import { endRuns } from '../../database/tables/accounts.ts';

/** What stands on a password: all sessions but `keep`'s, invitations, and tokens unless the person keeps them. */
export async function endWithPassword(
  tx: Db,
  userId: string,
  keep: { sessionId?: string | undefined; tokens?: boolean } = {},
): Promise<void> {
  const own = eq(session.userId, userId);
  await tx.delete(session).where(keep.sessionId ? and(own, ne(session.id, keep.sessionId)) : own);
  await tx.delete(invitation).where(eq(invitation.userId, userId));
  if (!keep.tokens) await tx.delete(token).where(eq(token.userId, userId));
}

/**
 * Ends sessions, tokens and invitations of `userId` and pauses their accounts. A run under way loses its claim (the
 * fence moves), so that it writes nothing more anywhere; the run is taken up again should the account be resumed.
 */
export async function endAccess(tx: Db, userId: string): Promise<void> {
  await endWithPassword(tx, userId);
  const working = await rows<{ id: string }>(
    tx,
    sql`select id
      from account
      where user_id = ${userId} and state in ('active', 'failing')
      order by id
      for no key update`,
  );
  const ids = working.map(({ id }) => id);
  await endRuns(tx, ids);
  await tx.execute(
    sql`update account
      set state = 'paused', settings = jsonb_set(settings, '{paused}', 'true'), next_run_at = null
      where id = any(${uuids(ids)})`,
  );
}
