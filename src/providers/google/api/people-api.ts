// One account's conversation with the API: a token that is good, within the quotas, reads repeated when they fail, writes
// one after the other and never repeated in doubt.
import { isThisMachine } from '../../../protocol/http/address-safety.ts';
import { createCredentials, type Naming } from '../../../protocol/http/credentials.ts';
import type { AnswerSize, HttpResponse } from '../../../protocol/http/http.ts';
import { parseRetryAfter } from '../../../protocol/http/retry-after.ts';
import { type Io, type OAuthSession, ProviderError } from '../../provider.ts';
import { AnswerLost, isTransient, jitter, lostError, parseJson, rateLimited } from '../../rest/failures.ts';
import type { AccountMemory } from './account-memory.ts';
import { type Failure, failureOf } from './api-error.ts';
import type { Cost } from './budget.ts';

export interface ApiRequest {
  /** As Google names the method; counted under it. */
  kind: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From `/v1/` on, or a whole address. */
  path: string;
  query?: Record<string, string | readonly string[]>;
  body?: object;
  size?: AnswerSize;
  /** Of a whole address: the API's own unless said. */
  naming?: Naming;
  cost: Cost;
}

export interface PeopleApi {
  io: Io;
  host: string;
  memory: AccountMemory;
  /** @throws ApiRefusal @throws ProviderError */
  read<Answer>(request: ApiRequest): Promise<Answer>;
  /** @throws ApiRefusal @throws AnswerLost @throws ProviderError when nothing was written, and nothing can be now */
  write<Answer>(request: ApiRequest): Promise<Answer>;
}

export interface ApiOptions {
  url: string;
  session: OAuthSession;
  io: Io;
  memory: AccountMemory;
}

/** People written in one request; of removals Google takes 500. */
export const BATCH = 200;

/** Translations of labels and names follow it: never the server's guess. */
const LANGUAGE = 'en';
/** Tokens that may be refused in a row before the sign-in itself is taken for dead. */
const MOST_TOKENS = 3;
const MOST_MINUTES = 3;
const MOST_TRIES = 5;
const FIRST_RETRY_MS = 1000;
const JITTER_MS = 5000;
/** A wait that Google asks for itself and that is longer than this is left to the next run. */
const LONGEST_WAIT_MS = 120_000;

export function createPeopleApi({ url, session, io, memory }: ApiOptions): PeopleApi {
  const { budget, writePause, mutations } = memory;
  const typed = new URL(url);
  const credentials = createCredentials({
    typed,
    // A sandbox signs people in at another port.
    isPreset: (to) => isThisMachine(typed) && isThisMachine(to),
  });

  async function call<Answer>(request: ApiRequest, isRead: boolean): Promise<Answer> {
    const tries = { tokens: 1, minutes: 0, failures: 0 };
    let token = await session.token();
    for (;;) {
      await budget.spend(request.cost, io);
      const outcome = await ask(token, request);
      if ('json' in outcome) return outcome.json as Answer;
      if ('lost' in outcome) {
        if (isRead && isTransient(outcome.lost) && ++tries.failures < MOST_TRIES) await backOff(tries);
        else throw lostError(outcome.lost, isRead);
        continue;
      }
      const { failure, response } = outcome;
      switch (failure.means) {
        case 'unauthenticated':
          if (tries.tokens++ >= MOST_TOKENS)
            throw new ProviderError('sign-in-needed', 'no access token is accepted any more');
          token = await session.token(token);
          break;
        case 'slow-down':
          await slowDown(response, ++tries.minutes);
          break;
        case 'pause':
          throw rateLimited('the quota of writes is used up for now', writePause.begin(io.now()));
        case 'server':
          if (!isRead) throw new AnswerLost(failure.message, false);
          if (++tries.failures >= MOST_TRIES) throw new ProviderError('unavailable', failure.message);
          await backOff(tries);
          break;
        case 'refusal':
          throw failure.refusal;
        case 'stop':
          throw failure.error;
      }
    }
  }

  async function ask(token: string, request: ApiRequest): Promise<Outcome> {
    const address = addressOf(typed, request);
    if (!credentials.mayGo(address, request.naming ?? 'listing'))
      throw new ProviderError('unexpected-response', `${address.host} may not be given the token`);
    try {
      const response = await io.fetch({
        method: request.method,
        url: address.href,
        kind: request.kind,
        ...(request.size ? { size: request.size } : {}),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'accept-language': LANGUAGE,
          ...(request.body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
        },
        ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      });
      if (response.status >= 300) return { failure: failureOf(response, await response.text()), response };
      // Texts that lost something stay ill-formed: the contact that has them is not written (`cardFrom`).
      return { json: parseJson((await Array.fromAsync(response.chunks())).join(''), response.url) };
    } catch (error) {
      return { lost: error };
    }
  }

  function backOff({ failures }: { failures: number }): Promise<void> {
    const wait = FIRST_RETRY_MS * 2 ** (failures - 1);
    return io.sleep(wait + jitter(io, wait));
  }

  async function slowDown(response: HttpResponse, minutes: number): Promise<void> {
    const asked = parseRetryAfter(response.headers.get('retry-after'), io.now());
    const tooLong = asked !== null && asked - io.now() > LONGEST_WAIT_MS;
    const message = 'the quota of this minute is used up';
    if (tooLong || minutes > MOST_MINUTES) throw rateLimited(message, asked ?? budget.nextMinute(io.now()));
    io.log('google.slow-down', { minutes });
    if (asked !== null && asked > io.now()) await io.sleep(asked - io.now() + jitter(io, JITTER_MS));
    else await budget.refused(io, jitter(io, JITTER_MS));
  }

  return {
    io,
    host: typed.host,
    memory,
    read: (request) => call(request, true),
    write: (request) =>
      mutations.run(async () => {
        const paused = writePause.until(io.now());
        if (paused !== null) throw rateLimited('the quota of writes is used up for now', paused);
        const answer = await call<never>(request, false);
        writePause.end();
        return answer;
      }),
  };
}

type Outcome = { json: unknown } | { lost: unknown } | { failure: Failure; response: HttpResponse };

function addressOf(root: URL, { path, query = {} }: ApiRequest): URL {
  const url = new URL(path, root);
  for (const [name, values] of Object.entries(query))
    for (const value of typeof values === 'string' ? [values] : values) url.searchParams.append(name, value);
  return url;
}
