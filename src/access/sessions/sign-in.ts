// Signing in with e-mail and password: a fresh session every time, never one that was there before (session fixation).
import { APIError } from 'better-auth/api';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { session, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { noteAudit, noteRefusedSignIn } from '../audit.ts';
import { isSetUpNeeded } from '../set-up.ts';
import { normaliseEmail } from '../users/insert-user.ts';
import { type MeView, meView } from '../users/user-view.ts';
import type { Auth } from './auth.ts';
import { type Caller, sessionCookies, sessionHeaders, whoIsCalling } from './who-is-calling.ts';

export interface SignedIn {
  me: MeView;
  setCookies: string[];
}

/**
 * Ends the session the browser had, if any, and opens another.
 * @throws AppError 'wrong-credentials', the same and after the same work for an unknown e-mail, a wrong password, a
 *   user without a password and a disabled one; 'set-up-needed' while there is nobody at all
 */
export async function signIn(
  db: Db,
  auth: Auth,
  input: { email: string; password: string },
  caller: Caller = {},
): Promise<SignedIn> {
  const { headers, response } = await openSession(auth, input, caller).catch(async (error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    if (await isSetUpNeeded(db)) throw new AppError('set-up-needed');
    if (error.code === 'wrong-credentials')
      await noteRefusedSignIn(db, normaliseEmail(input.email), caller.address);
    throw error;
  });
  const former = await whoIsCalling(db, auth, { cookie: caller.cookie });
  const row = await db.transaction(async (tx) => {
    const { actor } = former;
    if (actor?.sessionId) {
      await tx.delete(session).where(and(eq(session.id, actor.sessionId), eq(session.userId, actor.userId)));
    }
    await noteAudit(tx, response.user.id, 'session.signed-in');
    const [found] = await tx.select().from(user).where(eq(user.id, response.user.id));
    return found!;
  });
  return { me: await meView(db, row), setCookies: sessionCookies(headers) };
}

async function openSession(
  auth: Auth,
  { email, password }: { email: string; password: string },
  { userAgent }: Caller,
) {
  try {
    return await auth.api.signInEmail({
      body: { email: normaliseEmail(email), password },
      headers: sessionHeaders({ userAgent }),
      returnHeaders: true,
    });
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500)
      throw new AppError('wrong-credentials', undefined, { cause: error });
    throw error;
  }
}
