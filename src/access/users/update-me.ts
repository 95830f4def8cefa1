// One's own name, language and password. Another password ends every other session, invitation links, and access tokens
// unless one keeps them.
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { credential, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Language } from '../../languages.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { hashNewPassword } from '../new-password.ts';
import { verifyPassword } from '../password.ts';
import { endWithPassword } from './end-access.ts';
import { setPasswordHash } from './insert-user.ts';
import { type MeView, meView } from './user-view.ts';

export interface MeChange {
  name?: string | undefined;
  language?: Language | null | undefined;
  password?: { current: string; next: string; keepTokens: boolean } | undefined;
}

/** @throws AppError 'invalid-values' when the current password is wrong; then nothing is changed at all */
export async function updateMe(db: Db, actor: Actor, change: MeChange): Promise<MeView> {
  const hash = change.password ? await nextHash(db, actor, change.password) : null;
  return db.transaction(async (tx) => {
    const { name, language } = change;
    const [row] = await tx
      .update(user)
      .set({
        ...(name !== undefined && { name }),
        ...(language !== undefined && { language }),
        updatedAt: sql`now()`,
      })
      .where(eq(user.id, actor.userId))
      .returning();
    if (!row) throw new AppError('not-found');
    if (name !== undefined || language !== undefined)
      await noteAudit(tx, actor.userId, 'profile.changed', actor.userId);
    if (hash) await changePassword(tx, actor, hash, change.password!.keepTokens);
    return meView(tx, row);
  });
}

async function nextHash(
  db: Db,
  actor: Actor,
  { current, next }: { current: string; next: string },
): Promise<string> {
  const [stored] = await db
    .select({ password: credential.password, name: user.name, email: user.email })
    .from(user)
    .leftJoin(credential, eq(credential.userId, user.id))
    .where(eq(user.id, actor.userId));
  if (!(await verifyPassword(current, stored?.password ?? ''))) {
    const detail = 'The current password is not right.';
    throw new AppError('invalid-values', detail, { fields: { 'password.current': 'wrong-password' } });
  }
  return hashNewPassword(next, [stored!.name, stored!.email], 'password.next');
}

async function changePassword(tx: Db, actor: Actor, hash: string, keepTokens: boolean): Promise<void> {
  await setPasswordHash(tx, actor.userId, hash);
  await endWithPassword(tx, actor.userId, { sessionId: actor.sessionId, tokens: keepTokens });
  await noteAudit(tx, actor.userId, 'password.changed', actor.userId);
}
