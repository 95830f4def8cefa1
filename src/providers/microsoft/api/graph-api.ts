// One account's conversation with Graph: a token that is good, no more at a time than a mailbox bears, reads repeated when they
// fail, writes never repeated in doubt. A batch is up to twenty requests, each of which succeeds or fails by itself.
import { isThisMachine } from '../../../protocol/http/address-safety.ts';
import { createCredentials } from '../../../protocol/http/credentials.ts';
import type { AnswerSize, HttpResponse } from '../../../protocol/http/http.ts';
import { parseRetryAfter } from '../../../protocol/http/retry-after.ts';
import { type Io, type OAuthSession, ProviderError } from '../../provider.ts';
import {
  AnswerLost,
  isTransient,
  jitter,
  lostError,
  parseJson,
  type Refusal,
  rateLimited,
} from '../../rest/failures.ts';
import { slices } from '../../rest/outcome.ts';
import type { AccountMemory } from './account-memory.ts';
import { type Failure, failureOf } from './graph-error.ts';

export interface GraphRequest {
  /** Counted under it. */
  kind: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** From `/me` on, or a whole address that an answer named. */
  path: string;
  body?: object | Uint8Array;
  headers?: Record<string, string>;
  /** Beside the form of ids, which goes with every request. */
  prefer?: string;
  size?: AnswerSize;
}

/** One request of a batch. */
export type Inner = Pick<GraphRequest, 'method' | 'path' | 'headers'> & { body?: object };

/** What became of one request of a batch. `stopped`: nothing was written of this one, and nothing can be now. */
export type Attempt =
  | { answer: unknown }
  | { refusal: Refusal }
  | { lost: AnswerLost }
  | { stopped: unknown };

export interface GraphApi {
  io: Io;
  host: string;
  memory: AccountMemory;
  /** @throws Refusal @throws ProviderError */
  read<Answer>(request: GraphRequest): Promise<Answer>;
  /** The bytes of a picture; null where there is none. @throws ProviderError */
  readBytes(request: GraphRequest): Promise<Uint8Array | null>;
  /** @throws Refusal @throws AnswerLost @throws ProviderError when nothing was written, and nothing can be now */
  write<Answer>(request: GraphRequest): Promise<Answer>;
  /** In as many batches as it takes; answers in the order of the requests. @throws ProviderError */
  readAll(kind: string, requests: Inner[]): Promise<Attempt[]>;
  /** One batch: at most twenty. */
  writeAll(kind: string, requests: Inner[]): Promise<Attempt[]>;
}

export interface ApiOptions {
  url: string;
  session: OAuthSession;
  io: Io;
  memory: AccountMemory;
}

export const BATCH = 20;

/** Ids that outlive a move from one folder to another; asked for with every request, or some would be of the other kind. */
const IMMUTABLE_IDS = 'IdType="ImmutableId"';
/** Tokens that may be refused in a row before the sign-in itself is taken for dead. */
const MOST_TOKENS = 3;
const MOST_SLOW_DOWNS = 4;
const MOST_TRIES = 4;
const FIRST_RETRY_MS = 1000;
const FIRST_SLOW_DOWN_MS = 2000;
/** A longer wait is left to the next run. */
const LONGEST_WAIT_MS = 120_000;

interface Tries {
  tokens: number;
  slowDowns: number;
  failures: number;
}

type Outcome =
  | { response: HttpResponse }
  | { lost: unknown }
  | { failure: Failure; retryAfter: string | null };

