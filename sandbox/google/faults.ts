import { type Fault, FaultList, type FaultRule } from '../fault-list.ts';
import { type Answer, json } from '../server/answer.ts';
import type { Effect } from '../server/listen.ts';
import type { Account } from './account.ts';
import { frontEndPage, type Request } from './answer.ts';
import { ApiError, fbsQuota, quotaExceeded } from './api-error.ts';

/** Reads show each contact as it was before its last change. */
export type StaleEffect = { stale: true };
type FaultEffect = Effect | StaleEffect;

type Rule = Partial<FaultRule<Request, FaultEffect>>;

/** Calls of the API alone: sign-in and pages go on. */
const isApi = (request: Request): boolean => request.method !== undefined;

const answerOf = (error: ApiError): Answer => json(error.httpStatus, error.body, error.headers);

type LimitReason = 'rateLimitExceeded' | 'userRateLimitExceeded' | 'dailyLimitExceeded' | 'quotaExceeded';

/** What /token says no with. */
const grantRefusals = {
  revoked: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
  'bad-request': { error: 'invalid_grant', error_description: 'Bad Request' },
  rapt: {
    error: 'invalid_grant',
    error_description: 'reauth related error (invalid_rapt)',
    error_uri: 'https://support.google.com/a/answer/9368756',
    error_subtype: 'invalid_rapt',
  },
  /** The administrator of the Workspace blocks the app meanwhile. */
  policy: {
    error: 'admin_policy_enforced',
    error_description: 'Access to your account data is restricted by policies within your organization.',
  },
} as const;

/** The ways this server fails, and those that every connection has. */
export class Faults extends FaultList<Request, FaultEffect> {
  readonly #accounts: readonly Account[];

  constructor(accounts: readonly Account[]) {
    super();
    this.#accounts = accounts;
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

  /** 429 of the front end, which is a page. */
  quotaPage(times: number, rule: Rule = {}): Fault {
    return this.answer(times, frontEndPage(429, 'Too Many Requests'), rule);
  }

  /** 410 to a position, with `error` as old samples expect it, or with nothing at all. */
  goneToken(times: number, body: 'error' | 'nothing', rule: Rule = {}): Fault {
    const error = { code: 410, message: 'Sync token is no longer valid, a full sync is required.' };
    const answer = body === 'error' ? json(410, { error }) : { status: 410 };
    return this.answer(times, answer, { when: ({ query }) => query.has('syncToken'), ...rule });
  }

  /** 403 of the older form, with `errors` and without `details`. */
  rateLimit403(times: number, reason: LimitReason, rule: Rule = {}): Fault {
    const message = reason.startsWith('daily') ? 'Daily Limit Exceeded' : 'User Rate Limit Exceeded';
    const error = { code: 403, message, errors: [{ message, domain: 'usageLimits', reason }] };
    return this.answer(times, json(403, { error }), rule);
  }

  /** What /token answers to a refresh or a code; the grant itself stays as it is. */
  invalidGrant(times: number, why: keyof typeof grantRefusals = 'revoked', rule: Rule = {}): Fault {
    const answer = json(400, grantRefusals[why]);
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
}
