// Translates what HTTP and WebDAV know into the closed list that the engine decides by.

import type { HttpResponse } from '../../protocol/http/http.ts';
import { HttpError, type HttpErrorKind } from '../../protocol/http/http-error.ts';
import { parseRetryAfter } from '../../protocol/http/retry-after.ts';
import { XmlError } from '../../protocol/webdav/multistatus.ts';
import { hasPrecondition, type Refusal, readRefusal } from '../../protocol/webdav/refusal.ts';
import { ProviderError, type ProviderErrorKind } from '../provider.ts';

const KIND_OF: Record<HttpErrorKind, ProviderErrorKind> = {
  'private-address': 'private-address',
  'insecure-address': 'insecure-address',
  'bad-address': 'not-found',
  tls: 'tls',
  unreachable: 'unavailable',
  timeout: 'unavailable',
  'connection-lost': 'unavailable',
  'too-large': 'unexpected-response',
  redirect: 'unexpected-response',
  cancelled: 'unavailable',
};

export function providerErrorFrom(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof HttpError)
    return new ProviderError(KIND_OF[error.kind], error.message, { cause: error });
  if (error instanceof XmlError)
    return new ProviderError('unexpected-response', error.message, { cause: error });
  return new ProviderError('unavailable', error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}

/** A failure of the connection, of its XML or of the server; anything else is a fault of ours. */
export function isOfServer(error: unknown): boolean {
  return error instanceof HttpError || error instanceof XmlError || error instanceof ProviderError;
}

/** Passes on what `items` brings; failures of the connection and of its XML come out as ProviderErrors, faults of ours as they are. */
export async function* translating<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw isOfServer(error) ? providerErrorFrom(error) : error;
  }
}

/** Whether an answer was larger than anything honest. */
export function isTooLarge(error: unknown): boolean {
  const cause = error instanceof ProviderError ? error.cause : error;
  return cause instanceof HttpError && cause.kind === 'too-large';
}

/** Whether a failed request may have reached the server and done its work there. */
export function mayHaveHappened(error: unknown): boolean {
  const cause = error instanceof ProviderError ? error.cause : error;
  if (cause instanceof HttpError) return ['timeout', 'connection-lost', 'too-large'].includes(cause.kind);
  return !(error instanceof ProviderError) || cause !== undefined;
}

/** What an answer outside 2xx means where nothing more specific is known. Reads the body. */
export async function failureFrom(response: HttpResponse, now: number): Promise<ProviderError> {
  return failureOf(response, readRefusal(await response.text()), now);
}

export function failureOf(response: HttpResponse, refusal: Refusal, now: number): ProviderError {
  const { status } = response;
  const retryAt = parseRetryAfter(response.headers.get('retry-after'), now) ?? undefined;
  const text = `${new URL(response.url).host} answered ${status}${refusal.text ? `: ${refusal.text}` : ''}`;
  return new ProviderError(kindOf(status, refusal), text, retryAt === undefined ? {} : { retryAt });
}

function kindOf(status: number, refusal: Refusal): ProviderErrorKind {
  if (status === 401) return 'sign-in-needed';
  if (status === 429) return 'rate-limited';
  if (status === 403 || hasPrecondition(refusal, 'need-privileges')) return 'forbidden';
  if (status === 404 || status === 410 || (status >= 300 && status < 400)) return 'not-found';
  if (status >= 500 || status === 423 || status === 408) return 'unavailable';
  return 'unexpected-response';
}
