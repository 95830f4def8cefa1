import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ConnectionEffect, FaultList, Strikable } from '../fault-list.ts';
import { type Answer, json } from './answer.ts';
import type { Counted, Counters } from './counters.ts';

/** What may befall a request beside what befalls its connection. */
export type Effect =
  | ConnectionEffect
  /** Answers this: instead of doing what was asked, or after doing it. */
  | { answer: Answer; after?: true }
  /** Waits for this before it begins. */
  | { until: Promise<unknown> }
  /** Somebody does this in the moment before it is carried out. */
  | { act: () => void };

/** One request, from its first byte to its answer. */
export interface Visit<Request, More> {
  /** What is known before the body has come. */
  readonly head: Omit<Request, 'body'>;
  /** How long it takes where no fault makes it longer. */
  readonly takesMs: number;
  /** What a healthy server does and answers. */
  answer(request: Request, effects: readonly (Effect | More)[]): Answer | Promise<Answer>;
  /** The answer is ready, or there will be none. */
  leave(): void;
}

interface Served<Kind extends string, Request extends Strikable & Counted<Kind>, More> {
  readonly counters: Counters<Kind>;
  readonly faults: FaultList<Request, Effect | More>;
  visit(message: IncomingMessage, url: URL): Visit<Request, More>;
}

export interface Listening {
  origin: string;
  port: number;
  stop(): Promise<void>;
}

/** Opens a port, any free one for 0. */
export async function listen<Kind extends string, Request extends Strikable & Counted<Kind>, More>(
  served: Served<Kind, Request, More>,
  host: string,
  port: number,
): Promise<Listening> {
  const stopping = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    void exchange(message, response, served, stopping.signal);
  }).listen(port, host);
  await once(server, 'listening');
  const chosen = (server.address() as AddressInfo).port;
  return {
    origin: `http://${host}:${chosen}`,
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
async function exchange<Kind extends string, Request extends Strikable & Counted<Kind>, More>(
  message: IncomingMessage,
  response: ServerResponse,
  { counters, faults, visit }: Served<Kind, Request, More>,
  stopping: AbortSignal,
): Promise<void> {
  const { socket, url = '/' } = message;
  const writtenBefore = socket.bytesWritten;
  counters.begin();
  response.once('close', () => counters.end(socket.bytesWritten - writtenBefore));
  let open: Visit<Request, More> | undefined;
  try {
    open = visit(message, URL.parse(url, 'http://any.example') ?? new URL('http://any.example/'));
    const request = { ...open.head, body: await bodyOf(message) } as unknown as Request;
    const effects = faults.strike(request);
    await wait(effects, faults.latencyMs + open.takesMs, stopping);
    const outcome = await decide(request, open, effects);
    open.leave();
    counters.count(request, url, outcome.cut ? 0 : outcome.answer.status, headBytes(message));
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
    open?.leave();
  }
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

const find = <Key extends string>(effects: readonly unknown[], key: Key) =>
  effects.find((effect): effect is Extract<Effect, Record<Key, unknown>> => key in (effect as object));

async function wait(effects: readonly unknown[], latencyMs: number, stopping: AbortSignal): Promise<void> {
  const all = effects as readonly Effect[];
  const waitMs = all.reduce((sum, effect) => sum + ('delayMs' in effect ? effect.delayMs : 0), latencyMs);
  for (const effect of all) {
    if ('until' in effect) await Promise.race([effect.until, once(stopping, 'abort')]);
  }
  if (waitMs > 0) await pause(waitMs, undefined, { signal: stopping });
  for (const effect of all) if ('act' in effect) effect.act();
}

type Outcome =
  | { answer: Answer; cut?: undefined | 'middle' }
  | { answer?: undefined; cut: 'before' | 'after' };

/** Does what the request asks, unless a fault comes first. */
async function decide<Request, More>(
  request: Request,
  open: Visit<Request, More>,
  effects: readonly (Effect | More)[],
): Promise<Outcome> {
  const cut = find(effects, 'cut')?.cut;
  if (cut === 'before') return { cut };
  const struck = find(effects, 'answer');
  if (struck && !struck.after) return { answer: struck.answer };
  const answer = await open.answer(request, effects);
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
