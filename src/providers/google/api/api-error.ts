// What an answer of the API that is no success means. Told by reasons and words, because Google gives one status to many
// things: a stale etag and an expired sync token are both 400 (google.md 2.2).
import { refusalFor } from '../../../contact/loss.ts';
import type { HttpResponse } from '../../../protocol/http/http.ts';
import { ProviderError } from '../../provider.ts';
import { Refusal } from '../../rest/failures.ts';

interface Detail {
  reason?: string;
  metadata?: Record<string, string>;
  violations?: { description?: string }[];
  /** Of a batch, by index or resource name. */
  contactErrors?: Record<string, ContactError>;
}

/** google.rpc.Status. */
export interface ContactError {
  code?: number;
  message?: string;
}

interface ErrorBody {
  message?: string;
  status?: string;
  details?: Detail[];
  /** The form of older APIs. */
  errors?: { reason?: string }[];
}

/** The content of a request is not taken; the next one may be. */
export class ApiRefusal extends Refusal {
  contactErrors: Map<string, ContactError>;

  constructor(httpStatus: number, error: ErrorBody) {
    super(httpStatus, reasonOf(error), error.message ?? refusalFor('without-words', String(httpStatus)));
    this.contactErrors = new Map(error.details?.flatMap((each) => Object.entries(each.contactErrors ?? {})));
  }
}

export type Failure =
  | { means: 'unauthenticated' }
  /** Too much in this minute. */
  | { means: 'slow-down' }
  /** Too much on this day; asking on makes it longer. */
  | { means: 'pause' }
  | { means: 'server'; message: string }
  | { means: 'refusal'; refusal: ApiRefusal }
  | { means: 'stop'; error: ProviderError };

const MINUTE_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED']);
const DAY_REASONS = new Set(['dailyLimitExceeded', 'quotaExceeded']);
/** The project's API is switched off, or its client is; older answers have words of their own for it. */
const CLIENT_REASONS = new Set([
  'SERVICE_DISABLED',
  'CONSUMER_SUSPENDED',
  'CONSUMER_INVALID',
  'accessNotConfigured',
  'dailyLimitExceededUnreg',
]);
/** Statuses that say enough where the front end answers for the API, with a page or with nothing. */
const CLEAR_STATUSES = new Set([410, 429]);

/** @param body of an answer outside 2xx: Google's front end writes HTML, the API JSON */
export function failureOf({ status, url }: HttpResponse, body: string): Failure {
  const error = parseError(body);
  const message = `${new URL(url).host} answered ${status}${error?.message ? `: ${error.message}` : ''}`;
  if (status === 401) return { means: 'unauthenticated' };
  if (status >= 500 || status === 408) return { means: 'server', message };
  if (!error && !CLEAR_STATUSES.has(status))
    return { means: 'stop', error: new ProviderError('unexpected-response', message) };
  return meaningOf(status, error ?? {}, message);
}

function meaningOf(status: number, error: ErrorBody, message: string): Failure {
  // Under whichever status.
  if (error.message?.includes(BOOK_FULL)) {
    const full = { message: FULL_MEANS, details: [{ reason: BOOK_FULL }] };
    return { means: 'refusal', refusal: new ApiRefusal(status, full) };
  }
  const reason = reasonOf(error);
  if (status === 429 || (status === 403 && (MINUTE_REASONS.has(reason) || DAY_REASONS.has(reason))))
    return { means: isLong(error) ? 'pause' : 'slow-down' };
  if (status === 403) return { means: 'stop', error: forbidden(error, message) };
  return { means: 'refusal', refusal: new ApiRefusal(status, error) };
}

/** The reason of a refusal when no more contacts fit. */
export const BOOK_FULL = 'MY_CONTACTS_OVERFLOW_COUNT';
export const FULL_MEANS = refusalFor('book-full');

/** The daily quota, and what Google calls "FBS", name no limit per minute. */
function isLong(error: ErrorBody): boolean {
  if (DAY_REASONS.has(reasonOf(error))) return true;
  return (error.details ?? []).some(
    ({ violations = [], metadata = {} }) =>
      violations.some(({ description = '' }) => /FBS/.test(description)) ||
      /PerDay|Daily/i.test(metadata.quota_limit ?? ''),
  );
}

function forbidden(error: ErrorBody, message: string): ProviderError {
  const reason = reasonOf(error);
  if (reason === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT') return new ProviderError('scope-missing', message);
  // "People API has not been used in project … or it is disabled": the message says where to switch it on.
  if (CLIENT_REASONS.has(reason)) return new ProviderError('client-refused', message);
  return new ProviderError('forbidden', message);
}

function reasonOf({ details, errors, status }: ErrorBody): string {
  return details?.find(({ reason }) => reason)?.reason ?? errors?.[0]?.reason ?? status ?? '';
}

function parseError(body: string): ErrorBody | null {
  try {
    const { error } = JSON.parse(body) as { error?: ErrorBody };
    return typeof error === 'object' ? error : null;
  } catch {
    return null;
  }
}
