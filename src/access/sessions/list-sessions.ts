import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { session } from '../../database/schema.ts';
import type { Actor } from '../actor.ts';
import { ABSOLUTE_S } from './auth.ts';

export interface SessionView {
  id: string;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** Where the actor is signed in, most recently seen first. */
export async function listSessions(db: Db, actor: Actor): Promise<SessionView[]> {
  const rows = await db
    .select()
    .from(session)
    .where(
      and(
        eq(session.userId, actor.userId),
        gt(session.expiresAt, sql`now()`),
        gt(session.createdAt, sql`now() - make_interval(secs => ${ABSOLUTE_S})`),
      ),
    )
    .orderBy(desc(session.updatedAt));
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent || null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.updatedAt.toISOString(),
    current: row.id === actor.sessionId,
  }));
}
