import type { Db } from '../../database/database.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import type { Auth } from './auth.ts';
import { type Caller, sessionCookies, sessionHeaders } from './who-is-calling.ts';

/** Ends the session of this browser and answers the cookies that clear it. A script has none: nothing happens. */
export async function signOut(db: Db, auth: Auth, actor: Actor, caller: Caller): Promise<string[]> {
  if (!actor.sessionId) return [];
  const { headers } = await auth.api.signOut({ headers: sessionHeaders(caller), returnHeaders: true });
  await noteAudit(db, actor.userId, 'session.signed-out', actor.sessionId);
  return sessionCookies(headers);
}
