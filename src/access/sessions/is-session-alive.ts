import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { session, user } from '../../database/schema.ts';
import { ABSOLUTE_S } from './auth.ts';

/** Whether a session may still act. Unlike recognising a caller, asking does not prolong it. */
export async function isSessionAlive(db: Db, sessionId: string): Promise<boolean> {
  const found = await db
    .select({ id: session.id })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(
      and(
        eq(session.id, sessionId),
        gt(session.expiresAt, sql`now()`),
        gt(session.createdAt, sql`now() - make_interval(secs => ${ABSOLUTE_S})`),
        isNull(user.disabledAt),
      ),
    );
  return found.length > 0;
}
