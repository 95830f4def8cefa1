// What it means when a request to somebody's API gets no answer that can be used.
import { HttpError, type HttpErrorKind } from '../../protocol/http/http-error.ts';
import { ProviderError, type ProviderErrorKind } from '../provider.ts';

/** The content of a request is not taken; the next one may be. */
export class Refusal extends Error {
  override name = 'Refusal';
  httpStatus: number;
  /** The API's own word for it. */
  reason: string;
  /** Why, for people: one of `REFUSALS`, or the API's own words. `message` is for logs and administrators. */
  words: string;

  constructor(httpStatus: number, reason: string, message: string, words = message) {
    super(message);
    this.httpStatus = httpStatus;
    this.reason = reason;
    this.words = words;
  }
}

/** A write whose answer says nothing of what became of it. `silent`: there was none, and it may be under way yet. */
export class AnswerLost extends Error {
  override name = 'AnswerLost';
  silent: boolean;

  constructor(message: string, silent: boolean, cause?: unknown) {
    super(message, { cause });
    this.silent = silent;
  }
}

const KIND_OF: Partial<Record<HttpErrorKind, ProviderErrorKind>> = {
  'private-address': 'private-address',
  'insecure-address': 'insecure-address',
  'bad-address': 'not-found',
  tls: 'tls',
  'too-large': 'unexpected-response',
  redirect: 'unexpected-response',
};

export function providerErrorFrom(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof HttpError)
    return new ProviderError(KIND_OF[error.kind] ?? 'unavailable', error.message, { cause: error });
  if (error instanceof Refusal)
    return new ProviderError('unexpected-response', error.message, { cause: error });
  return new ProviderError('unavailable', error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}

/** Failures of the server as the seam has them; faults of ours as they are. */
export function asProviderError(error: unknown): unknown {
  const isOfServer = [Refusal, AnswerLost, HttpError].some((kind) => error instanceof kind);
  return isOfServer ? providerErrorFrom(error) : error;
}

/** @throws ProviderError where the server fails */
export async function* translating<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw asProviderError(error);
  }
}

/** Whether a request that got no answer may have been carried out. */
function mayHaveHappened(error: unknown): boolean {
  return error instanceof HttpError && ['timeout', 'connection-lost', 'too-large'].includes(error.kind);
}

/** Whether asking once more may bring an answer. */
export function isTransient(error: unknown): boolean {
  return error instanceof HttpError && ['timeout', 'connection-lost', 'unreachable'].includes(error.kind);
}

/** What a request without an answer failed of: what could not be understood may have been done all the same. */
export function lostError(error: unknown, isRead: boolean): Error {
  const silent = mayHaveHappened(error);
  const unreadable = error instanceof ProviderError;
  if (!isRead && (silent || unreadable)) return new AnswerLost((error as Error).message, silent, error);
  return providerErrorFrom(error);
}

export function rateLimited(message: string, retryAt: number): ProviderError {
  return new ProviderError('rate-limited', message, { retryAt });
}

/** A page with status 200 comes from a gateway on the way (a hotel's sign-in), not from the API. */
export function parseJson(text: string, url: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json;
  } catch {}
  throw new ProviderError(
    'unexpected-response',
    `${new URL(url).host} answered with something else than JSON`,
  );
}

/** Up to `most` milliseconds, other ones each time, and the same in a run that is played again. */
export const jitter = ({ uuid }: { uuid(): string }, most: number): number =>
  (Number.parseInt(uuid().slice(0, 4), 16) / 0x1_0000) * most;
