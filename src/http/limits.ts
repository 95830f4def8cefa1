// How often things may be tried: counted in PostgreSQL, so for all processes together. Calls of the contract that are
// limited have a row here; sign-in counts by itself, because it forgets the failures once it succeeds.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import type { Api } from './contract/contract.ts';

/** `tries` within `seconds` of the first, then 429. */
export interface Limit {
  tries: number;
  seconds: number;
}

export const LIMITS = {
  /** One account from one address: room for typing errors, none for lists of passwords. */
  signIn: { tries: 10, seconds: 900 },
  /** One address, whatever the accounts: an office behind one router signs in within it. */
  signInAddress: { tries: 100, seconds: 900 },
  setUp: { tries: 20, seconds: 3600 },
  invitation: { tries: 30, seconds: 3600 },
  password: { tries: 10, seconds: 900 },
  /** Connecting reaches out to any address given: too few tries to scan a network with. */
  connect: { tries: 10, seconds: 3600 },
  /** People who come back from a provider's pages. */
  callback: { tries: 30, seconds: 3600 },
  checkProvider: { tries: 60, seconds: 3600 },
  import: { tries: 60, seconds: 3600 },
  sync: { tries: 120, seconds: 3600 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

interface Limited {
  limit: LimitName;
  by: 'user' | 'address';
  /** Absent: every call counts. */
  when?(body: unknown): boolean;
}

const withPassword = (body: unknown): boolean =>
  (body as { password?: unknown } | undefined)?.password !== undefined;

export const LIMITED: Partial<Record<keyof Api, Limited>> = {
  setUp: { limit: 'setUp', by: 'address' },
  signIn: { limit: 'signInAddress', by: 'address' },
  getInvitation: { limit: 'invitation', by: 'address' },
  acceptInvitation: { limit: 'invitation', by: 'address' },
  updateMe: { limit: 'password', by: 'user', when: withPassword },
  testAccount: { limit: 'connect', by: 'user' },
  createAccount: { limit: 'connect', by: 'user' },
  signInAgain: { limit: 'connect', by: 'user' },
  checkProvider: { limit: 'checkProvider', by: 'user' },
  updateAccount: { limit: 'connect', by: 'user', when: withPassword },
  syncNow: { limit: 'sync', by: 'user' },
  importQueue: { limit: 'import', by: 'user' },
};

export interface Limiter {
  /** Resolves once limits can be counted. */
  ready: Promise<void>;
  /** Counts one try of `key`. @throws AppError 'too-many-requests' with the seconds to wait */
  count(name: LimitName, key: string): Promise<void>;
  /** What was counted for `key` does not count any more. */
  forget(name: LimitName, key: string): Promise<void>;
}

/** Keys may hold e-mail addresses and IP addresses: only their hash is stored. */
const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url');

export function createLimiter(pool: pg.Pool, overrides: Partial<Record<LimitName, Limit>> = {}): Limiter {
  const store = { storeClient: pool, storeType: 'pool', tableName: 'rate_limit' };
  const ready = new Promise<void>((resolve, reject) => {
    // Makes the table all of them share, and clears it of what is over.
    new RateLimiterPostgres({ ...store, points: 1, duration: 1 }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
  const limiters = new Map<LimitName, RateLimiterPostgres>();
  for (const name of Object.keys(LIMITS) as LimitName[]) {
    const { tries, seconds } = overrides[name] ?? LIMITS[name];
    limiters.set(
      name,
      new RateLimiterPostgres({
        ...store,
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: name,
        points: tries,
        duration: seconds,
      }),
    );
  }
  return {
    ready,
    async count(name, key) {
      try {
        await limiters.get(name)!.consume(hashed(key));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const retryAfter = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw new AppError('too-many-requests', undefined, { retryAfter });
      }
    },
    async forget(name, key) {
      await limiters.get(name)!.delete(hashed(key));
    },
  };
}

/** Counts `request` where endpoint `name` is limited. */
export async function countCall(limiter: Limiter, name: keyof Api, request: FastifyRequest): Promise<void> {
  const limited = LIMITED[name];
  if (!limited || (limited.when && !limited.when(request.body))) return;
  await limiter.count(limited.limit, limited.by === 'user' ? request.actor!.userId : request.ip);
}
