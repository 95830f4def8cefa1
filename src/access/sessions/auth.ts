// Sign-in and sessions by the sign-in library over our own tables. Only its functions are called, by the verbs beside
// this file: its HTTP routes are mounted nowhere, so what is reachable is what the contract lists.
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { credential, session, user, verification } from '../../database/schema.ts';
import { hashPassword, verifyPassword } from '../password.ts';

const DAY_S = 86_400;
/** A session nobody uses for this long ends … */
export const IDLE_S = 7 * DAY_S;
/** … and any session ends after this (OWASP ASVS 5.0, 7.3.1 and 7.3.2). */
export const ABSOLUTE_S = 30 * DAY_S;
/** How exact "last seen" is: at most one write in this time for each session. */
const SEEN_EVERY_S = 300;

export interface AuthOptions {
  /** Signs the cookies. */
  secret: string;
  /** RUBRICA_URL: over HTTPS the cookie is Secure and carries the `__Host-` prefix. */
  url: string;
}

/** Over plain HTTP (localhost) browsers refuse `__Host-` cookies, so the name goes without it. */
export const cookieNameFor = (url: string): string =>
  url.startsWith('https:') ? '__Host-rubrica' : 'rubrica';

export type Auth = ReturnType<typeof createAuth>;

const isDisabled = async (db: Db, userId: string): Promise<boolean> => {
  const [row] = await db.select({ disabledAt: user.disabledAt }).from(user).where(eq(user.id, userId));
  return !row || row.disabledAt !== null;
};

export function createAuth(db: Db, { secret, url }: AuthOptions) {
  return betterAuth({
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user, session, account: credential, verification },
    }),
    secret,
    baseURL: url,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(password, hash) },
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        language: { type: 'string', input: false, required: false },
        disabledAt: { type: 'date', input: false, required: false },
      },
    },
    session: { expiresIn: IDLE_S, updateAge: SEEN_EVERY_S, cookieCache: { enabled: false } },
    databaseHooks: {
      session: {
        create: { before: async (created) => ((await isDisabled(db, created.userId)) ? false : undefined) },
      },
    },
    advanced: {
      useSecureCookies: false, // it would put "__Secure-" before our "__Host-"
      cookies: {
        session_token: { name: cookieNameFor(url), attributes: { secure: url.startsWith('https:') } },
      },
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
    },
  } satisfies BetterAuthOptions);
}
