import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../test-database.ts';
import { openServer, type Person, type TestServer } from './open-server.ts';
import { makeAccount } from './world.ts';

const ELSEWHERE = '203.0.113.9';

let server: TestServer;
let anna: Person;
let boss: Person;
beforeAll(async () => {
  server = await openServer({ config: { trustedProxies: [] } });
  anna = await server.person('anna');
  boss = await server.person('boss', 'administrator');
});
afterAll(() => server.close());

const metrics = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  server.app.inject({ url: '/metrics', headers, remoteAddress });

test('health answers anybody, with no word about anybody', async () => {
  const answer = await server.app.inject({ url: '/health', remoteAddress: ELSEWHERE });
  expect(answer.json()).toEqual({ status: 'ok', database: 'embedded', version: '0.0.0-test' });
});

test('health says so when the database does not answer, and so does whoever is asked for something', async () => {
  const other = await openServer();
  const somebody = await other.person('somebody');
  const { rows } = await other.deps.pool.query('select current_database() as name');
  const name = rows[0].name as string;
  const server = new pg.Client({ connectionString: (await testServer()).url });
  await server.connect();
  try {
    await server.query(`alter database ${name} allow_connections false`);
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await expect
      .poll(async () => (await other.app.inject('/health')).json())
      .toMatchObject({ status: 503, code: 'database-away', action: expect.stringMatching(/by itself/) });
    const headers = { authorization: somebody.bearer };
    const refused = await other.app.inject({ url: '/api/v1/home', headers });
    expect([refused.json().code, refused.headers['retry-after']]).toEqual(['database-away', '2']);
    await server.query(`alter database ${name} allow_connections true`);
    await expect.poll(async () => (await other.app.inject('/health')).statusCode).toBe(200);
  } finally {
    await server.end();
    await other.close();
  }
});

test('figures are for this machine and for administrators with a token', async () => {
  expect((await metrics()).statusCode).toBe(200);
  expect((await metrics({}, '::1')).statusCode).toBe(200);
  expect((await metrics({ authorization: boss.bearer }, ELSEWHERE)).statusCode).toBe(200);
  expect((await metrics({}, ELSEWHERE)).statusCode).toBe(401);
  expect((await metrics({ authorization: anna.bearer }, ELSEWHERE)).statusCode).toBe(403);
  expect((await metrics({ cookie: await server.signIn(boss.email) }, ELSEWHERE)).statusCode).toBe(401);
});

test.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
  'a proxy on this machine that passes on others (%s) is not this machine',
  async (header) => {
    expect((await metrics({ [header]: '127.0.0.1' })).statusCode).toBe(401);
  },
);

test('figures are well-formed, complete and about nobody', async () => {
  await makeAccount(server, anna);
  const { body, headers } = await metrics();
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  for (const line of body.trimEnd().split('\n')) {
    expect(line).toMatch(/^(# (HELP|TYPE) rubrica_\w+ .+|rubrica_\w+(\{\w+="[^"\\]*"\})? \d+(\.\d+)?)$/);
  }
  expect(body).toContain('rubrica_accounts{state="active"} 1\n');
  expect(body).toContain('rubrica_queue_items{state="ready"} 1\n');
  expect(body).toContain('rubrica_runs{state="done"} 1\n');
  expect(body).toMatch(/^rubrica_uptime_seconds \d+$/m);
  expect(body).not.toMatch(/@|anna|boss|icloud/);
});

test('answers are counted by class of status', async () => {
  const count = async (status: string) =>
    Number(new RegExp(`requests_total\\{status="${status}"\\} (\\d+)`).exec((await metrics()).body)![1]);
  const before = await count('4xx');
  await server.app.inject('/api/v1/me');
  await server.app.inject('/api/v1/nothing');
  expect(await count('4xx')).toBe(before + 2);
});
