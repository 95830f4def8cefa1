// Five thousand requests nobody foresaw, over every operation of the OpenAPI document and by everybody who may call:
// none answers 500, none is slow, none moves what belongs to somebody else. An operation is here as soon as the document
// has it. FUZZ_SEED and FUZZ_REQUESTS play other ones.
import { Agent, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rolePermission } from '../../../src/database/schema.ts';
import { ERRORS } from '../../../src/errors.ts';
import { LIMITS } from '../../../src/http/limits.ts';
import { HttpError } from '../../../src/protocol/http/http-error.ts';
import { random } from '../../simulation/world/random.ts';
import { ROWS } from '../matrix-rows.ts';
import { openServer, type TestServer } from '../open-server.ts';
import { makeWorld, privateState, type World } from '../world.ts';
import { type Material, makeRequest, type Operation, type Request, type Schema } from './requests.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_129);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 5000);
/** Callers sign themselves out, revoke their tokens and delete what they have: new ones come now and then. */
const WORLD_EVERY = 352;
const MOST_CPU_MS = 1000;
/** So many are under way at the same time, so that none waits for another's rows; the CPU of all counts for each. */
const AT_ONCE = 8;

let server: TestServer;
let port: number;
let document: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

beforeAll(async () => {
  const wide = Object.fromEntries(
    Object.keys(LIMITS).map((name) => [name, { tries: 1_000_000, seconds: 60 }]),
  );
  server = await openServer({ limits: wide });
  const { createIo } = server.deps;
  // Whatever address is asked for: nothing but the sandbox is there.
  server.deps.createIo = (onRequest) => {
    const io = createIo(onRequest);
    const isThere = (url: string) => URL.parse(url)?.origin === new URL(server.sandbox.url).origin;
    return {
      ...io,
      fetch: async (asked) => {
        if (!isThere(asked.url)) throw new HttpError('unreachable', 'There is nothing there.');
        return io.fetch(asked);
      },
    };
  };
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  port = (server.app.server.address() as AddressInfo).port;
  document = (await server.app.inject('/api/v1/openapi.json')).json();
});
afterAll(async () => {
  agent.destroy();
  await server.close();
});

interface Answer {
  status: number;
  type: string;
  body: string;
  cpuMs: number;
}

function ask({ method, path, headers, body }: Request): Promise<Answer> {
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {};
    const options = { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } };
    const outgoing = send(options, (answer) => {
      const { statusCode: status = 0 } = answer;
      const type = String(answer.headers['content-type'] ?? '');
      const chunks: Buffer[] = [];
      // A stream of events has no end: that it has begun is the answer.
      if (type.startsWith('text/event-stream')) {
        outgoing.destroy();
        return resolve({ status, type, body: '', cpuMs: spent() });
      }
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status, type, body: Buffer.concat(chunks).toString(), cpuMs: spent() }),
      );
      answer.on('error', reject);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // Refused before the body was read to its end.
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET')
        resolve({ status: 413, type: '', body: '', cpuMs: spent() });
      else reject(error);
    });
    outgoing.end(body);
  });
}

/** The processor's time is that of all that was asked at once: what looks slow is asked again, by itself. */
async function alone(answer: Answer, request: Request): Promise<Answer> {
  if (answer.cpuMs <= MOST_CPU_MS) return answer;
  const { cpuMs } = await ask(request);
  return { ...answer, cpuMs: Math.min(answer.cpuMs, cpuMs) };
}

