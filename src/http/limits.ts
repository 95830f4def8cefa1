// How often things may be tried: counted in PostgreSQL, so for all processes together. Calls of the contract that are
// limited have a row here; sign-in, which has to know whose device it comes from, is in sign-in-limits.ts.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import { formOf } from '../providers/manifests.ts';
import { addressKey } from './caller-address.ts';
import type { Api } from './contract/contract.ts';

/** `tries` within `seconds` of the first, then 429. */
export interface Limit {
  tries: number;
  seconds: number;
}

export const LIMITS = {
  /** One account from one device or address: room for typing errors, none for lists of passwords. */
  signIn: { tries: 10, seconds: 900 },
  /** One account from everywhere it never signed in from: a list of passwords, tried from many addresses. */
  signInPerson: { tries: 50, seconds: 3600 },
  /** Different accounts from one address: a list of people, tried with one password each. */
  signInAddress: { tries: 30, seconds: 900 },
  setUp: { tries: 20, seconds: 3600 },
  invitation: { tries: 30, seconds: 3600 },
  password: { tries: 10, seconds: 900 },
  /** Different servers one person cannot connect to: too few to scan a network with. */
  connect: { tries: 10, seconds: 3600 },
  /** One server that refuses: a form is tried as one fills it in, and servers count themselves. */
  connectServer: { tries: 20, seconds: 900 },
  /** People who come back from a provider's pages. */
  callback: { tries: 30, seconds: 3600 },
  checkProvider: { tries: 60, seconds: 3600 },
  import: { tries: 60, seconds: 3600 },
  export: { tries: 60, seconds: 3600 },
  /** Files that are read and planned: the most that one call can make the server do. */
  look: { tries: 120, seconds: 3600 },
  sync: { tries: 120, seconds: 3600 },
  /** What one of a provider's servers tells of everybody's address books, or a stranger sends. */
  notification: { tries: 600, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

interface Limited {
  limit: LimitName;
  by: 'user' | 'address';
  /** Of guesses only those count that were refused; of work every call does. */
  counts: 'refusals' | 'calls';
  /** Counted under `limit` once for every different one, and each of them under its own. */
  each?: { limit: LimitName; of(request: FastifyRequest): string };
  /** Absent: every call counts. */
  when?(body: unknown): boolean;
}

const withPassword = (body: unknown): boolean =>
  (body as { password?: unknown } | undefined)?.password !== undefined;

const guess = (limit: LimitName, by: Limited['by']): Limited => ({ limit, by, counts: 'refusals' });
const work = (limit: LimitName): Limited => ({ limit, by: 'user', counts: 'calls' });
const connecting: Limited = { ...guess('connect', 'user'), each: { limit: 'connectServer', of: serverOf } };

export const LIMITED: Partial<Record<keyof Api, Limited>> = {
  setUp: guess('setUp', 'address'),
  getInvitation: guess('invitation', 'address'),
  acceptInvitation: guess('invitation', 'address'),
  updateMe: { ...guess('password', 'user'), when: withPassword },
  testAccount: connecting,
  createAccount: connecting,
  signInAgain: connecting,
  updateAccount: { ...connecting, when: withPassword },
  checkProvider: work('checkProvider'),
  syncNow: work('sync'),
  importQueue: work('import'),
  runImport: work('import'),
  previewImport: work('look'),
};

/** Which server a call reaches out to: what one would name to scan a network. */
function serverOf({ body, params }: FastifyRequest): string {
  const { provider, url, username } = (body ?? {}) as Partial<Record<string, string>>;
  if (url) return URL.parse(url)?.origin ?? url;
  if (formOf(provider)?.asksAddress) return username?.split('@').at(-1) ?? '';
  return provider ?? (params as { id: string }).id;
}

export interface Limiter {
  /** Resolves once limits can be counted. */
  ready: Promise<void>;
  /** Counts one try of `key`; how many there are now. @throws AppError 'too-many-requests' with the seconds to wait */
  count(name: LimitName, key: string): Promise<number>;
  /** Counts nothing. @throws AppError 'too-many-requests' where `count` has thrown it already */
  check(name: LimitName, key: string): Promise<void>;
  /** So many tries of `key` do not count any more. */
  takeBack(name: LimitName, key: string, tries?: number): Promise<void>;
  /** Nothing that was counted for `key` does. */
  forget(name: LimitName, key: string): Promise<void>;
  /** Keeps `key` in mind for `days`. */
  know(key: string, days: number): Promise<void>;
  knows(key: string): Promise<boolean>;
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
  const counter = (keyPrefix: string, { tries, seconds }: Limit) =>
    new RateLimiterPostgres({
      ...store,
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points: tries,
      duration: seconds,
    });
  const names = Object.keys(LIMITS) as LimitName[];
  const counters = new Map(names.map((name) => [name, counter(name, overrides[name] ?? LIMITS[name])]));
  const known = counter('known', { tries: 1, seconds: 1 });
  return {
    ready,
    async count(name, key) {
      try {
        return (await counters.get(name)!.consume(hashed(key))).consumedPoints;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw tooMany(refused);
        throw refused;
      }
    },
    async check(name, key) {
      const found = await counters.get(name)!.get(hashed(key));
      if (found && found.consumedPoints > counters.get(name)!.points) throw tooMany(found);
    },
    async takeBack(name, key, tries = 1) {
      await counters.get(name)!.reward(hashed(key), tries);
    },
    async forget(name, key) {
      await counters.get(name)!.delete(hashed(key));
    },
    async know(key, days) {
      await known.set(hashed(key), 1, days * 86_400);
    },
    knows: async (key) => (await known.get(hashed(key))) !== null,
  };
}

function tooMany({ msBeforeNext }: RateLimiterRes): AppError {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const minutes = Math.ceil(retryAfter / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new AppError('too-many-requests', `Too many attempts. Try again in ${wait}.`, { retryAfter });
}

/** Whether an answer says that what was tried is not so; what could not even be read was no try. */
const isRefusal = (status: number): boolean =>
  status > 400 && status !== 413 && status !== 415 && status !== 500;

export interface CallLimit {
  /** Before the body is read, where the key is known by then. */
  onRequest(request: FastifyRequest): Promise<void>;
  /** Once the body is there. */
  preHandler(request: FastifyRequest): Promise<void>;
  /** Takes back what turned out to be no refusal. */
  onSend(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** How endpoint `name` is counted, if it is. */
export function limitOf(limiter: Limiter, name: keyof Api): CallLimit | null {
  const limited = LIMITED[name];
  if (!limited) return null;
  const { limit, by, counts, each, when } = limited;
  const needsBody = each !== undefined || when !== undefined;
  const takeBack = new WeakMap<FastifyRequest, () => Promise<void>>();
  const count = async (request: FastifyRequest): Promise<void> => {
    if (when && !when(request.body)) return;
    const key = by === 'user' ? request.actor!.userId : addressKey(request.ip);
    if (!each) {
      await limiter.count(limit, key);
      takeBack.set(request, () => limiter.takeBack(limit, key));
      return;
    }
    await limiter.check(limit, key);
    const one = `${key} ${each.of(request)}`;
    const isFirst = (await limiter.count(each.limit, one)) === 1;
    takeBack.set(request, async () => {
      await limiter.takeBack(each.limit, one);
      if (isFirst) await limiter.takeBack(limit, key);
    });
    if (isFirst) await limiter.count(limit, key);
  };
  return {
    onRequest: async (request) => (needsBody ? undefined : count(request)),
    preHandler: async (request) => (needsBody ? count(request) : undefined),
    async onSend(request, { statusCode }) {
      if (counts === 'calls' || isRefusal(statusCode)) return;
      await takeBack.get(request)?.();
    },
  };
}
