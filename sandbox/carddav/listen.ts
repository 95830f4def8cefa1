import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, plain, type World } from './answer.ts';
import type { Behaviour } from './behaviour.ts';
import type { RequestCounters } from './counters.ts';
import type { Account } from './dav/resource.ts';
import { XmlWriter } from './dav/xml-write.ts';
import { createDigestDoor } from './digest.ts';
import type { FaultEffect, Faults } from './faults.ts';
import { handle } from './handle.ts';
import type { DavRequest } from './request.ts';
import { davRequest, headBytes, readBody, userOf } from './requests.ts';
import { send, sendHalf } from './send.ts';

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface Parts {
  options: { host?: string; port?: number; partitionHost?: string };
  behaviour: Behaviour;
  accounts: readonly Account[];
  counters: RequestCounters;
  faults: Faults;
}

export interface Listening {
  origin: string;
  partitionOrigin: string;
  port: number;
  stop(): Promise<void>;
}

/** Opens the port, on the partition host too when that is another address. */
export async function listen({ options, behaviour, accounts, counters, faults }: Parts): Promise<Listening> {
  const { host = '127.0.0.1', port = 0, partitionHost = host } = options;
  const stopping = new AbortController();
  const world: Writable<World> = {
    behaviour,
    accounts,
    counters,
    write: new XmlWriter(behaviour),
    // Known once the port is: no request comes before.
    partitionOrigin: '',
    digest: behaviour.signIn === 'basic' ? undefined : createDigestDoor(behaviour.signIn.digest),
  };
  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    void exchange(message, response, world, faults, stopping.signal);
  };
  const servers = [await open(serve, host, port)];
  const chosen = (servers[0]!.address() as AddressInfo).port;
  const [main, partition] = await Promise.all([lookup(host), lookup(partitionHost)]);
  if (main.address !== partition.address) servers.push(await open(serve, partition.address, chosen));
  world.partitionOrigin = `http://${partitionHost}:${chosen}`;
  return {
    origin: `http://${host}:${chosen}`,
    partitionOrigin: world.partitionOrigin,
    port: chosen,
    async stop() {
      stopping.abort();
      await Promise.all(servers.map(close));
    },
  };
}

async function open(
  serve: (message: IncomingMessage, response: ServerResponse) => void,
  host: string,
  port: number,
): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, serve).listen(port, host);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** One request, counted before its answer leaves, so that whoever has the answer finds it counted. */
async function exchange(
  message: IncomingMessage,
  response: ServerResponse,
  world: World,
  faults: Faults,
  stopping: AbortSignal,
): Promise<void> {
  const { socket } = message;
  const writtenBefore = socket.bytesWritten;
  world.counters.begin();
  response.once('close', () => world.counters.end(socket.bytesWritten - writtenBefore));
  try {
    const body = await readBody(message);
    const request = davRequest(message, body, world.accounts);
    const effects = faults.strike(request);
    await wait(effects, faults.latencyMs, stopping);
    const outcome = decide(request, world, effects);
    world.counters.count(
      request,
      message.url ?? '',
      outcome.cut ? 0 : outcome.answer.status,
      headBytes(message),
    );
    await deliver(request, response, world, outcome);
  } catch (error) {
    // A reader that went away, or a server that is being stopped: there is nobody left to tell.
    if (response.destroyed || stopping.aborted || response.headersSent) return void response.destroy();
    await send(response, plain(500, `The sandbox itself failed: ${String(error)}`), false);
  }
}

async function wait(
  effects: readonly FaultEffect[],
  latencyMs: number,
  stopping: AbortSignal,
): Promise<void> {
  const waitMs = effects.reduce((sum, effect) => sum + ('delayMs' in effect ? effect.delayMs : 0), latencyMs);
  if (waitMs > 0) await pause(waitMs, undefined, { signal: stopping });
}

type Outcome =
  | { answer: Answer; cut?: undefined | 'middle' }
  | { answer?: undefined; cut: 'before' | 'after' };

/** Does what the request asks, unless a fault comes first. */
function decide(request: DavRequest, world: World, effects: readonly FaultEffect[]): Outcome {
  const found = <Key extends string>(key: Key) =>
    effects.find((effect): effect is Extract<FaultEffect, Record<Key, unknown>> => key in effect);
  const cut = found('cut')?.cut;
  if (cut === 'before') return { cut };
  const answer = found('answer')?.answer ?? healthy(request, world, found('listed')?.listed);
  return cut === 'after' ? { cut } : { answer, cut };
}

async function deliver(
  request: DavRequest,
  response: ServerResponse,
  world: World,
  { answer, cut }: Outcome,
): Promise<void> {
  if (!answer) return void response.destroy();
  const { partition } = world.behaviour;
  // Also on a 401 for a wrong password: that is how one tells it from an account that does not exist.
  if (partition && world.accounts.some((account) => account.user === request.user)) {
    response.setHeader('x-apple-user-partition', partition);
  }
  if (cut === 'middle') return sendHalf(response, answer);
  const gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  await send(response, withFullLocation(answer, request), gzip);
}

function healthy(request: DavRequest, world: World, listed = 1): Answer {
  const signedIn = signedInBy(request, world);
  return handle(listed === 1 ? request : { ...request, listed }, world, signedIn);
}

function signedInBy({ method, headers }: DavRequest, { accounts, digest }: World): Account | undefined {
  if (digest) {
    const passwordOf = (user: string) => accounts.find((one) => one.user === user)?.password;
    const user = digest.judge(headers.authorization, method, passwordOf);
    return accounts.find((one) => one.user === user);
  }
  const [user, password] = userOf(headers.authorization) ?? [];
  return accounts.find((one) => one.user === user && one.password === password);
}

/** A redirect to a bare origin keeps the path of the request. */
function withFullLocation(answer: Answer, request: DavRequest): Answer {
  const location = answer.headers?.Location;
  if (!location || !/^https?:\/\/[^/]+$/.test(location)) return answer;
  return { ...answer, headers: { ...answer.headers, Location: location + request.path } };
}
