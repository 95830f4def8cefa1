// Who a request comes from: a browser by its session cookie, a script by its access token. Role and "disabled" are read
// afresh on every call, so that a change takes effect at once, in every process.
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { session, token, user } from '../../database/schema.ts';
import type { Actor, Role } from '../actor.ts';
import { hashSecret } from '../secret-token.ts';
import { ABSOLUTE_S, type Auth } from './auth.ts';

/** What of a request says who is calling. */
export interface Caller {
  authorization?: string | undefined;
  cookie?: string | undefined;
  userAgent?: string | undefined;
  /** The network it comes from, shortened: for the audit. */
  address?: string;
}

export interface Recognised {
  actor: Actor | null;
  /** Cookies to set: a session that was prolonged, or one that is over. */
  setCookies: string[];
}

const isStillGood = or(isNull(token.expiresAt), gt(token.expiresAt, sql`now()`));
const NOBODY: Recognised = { actor: null, setCookies: [] };
const TOKEN = /^Bearer +(rub_[A-Za-z0-9_-]{43}) *$/i;

/** Only what the sign-in library needs to see: nothing else of a request reaches it. */
export function sessionHeaders({ cookie, userAgent }: Caller): Headers {
  const headers = new Headers();
  if (cookie) headers.set('cookie', cookie);
  if (userAgent) headers.set('user-agent', userAgent.slice(0, 300));
  return headers;
}

/** The session cookies among what the sign-in library wants to set; it also clears names we never use. */
export const sessionCookies = (headers: Headers): string[] =>
  headers.getSetCookie().filter((cookie) => /^(__Host-)?rubrica=/.test(cookie));

/** With an Authorization header the cookie does not count: a script with a bad token must not act as a browser. */
export async function whoIsCalling(db: Db, auth: Auth, caller: Caller): Promise<Recognised> {
  if (caller.authorization !== undefined)
    return { actor: await actorFromToken(db, caller.authorization), setCookies: [] };
  if (!caller.cookie) return NOBODY;
  const { headers, response } = await auth.api.getSession({
    headers: sessionHeaders(caller),
    returnHeaders: true,
  });
  const setCookies = sessionCookies(headers);
  if (!response || response.user.disabledAt) return { actor: null, setCookies };
  if (Date.now() - response.session.createdAt.getTime() > ABSOLUTE_S * 1000) {
    await db.delete(session).where(eq(session.id, response.session.id));
    return NOBODY;
  }
  const actor = {
    userId: response.user.id,
    role: response.user.role as Role,
    sessionId: response.session.id,
  };
  return { actor, setCookies };
}

async function actorFromToken(db: Db, authorization: string): Promise<Actor | null> {
  const secret = TOKEN.exec(authorization)?.[1];
  if (!secret) return null;
  const [found] = await db
    .select({ tokenId: token.id, userId: user.id, role: user.role, lastUsedAt: token.lastUsedAt })
    .from(token)
    .innerJoin(user, eq(user.id, token.userId))
    .where(and(eq(token.tokenHash, hashSecret(secret)), isStillGood, isNull(user.disabledAt)));
  if (!found) return null;
  // A minute is exact enough, and a script in a loop does not write with every call.
  if (!found.lastUsedAt || Date.now() - found.lastUsedAt.getTime() > 60_000) {
    await db.update(token).set({ lastUsedAt: sql`now()` }).where(eq(token.id, found.tokenId));
  }
  return { userId: found.userId, role: found.role };
}
