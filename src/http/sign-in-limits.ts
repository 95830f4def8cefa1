// How often one may try to sign in. A place is a browser (by a cookie that outlives sessions) or an address; a place where
// somebody has signed in before is known as theirs.
//
//   from a place known as theirs   counted for that person at that place, and nothing else counts: what strangers do
//                                  elsewhere locks nobody out at home
//   from anywhere else             counted for that person from that address, for that person from everywhere, and for
//                                  that address by the number of different people it tries
//
// So a stranger behind the router of an office locks out nobody who has signed in there or on that browser before; a list
// of passwords ends by the person, wherever it comes from; a list of people ends by the address. What succeeds is forgotten.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { normaliseEmail } from '../access/users/insert-user.ts';
import { addressKey } from './caller-address.ts';
import type { ServerDeps } from './deps.ts';
import type { Limiter } from './limits.ts';

/** A place nobody comes back to for so long is not theirs any more. */
const KNOWN_DAYS = 180;
const COOKIE_DAYS = 365;
/** Told apart from every other key that is remembered. */
const ANYBODY = '*';

export interface SignInLimits {
  /** Before the body is read: an address that tried too many people, unless somebody may be at home there. */
  checkAddress(request: FastifyRequest): Promise<void>;
  /** Counts a try for `email`; the answer takes it back. @throws AppError 'too-many-requests' */
  count(request: FastifyRequest, email: string): Promise<() => Promise<void>>;
  /** `email` signed in: here they are known from now on. */
  remember(request: FastifyRequest, reply: FastifyReply, email: string): Promise<void>;
}

export function signInLimits(limiter: Limiter, { sessionSecret, config }: ServerDeps): SignInLimits {
  const cookie = cookieOf(sessionSecret, config.url);
  const known = (email: string, place: string) => `${email} at ${place}`;
  /** The key of the place where `person` is known, if it is one. */
  const placeOf = async (request: FastifyRequest, person: string): Promise<string | null> => {
    for (const place of [cookie.read(request), addressKey(request.ip)])
      if (place && (await limiter.knows(known(person, place)))) return known(person, place);
    return null;
  };
  return {
    async checkAddress(request) {
      const address = addressKey(request.ip);
      if (cookie.read(request) || (await limiter.knows(known(ANYBODY, address)))) return;
      await limiter.check('signInAddress', address);
    },
    async count(request, email) {
      const person = normaliseEmail(email);
      const home = await placeOf(request, person);
      if (home) {
        await limiter.count('signIn', home);
        return () => limiter.forget('signIn', home);
      }
      const address = addressKey(request.ip);
      const here = known(person, address);
      await limiter.check('signInAddress', address);
      const tries = await limiter.count('signIn', here);
      if (tries === 1) await limiter.count('signInAddress', address);
      await limiter.count('signInPerson', person);
      return async () => {
        await limiter.forget('signIn', here);
        await limiter.takeBack('signInAddress', address);
        await limiter.takeBack('signInPerson', person, tries);
      };
    },
    async remember(request, reply, email) {
      const device = cookie.read(request) ?? randomBytes(16).toString('base64url');
      const address = addressKey(request.ip);
      const person = normaliseEmail(email);
      for (const key of [known(person, device), known(person, address), known(ANYBODY, address)])
        await limiter.know(key, KNOWN_DAYS);
      reply.header('set-cookie', cookie.line(device));
    },
  };
}

/** The cookie that tells one browser from another: signed, so that none can be made up; it signs nobody in. */
function cookieOf(secret: string, url: string) {
  const isSecure = url.startsWith('https:');
  const name = isSecure ? '__Host-rubrica-device' : 'rubrica-device';
  const sign = (id: string): string =>
    createHmac('sha256', secret).update(`device ${id}`).digest('base64url');
  return {
    read({ headers }: FastifyRequest): string | null {
      const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
      const [id, signature] = pairs.find(([key]) => key === name)?.[1]?.split('.') ?? [];
      if (!id || !signature) return null;
      const [given, right] = [Buffer.from(signature), Buffer.from(sign(id))];
      return given.length === right.length && timingSafeEqual(given, right) ? id : null;
    },
    line: (id: string): string =>
      `${name}=${id}.${sign(id)}; Path=/; Max-Age=${COOKIE_DAYS * 86_400}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
  };
}
