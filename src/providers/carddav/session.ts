// One account's conversation with its server: credentials to the right hosts only, waiting when asked to, and telling a
// wrong password from a server that has had enough.

import { createCredentials, type Holders, type Naming } from '../../protocol/http/credentials.ts';
import { createDigest } from '../../protocol/http/digest.ts';
import type { HttpResponse } from '../../protocol/http/http.ts';
import { HttpError } from '../../protocol/http/http-error.ts';
import { createPace, type Pace } from '../../protocol/http/pace.ts';
import { parseRetryAfter } from '../../protocol/http/retry-after.ts';
import { type DavRequest, propfind } from '../../protocol/webdav/requests.ts';
import { basicAuthorization, type DavAccess, sendDav } from '../../protocol/webdav/send.ts';
import { davName } from '../../protocol/webdav/xml.ts';
import { type Io, type PasswordCredentials, ProviderError } from '../provider.ts';
import { failureFrom, providerErrorFrom } from './errors.ts';
import type { Preset } from './preset.ts';
import type { ThrottleMemory } from './throttle.ts';

export interface Session {
  io: Io;
  preset: Preset;
  /** The credentials may go to this address, which was named so. */
  mayGo(url: URL, naming: Naming): boolean;
  /**
   * Any answer but 401, 429 and 503. Redirects of reads are followed.
   * @throws ProviderError with the HttpError as its cause when there is no answer
   */
  send(request: DavRequest): Promise<HttpResponse>;
  /** Spaces writes out as the server bears them, over all books of the account. */
  writes: Pace;
  /** When to come back after a throttle that names no time. */
  throttledUntil(): number;
}

/** Waits this long are cheaper than giving the run back. */
const LONGEST_WAIT_MS = 10_000;
const MOST_WAITS = 2;

export interface SessionOptions {
  io: Io;
  preset: Preset;
  credentials: PasswordCredentials;
  /** Where the account begins. */
  entry: URL;
  /** What the credentials were typed for, where that is not the entry, and where else they went before. */
  holders?: Omit<Holders, 'isPreset'>;
  /** A redirect may tell where the account begins. */
  connecting?: boolean;
  throttle: ThrottleMemory;
}

export function createSession(options: SessionOptions): Session {
  const { io, preset, credentials, entry, throttle, holders = { typed: entry } } = options;
  const holding = createCredentials({ ...holders, isPreset: preset.isTrustedHost });
  const access: DavAccess = {
    fetch: io.fetch,
    authorization: basicAuthorization(credentials.username, credentials.password),
    digest: createDigest(credentials),
    credentials: holding,
  };

  async function send(given: DavRequest): Promise<HttpResponse> {
    let request = given;
    for (let waits = 0; ; waits += 1) {
      const response = await sendDav(access, request).catch((error: unknown) => {
        throw providerErrorFrom(error);
      });
      if (response.status === 401) {
        const { url } = response;
        const wasAsked = holding.mayGo(new URL(url), 'redirect');
        if (wasAsked || !options.connecting || !holding.mayGo(new URL(url), 'discovery'))
          throw await unauthorized(request, response);
        await response.text();
        request = { ...request, url };
        continue;
      }
      if (response.status !== 429 && response.status !== 503) return response;
      const retryAt = parseRetryAfter(response.headers.get('retry-after'), io.now());
      const waitMs = retryAt === null ? null : retryAt - io.now();
      if (waitMs === null || waitMs > LONGEST_WAIT_MS || waits >= MOST_WAITS)
        throw await failureFrom(response, io.now());
      await response.text();
      io.log('carddav.waiting', { status: response.status, waitMs });
      await io.sleep(waitMs);
    }
  }

  /** iCloud says 401 below the root to whoever asks too fast, and goes on answering at the root (carddav.md 4). */
  async function unauthorized(request: DavRequest, response: HttpResponse): Promise<ProviderError> {
    const refused = await failureFrom(response, io.now());
    if (!holding.mayGo(new URL(response.url), 'redirect')) return isElsewhere(new URL(response.url));
    if (!preset.unauthorizedMayBeThrottle || new URL(request.url).pathname === entry.pathname) return refused;
    const root = await sendDav(access, propfind(entry.href, '0', [davName('current-user-principal')])).catch(
      (error: unknown) => {
        throw providerErrorFrom(error);
      },
    );
    await root.text();
    if (root.status === 401) return refused;
    return new ProviderError('rate-limited', `${refused.message}, while its root lets us in`, {
      retryAt: throttle.next(io.now()),
    });
  }

  const { parallelWrites } = preset.manifest.capabilities;
  return {
    io,
    preset,
    mayGo: holding.mayGo,
    send,
    writes: createPace({
      concurrency: parallelWrites,
      intervalMs: preset.writes.intervalMs,
      now: io.now,
      sleep: io.sleep,
    }),
    throttledUntil: () => throttle.next(io.now()),
  };
}

/** Its message is the address that a person may type, if it is theirs. */
export function isElsewhere({ origin, pathname }: URL): ProviderError {
  return new ProviderError('elsewhere', origin + pathname);
}

/** Whether a failure is the server's size or time, so that asking for less may succeed. */
export function isTooMuch(error: unknown): boolean {
  if (!(error instanceof ProviderError)) return false;
  if (error.cause instanceof HttpError)
    return ['timeout', 'connection-lost', 'too-large'].includes(error.cause.kind);
  return error.kind === 'unavailable' && error.retryAt === undefined;
}