export function createGraphApi({ url, session, io, memory }: ApiOptions): GraphApi {
  const { gate } = memory;
  const root = new URL(url);
  const credentials = createCredentials({
    typed: root,
    // A sandbox signs people in at another port.
    isPreset: (to) => isThisMachine(root) && isThisMachine(to),
  });

  /** @param requests how many it counts for */
  function call<Answer>(
    request: GraphRequest,
    isRead: boolean,
    read: (response: HttpResponse) => Promise<Answer>,
    requests = 1,
  ): Promise<Answer> {
    return gate.run(requests, async () => {
      const tries: Tries = { tokens: 1, slowDowns: 0, failures: 0 };
      let token = await session.token();
      for (;;) {
        await waitForRoom(requests);
        const outcome = await ask(token, request, isRead);
        if ('response' in outcome) {
          try {
            return await read(outcome.response);
          } catch (error) {
            await retryLost(error, isRead, tries);
            continue;
          }
        }
        if ('lost' in outcome) await retryLost(outcome.lost, isRead, tries);
        else token = await afterFailure(outcome, isRead, tries, token);
      }
    });
  }

  async function waitForRoom(requests: number): Promise<void> {
    const ms = gate.delay(requests, io.now());
    if (ms > LONGEST_WAIT_MS) throw rateLimited('what this mailbox bears is used up for now', io.now() + ms);
    await gate.waitFor(requests, io);
  }

  /** @throws where nothing is to be tried again */
  async function retryLost(error: unknown, isRead: boolean, tries: Tries): Promise<void> {
    if (isRead && isTransient(error) && ++tries.failures < MOST_TRIES) await backOff(tries.failures);
    else throw lostError(error, isRead);
  }

  /** @returns the token to go on with @throws where nothing is to be tried again */
  async function afterFailure(
    { failure, retryAfter }: Extract<Outcome, { failure: Failure }>,
    isRead: boolean,
    tries: Tries,
    token: string,
  ): Promise<string> {
    switch (failure.means) {
      case 'unauthenticated':
        if (tries.tokens++ >= MOST_TOKENS)
          throw new ProviderError('sign-in-needed', 'no access token is accepted any more');
        return session.token(token);
      case 'slow-down':
        await slowDown(retryAfter, ++tries.slowDowns, failure.message);
        return token;
      case 'server':
        if (!isRead) throw new AnswerLost(failure.message, false);
        if (++tries.failures >= MOST_TRIES) throw new ProviderError('unavailable', failure.message);
        if (retryAfter === null) await backOff(tries.failures);
        else await slowDown(retryAfter, 1, failure.message);
        return token;
      case 'refusal':
        throw failure.refusal;
      case 'stop':
        throw failure.error;
    }
  }

  async function ask(token: string, request: GraphRequest, isRead: boolean): Promise<Outcome> {
    const address = addressOf(root, request.path);
    if (!credentials.mayGo(address, 'listing'))
      throw new ProviderError('unexpected-response', `${address.host} may not be given the token`);
    const { method, kind, size, body, headers, prefer } = request;
    const isBytes = body instanceof Uint8Array;
    try {
      const response = await io.fetch({
        method,
        url: address.href,
        kind,
        ...(size ? { size } : {}),
        headers: {
          authorization: `Bearer ${token}`,
          prefer: prefer ? `${IMMUTABLE_IDS}, ${prefer}` : IMMUTABLE_IDS,
          ...(body && !isBytes ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: isBytes ? body : JSON.stringify(body) } : {}),
      });
      if (response.status < 300) return { response };
      const answered = { status: response.status, host: root.host, body: jsonIn(await response.text()) };
      return { failure: failureOf(answered, isRead), retryAfter: response.headers.get('retry-after') };
    } catch (error) {
      return { lost: error };
    }
  }

  function backOff(failures: number): Promise<void> {
    const wait = FIRST_RETRY_MS * 2 ** (failures - 1);
    return io.sleep(wait + jitter(io, wait));
  }

  /** Microsoft names a second every time, or nothing: each wait is longer than the one before it all the same. */
  async function slowDown(retryAfter: string | null, times: number, message: string): Promise<void> {
    const own = FIRST_SLOW_DOWN_MS * 2 ** (times - 1);
    const asked = (parseRetryAfter(retryAfter, io.now()) ?? 0) - io.now();
    const wait = Math.max(asked, own + jitter(io, own));
    if (wait > LONGEST_WAIT_MS || times > MOST_SLOW_DOWNS) throw rateLimited(message, io.now() + wait);
    io.log('microsoft.slow-down', { times, wait });
    await io.sleep(wait);
  }

  // Texts that lost something stay ill-formed: the contact that has them is not written (`keptCard`).
  const json = async (response: HttpResponse): Promise<never> => {
    const text = (await Array.fromAsync(response.chunks())).join('');
    return (text === '' ? {} : parseJson(text, response.url)) as never;
  };

  /** Fills `attempts` in the order of `requests`. @throws where those that have no place yet were not carried out */
  async function batch(kind: string, requests: Inner[], isRead: boolean, attempts: Attempt[]): Promise<void> {
    let open = requests.map((request, index) => ({ request, index }));
    const times = { failures: 0, slowDowns: 0 };
    while (open.length > 0) {
      const answers = await send(
        kind,
        open.map(({ request }) => request),
        isRead,
      );
      const again: typeof open = [];
      let retryAfter: string | null | undefined;
      for (const [at, item] of open.entries()) {
        const outcome = innerOutcome(answers[at], root.host, isRead);
        if (!('failure' in outcome)) attempts[item.index] = outcome;
        else if (outcome.failure.means === 'stop') throw outcome.failure.error;
        else again.push(item);
        // Refused before anything was done.
        if ('failure' in outcome && outcome.failure.means === 'slow-down')
          retryAfter = longer(retryAfter ?? null, answers[at]!.headers);
      }
      open = again;
      if (open.length === 0) return;
      if (retryAfter !== undefined)
        await slowDown(retryAfter, ++times.slowDowns, 'the mailbox is asked too much at once');
      else if (++times.failures < MOST_TRIES) await backOff(times.failures);
      else throw new ProviderError('unavailable', `${root.host} answers requests of a batch with failures`);
    }
  }

  /** In the order of `requests`; a place without an answer for one that is not told of. */
  async function send(
    kind: string,
    requests: Inner[],
    isRead: boolean,
  ): Promise<(InnerAnswer | undefined)[]> {
    const body = {
      requests: requests.map(({ method, path, body, headers }, index) => ({
        id: String(index),
        method,
        url: path,
        headers: {
          Prefer: IMMUTABLE_IDS,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body } : {}),
      })),
    };
    const { responses = [] } = await call<{ responses?: InnerAnswer[] }>(
      { kind, method: 'POST', path: '/$batch', body, size: 'large' },
      isRead,
      json,
      requests.length,
    );
    const byId = new Map(responses.map((each) => [each.id, each]));
    return requests.map((_, index) => byId.get(String(index)));
  }

  return {
    io,
    host: root.host,
    memory,
    read: (request) => call(request, true, json),
    write: (request) => call(request, false, json),
    async readBytes(request) {
      try {
        return await call(request, true, (response) => response.bytes());
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    async readAll(kind, requests) {
      const all: Attempt[] = [];
      for (const slice of slices(requests, BATCH)) {
        const attempts: Attempt[] = [];
        await batch(kind, slice, true, attempts);
        all.push(...attempts);
      }
      return all;
    },
    async writeAll(kind, requests) {
      const attempts: Attempt[] = [];
      try {
        await batch(kind, requests, false, attempts);
      } catch (error) {
        const rest: Attempt = error instanceof AnswerLost ? { lost: error } : { stopped: error };
        for (const index of requests.keys()) attempts[index] ??= rest;
      }
      return attempts;
    },
  };
}

interface InnerAnswer {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Failures are those after which it can be sent again. */
function innerOutcome(
  inner: InnerAnswer | undefined,
  host: string,
  isRead: boolean,
): Attempt | { failure: Failure } {
  const { status, body } = inner ?? { status: 500 };
  if (status < 300) return { answer: body ?? null };
  const failure = failureOf({ status, host, body }, isRead);
  if (failure.means === 'refusal') return { refusal: failure.refusal };
  if (failure.means === 'server' && !isRead) return { lost: new AnswerLost(failure.message, false) };
  return { failure };
}

const isNotFound = (error: unknown): boolean => (error as Partial<Refusal> | null)?.httpStatus === 404;

function longer(one: string | null, headers: Record<string, string> = {}): string | null {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? null;
  return Number(found ?? 0) > Number(one ?? 0) ? found : one;
}

function addressOf(root: URL, path: string): URL {
  return path.startsWith('/') ? new URL(root.href.replace(/\/$/, '') + path) : new URL(path);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