/** What is wrong with an answer, in a word; null when nothing is. */
function faultOf({ status, type, body, cpuMs }: Answer): string | null {
  if (cpuMs > MOST_CPU_MS) return `${Math.round(cpuMs)} ms of CPU`;
  if (status < 400 || type === '') return null;
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`;
  const problem = JSON.parse(body) as { code: keyof typeof ERRORS; fields?: object };
  if (problem.code === 'internal' || ERRORS[problem.code]?.status !== status)
    return `${status} ${problem.code}`;
  if (status === 400 && Object.keys(problem.fields ?? {}).length === 0) return '400 without a field';
  return null;
}

/** Everybody who may call, by the headers that say so. */
async function callersOf({ owner, other, administrator }: World): Promise<Record<string, string>[]> {
  const site = { 'sec-fetch-site': 'same-origin' };
  return [
    { authorization: owner.bearer },
    { authorization: owner.bearer },
    { authorization: other.bearer },
    { authorization: administrator.bearer },
    { cookie: await server.signIn(owner.email), ...site },
    { cookie: await server.signIn(administrator.email), ...site },
    {},
  ];
}

const operationsOf = (): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );

/** Words that fit somewhere: keys of fields, and values of a person. */
async function wordsOf({ owner }: World): Promise<string[]> {
  const headers = { authorization: owner.bearer };
  const { items } = (await server.app.inject({ url: '/api/v1/fields', headers })).json();
  const keys: string[] = items.map(({ key }: { key: string }) => key);
  const values = ['Rossi', 'anna@example.org', '+39 333 1234567', 'https://example.org', '2026-11-29', 'a'];
  return [...keys, ...values, server.sandbox.url, 'alice', 's3cret', 'icloud', 'me'];
}

/** The callers' own things, what can be done with them, and ids of things that belong to somebody else. */
function stuffOf(world: World, bystander: World): Pick<Material, 'ids' | 'known'> {
  const { ids, other, victim } = world;
  // Records are everybody's: those of the bystander stay out of it.
  const { record, otherRecord, trashedRecord, change, ...theirs } = bystander.ids;
  const users = [other, victim].map(({ actor }) => actor.userId);
  const known = Object.entries(ROWS).map(([name, { params, query, body }]) => {
    const asked = typeof query === 'function' ? query(world) : (query ?? {});
    return [name, { params: params?.(world) ?? {}, query: asked, body: body?.(world) }] as const;
  });
  return {
    ids: [...Object.values(ids), ...Object.values(ids), ...Object.values(theirs), ...users],
    known: Object.fromEntries(known),
  };
}

/** All of somebody's. The fence moves with what all users may, so that their runs begin again; nothing else does. */
const dataOf = async (whose: World): Promise<string> =>
  (await privateState(server, whose)).replace(/"fence": \d+/, '"fence": any');

/** What was sent and answered, to play it again by hand. */
function storyOf(request: Request, answer: Answer): string {
  const sent = JSON.stringify({ ...request, body: request.body?.toString().slice(0, 400) });
  return `${sent.slice(0, 1500)}\n  ${answer.body.slice(0, 300)}`;
}

test(`${REQUESTS} hostile requests from seed ${SEED}`, async () => {
  const chance = random(SEED, 0);
  const operations = operationsOf();
  const bystander = await makeWorld(server);
  const untouched = await dataOf(bystander);
  const { schemas } = document.components;
  const material: Material = { schemas, ids: [], known: {}, words: await wordsOf(bystander), cursors: [] };
  let callers: Record<string, string>[] = [];
  const statuses = new Map<string, Set<number>>(
    operations.map(({ operationId }) => [operationId, new Set()]),
  );
  const faults: string[] = [];

  for (let n = 0; n < REQUESTS; n += AT_ONCE) {
    if (n % WORLD_EVERY === 0) {
      // What administrators took from everybody comes back.
      await server.db.delete(rolePermission);
      const world = await makeWorld(server);
      callers = await callersOf(world);
      Object.assign(material, stuffOf(world, bystander));
    }
    const asked = Array.from({ length: Math.min(AT_ONCE, REQUESTS - n) }, (_, lane) => {
      const operation = operations[(n + lane) % operations.length]!;
      const made = makeRequest(chance, operation, material);
      return { operation, request: { ...made, headers: { ...chance.pick(callers), ...made.headers } } };
    });
    const answers = await Promise.all(asked.map(({ request }) => ask(request)));
    for (const [lane, { request }] of asked.entries()) answers[lane] = await alone(answers[lane]!, request);
    for (const [lane, { operation, request }] of asked.entries()) {
      const answer = answers[lane]!;
      const fault = faultOf(answer);
      if (fault) faults.push(`${n + lane} ${operation.operationId}: ${fault}\n  ${storyOf(request, answer)}`);
      const next = answer.status === 200 && /"next":"([\w-]+)"/.exec(answer.body)?.[1];
      if (next) material.cursors.push(next);
      statuses.get(operation.operationId)!.add(answer.status);
    }
  }

  expect(faults.slice(0, 20), `seed ${SEED}`).toEqual([]);
  // It was about something: nearly every operation was carried out, and most were refused for their form.
  expect([...statuses].filter(([, seen]) => seen.size === 0)).toEqual([]);
  const never = (is: (status: number) => boolean) =>
    [...statuses].filter(([, seen]) => ![...seen].some(is)).map(([name]) => name);
  expect(never((status) => status < 300).length, String(never((status) => status < 300))).toBeLessThan(
    operations.length * 0.25,
  );
  expect(never((status) => status === 400).length).toBeLessThan(operations.length * 0.4);
  expect(await dataOf(bystander)).toBe(untouched);
  expect((await ask({ method: 'GET', path: '/health', headers: {} })).status).toBe(200);
});

test.each([
  ['no HTTP at all', 'nonsense\r\n\r\n', 400],
  [
    'a path that is not UTF-8',
    'GET /api/v1/records/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    400,
  ],
  [
    'more headers than anything honest',
    `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    413,
  ],
  [
    'two lengths',
    'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    400,
  ],
])('%s is answered as a problem', async (_what, bytes, status) => {
  const text = await new Promise<string>((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket
      .on('data', (chunk) => (heard += chunk))
      .on('close', () => resolve(heard))
      .on('error', reject);
  });
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(text).toContain('application/problem+json');
  expect(JSON.parse(text.split('\r\n\r\n')[1]!)).toMatchObject({ status });
});
