import { seededRandom } from '../seed/seeded-random.ts';
import type { Account } from './account.ts';
import { type Answer, frontEndPage, json, type Request, type RequestKind } from './answer.ts';
import { ApiError, fbsQuota, quotaExceeded } from './api-error.ts';

export type FaultEffect =
  /** Answers this: instead of doing what was asked, or after doing it. */
  | { answer: Answer; after?: true }
  /** Cuts the connection: before the request had any effect, after it had, or in the middle of the answer. */
  | { cut: 'before' | 'after' | 'middle' }
  | { delayMs: number }
  /** Waits for this before it begins. */
  | { until: Promise<unknown> }
  /** Reads show each contact as it was before its last change. */
  | { stale: true };

export interface FaultRule {
  effect: FaultEffect;
  /** How many requests it strikes; 1 unless told. */
  times?: number;
  /** Only these kinds of request. */
  kind?: RequestKind | readonly RequestKind[];
  /** Address of the user whose token was sent. */
  user?: string;
  when?: (request: Request) => boolean;
  /** From 0 to 1, decided by `seed`: the same requests in the same order are struck again. */
  chance?: number;
  seed?: number;
}

export interface Fault {
  readonly struck: number;
  readonly left: number;
  cancel(): void;
}

class ActiveFault implements Fault {
  struck = 0;
  left: number;
  readonly rule: FaultRule;
  readonly #random: () => number;

  constructor(rule: FaultRule) {
    this.rule = rule;
    this.left = rule.times ?? 1;
    this.#random = seededRandom(rule.seed ?? 1, 0);
  }

  cancel(): void {
    this.left = 0;
  }

  strikes(request: Request): boolean {
    const { kind, user, when, chance = 1 } = this.rule;
    if (this.left <= 0) return false;
    if (kind !== undefined && !(typeof kind === 'string' ? [kind] : kind).includes(request.kind))
      return false;
    if (user !== undefined && request.user !== user) return false;
    if (when && !when(request)) return false;
    if (chance < 1 && this.#random() >= chance) return false;
    this.left -= 1;
    this.struck += 1;
    return true;
  }
}

type Rule = Partial<FaultRule>;

/** Calls of the API alone: sign-in and pages go on. */
const isApi = (request: Request): boolean => request.method !== undefined;

const answerOf = (error: ApiError): Answer => json(error.httpStatus, error.body, error.headers);

const invalidGrants = {
  revoked: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
  'bad-request': { error: 'invalid_grant', error_description: 'Bad Request' },
  rapt: {
    error: 'invalid_grant',
    error_description: 'reauth related error (invalid_rapt)',
    error_uri: 'https://support.google.com/a/answer/9368756',
    error_subtype: 'invalid_rapt',
  },
} as const;

/** Trouble on demand. Rules are tried in the order they were added; each request is struck by all that match it. */
export class Faults {
  /** Added to every answer; for measurements over a pretended distance. */
  latencyMs = 0;
  #rules: ActiveFault[] = [];
  readonly #accounts: readonly Account[];

  constructor(accounts: readonly Account[]) {
    this.#accounts = accounts;
  }

  add(rule: FaultRule): Fault {
    const fault = new ActiveFault(rule);
    this.#rules.push(fault);
    return fault;
  }

  /** Any answer to API calls; `after` the request has been carried out, to make its outcome unknown. */
  answer(times: number, answer: Answer, rule: Rule & { after?: true } = {}): Fault {
    const { after, ...rest } = rule;
    return this.add({ when: isApi, ...rest, times, effect: { answer, ...(after ? { after } : {}) } });
  }

  /** 500 INTERNAL, 503 UNAVAILABLE, or the front end's 502, which is HTML. */
  serverError(times: number, rule: Rule & { after?: true } = {}, status: 500 | 502 | 503 = 500): Fault {
    if (status === 502) return this.answer(times, frontEndPage(502, 'Server Error'), rule);
    const error =
      status === 500
        ? new ApiError('INTERNAL', 'Internal error encountered.')
        : new ApiError('UNAVAILABLE', 'The service is currently unavailable.');
    return this.answer(times, answerOf(error), rule);
  }

  /** 429 of a quota per minute, without spending anything. */
  quota(times: number, rule: Rule & { retryAfter?: number } = {}): Fault {
    const { retryAfter, ...rest } = rule;
    const answer = answerOf(
      quotaExceeded(
        'Critical read requests (Contact and Profile Reads)',
        'CriticalReadsPerMinutePerProjectPerUser',
        'critical_read_requests',
      ),
    );
    if (retryAfter !== undefined) answer.headers = { ...answer.headers, 'Retry-After': String(retryAfter) };
    return this.answer(times, answer, rest);
  }

  /** 429 "FBS quota limit exceeded" to writes. */
  fbs(times: number, rule: Rule = {}): Fault {
    return this.answer(times, answerOf(fbsQuota()), {
      when: ({ method }) => method?.mutates === true,
      ...rule,
    });
  }

  /** 403 of the older form, with `errors` and without `details`. */
  rateLimit403(times: number, reason: 'rateLimitExceeded' | 'userRateLimitExceeded', rule: Rule = {}): Fault {
    const message = 'User Rate Limit Exceeded';
    const error = { code: 403, message, errors: [{ message, domain: 'usageLimits', reason }] };
    return this.answer(times, json(403, { error }), rule);
  }

  /** What /token answers to a refresh or a code; the grant itself stays as it is. */
  invalidGrant(times: number, why: keyof typeof invalidGrants = 'revoked', rule: Rule = {}): Fault {
    const answer = json(400, invalidGrants[why]);
    return this.add({ kind: 'oauth.token', ...rule, times, effect: { answer } });
  }

  cut(times: number, where: 'before' | 'after' | 'middle', rule: Rule = {}): Fault {
    return this.add({ when: isApi, ...rule, times, effect: { cut: where } });
  }

  delay(times: number, delayMs: number, rule: Rule = {}): Fault {
    return this.add({ when: isApi, ...rule, times, effect: { delayMs } });
  }

  /** Requests begin only when they are released, so that others can overtake them. */
  hold(times: number, rule: Rule = {}): Fault & { release(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const fault = this.add({ when: isApi, ...rule, times, effect: { until: promise } });
    return Object.assign(fault, { release: resolve });
  }

  /** people.get and batchGet answer with the version before the last one (google-api-python-client#2417). */
  staleReads(times: number, rule: Rule = {}): Fault {
    return this.add({ kind: ['people.get', 'people.getBatchGet'], ...rule, times, effect: { stale: true } });
  }

  /** Every page and sync token given out so far is answered with EXPIRED_SYNC_TOKEN. */
  expireSyncTokens(): void {
    for (const account of this.#accounts) account.tokenGeneration += 1;
  }

  clear(): void {
    for (const rule of this.#rules) rule.cancel();
    this.#rules = [];
    this.latencyMs = 0;
  }

  /** The effects on this request; striking counts. */
  strike(request: Request): FaultEffect[] {
    const effects = this.#rules.filter((rule) => rule.strikes(request)).map((rule) => rule.rule.effect);
    this.#rules = this.#rules.filter((rule) => rule.left > 0);
    return effects;
  }
}
