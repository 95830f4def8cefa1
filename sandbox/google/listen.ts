import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Account } from './account.ts';
import { type Answer, json, type Request, type World } from './answer.ts';
import type { FaultEffect, Faults } from './faults.ts';
import { handle, recognise } from './handle.ts';
import { bearerOf } from './oauth/bearer.ts';

export interface Listening {
  port: number;
  stop(): Promise<void>;
}

/** Opens the port and tells the world its origin. */
export async function listen(world: World, faults: Faults, host: string, port: number): Promise<Listening> {
  const stopping = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    void exchange(message, response, world, faults, stopping.signal);
  }).listen(port, host);
  await once(server, 'listening');
  const chosen = (server.address() as AddressInfo).port;
  world.origin = `http://${host}:${chosen}`;
  return {
    port: chosen,
    async stop() {
      stopping.abort();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** One request, counted before its answer leaves, so that whoever has the answer finds it counted. */
async function exchange(
  message: IncomingMessage,
  response: ServerResponse,
  world: World,
  faults: Faults,
  stopping: AbortSignal,
): Promise<void> {
  const { counters } = world;
  const { socket } = message;
  const writtenBefore = socket.bytesWritten;
  counters.begin();
  response.once('close', () => counters.end(socket.bytesWritten - writtenBefore));
  const head = headOf(message, world);
  const mutation = beginMutation(head, world);
  try {
    const request = { ...head, body: await bodyOf(message) };
    const effects = faults.strike(request);
    await wait(effects, faults.latencyMs + (head.method?.mutates ? world.behaviour.mutationMs : 0), stopping);
    const outcome = decide(request, world, effects, mutation.overlaps);
    mutation.end();
    counters.count(request, message.url ?? '', outcome.cut ? 0 : outcome.answer.status, headBytes(message));
    deliver(message, response, outcome);
  } catch (error) {
    // A reader that went away, or a server that is being stopped: there is nobody left to tell.
    if (response.destroyed || stopping.aborted || response.headersSent) return void response.destroy();
    send(
      response,
      json(500, { error: { code: 500, message: `The sandbox itself failed: ${String(error)}` } }),
      false,
    );
  } finally {
    mutation.end();
  }
}

function headOf(message: IncomingMessage, world: World): Omit<Request, 'body'> {
  const { headers, method: verb = 'GET' } = message;
  const url = URL.parse(message.url ?? '/', 'http://any.example');
  const path = url?.pathname.replaceAll('%3A', ':') ?? '/';
  const query = url?.searchParams ?? new URLSearchParams();
  const sub = world.grants.owner(bearerOf(headers.authorization));
  const user = world.accounts.find((account) => account.sub === sub)?.email;
  return { verb, path, query, headers, user, ...recognise(verb, path) };
}

/** Counts the mutations of one user that are under way at once, from the first byte in to the answer. */
function beginMutation(head: Omit<Request, 'body'>, world: World): { overlaps: boolean; end: () => void } {
  const account: Account | undefined = world.accounts.find((one) => one.email === head.user);
  if (!account || !head.method?.mutates) return { overlaps: false, end: () => {} };
  const overlaps = account.mutating > 0;
  if (overlaps) world.counters.overlappingMutations += 1;
  account.mutating += 1;
  let open = true;
  return {
    overlaps,
    end: () => {
      if (open) account.mutating -= 1;
      open = false;
    },
  };
}

const bodyLimit = 64 * 1024 * 1024;

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyLimit) throw new Error('The request body is longer than 64 MB.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function wait(
  effects: readonly FaultEffect[],
  latencyMs: number,
  stopping: AbortSignal,
): Promise<void> {
  const waitMs = effects.reduce((sum, effect) => sum + ('delayMs' in effect ? effect.delayMs : 0), latencyMs);
  for (const effect of effects) {
    if ('until' in effect) await Promise.race([effect.until, once(stopping, 'abort')]);
  }
  if (waitMs > 0) await pause(waitMs, undefined, { signal: stopping });
}

type Outcome =
  | { answer: Answer; cut?: undefined | 'middle' }
  | { answer?: undefined; cut: 'before' | 'after' };

/** Does what the request asks, unless a fault comes first. */
function decide(request: Request, world: World, effects: readonly FaultEffect[], overlaps: boolean): Outcome {
  const found = <Key extends string>(key: Key) =>
    effects.find((effect): effect is Extract<FaultEffect, Record<Key, unknown>> => key in effect);
  const cut = found('cut')?.cut;
  if (cut === 'before') return { cut };
  const struck = found('answer');
  if (struck && !struck.after) return { answer: struck.answer };
  const answer = handle(request, world, { stale: found('stale') !== undefined, overlaps });
  return cut === 'after' ? { cut } : { answer: struck?.answer ?? answer, cut };
}

function deliver(message: IncomingMessage, response: ServerResponse, { answer, cut }: Outcome): void {
  if (!answer) return void response.destroy();
  if (cut === 'middle') {
    const whole = Buffer.from(answer.body ?? '');
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': whole.length + 1 });
    return void response.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => response.destroy());
  }
  send(response, answer, /\bgzip\b/.test(String(message.headers['accept-encoding'] ?? '')));
}

/** Below this, compressing would not even save a packet. */
const worthCompressing = 1_400;

function send(response: ServerResponse, { status, headers, body = '' }: Answer, gzip: boolean): void {
  const plain = Buffer.from(body);
  const compressed = gzip && plain.length >= worthCompressing && !Buffer.isBuffer(body);
  const sent = compressed ? gzipSync(plain, { level: 1 }) : plain;
  const encoding = compressed ? { 'Content-Encoding': 'gzip' } : {};
  response.writeHead(status, { ...headers, ...encoding, 'Content-Length': sent.length }).end(sent);
}

/** Request line and headers as they came, without the body. */
function headBytes(message: IncomingMessage): number {
  const headers = message.rawHeaders.reduce((sum, text) => sum + text.length, 2 * message.rawHeaders.length);
  return `${message.method} ${message.url} HTTP/1.1`.length + headers + 4;
}
