import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, token } from '../../src/database/schema.ts';
import { openServer, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let anna: Person;
beforeAll(async () => {
  server = await openServer();
  anna = await server.person('anna');
});
afterAll(() => server.close());

const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, authorization = anna.bearer, payload?: object) =>
  server.app.inject({ method, url, headers: { authorization }, ...(payload && { payload }) });
const make = async (name: string): Promise<{ id: string; token: string }> =>
  (await ask('POST', '/api/v1/tokens', anna.bearer, { name })).json();

test('a token is shown once, acts as its owner, and only its hash is kept', async () => {
  const made = await make('backup');
  expect(made.token).toMatch(/^rub_[A-Za-z0-9_-]{43}$/);
  expect((await ask('GET', '/api/v1/me', `Bearer ${made.token}`)).json()).toMatchObject({
    email: anna.email,
  });
  expect((await ask('GET', '/api/v1/tokens')).body).not.toContain(made.token);
  const [row] = await server.db.select().from(token).where(eq(token.id, made.id));
  expect(JSON.stringify(row)).not.toContain(made.token.slice(4));
});

test('two tokens are never the same', async () => {
  expect((await make('a')).token).not.toBe((await make('b')).token);
});

test('a revoked token is useless at once', async () => {
  const made = await make('old');
  expect((await ask('DELETE', `/api/v1/tokens/${made.id}`)).statusCode).toBe(204);
  expect((await ask('GET', '/api/v1/me', `Bearer ${made.token}`)).statusCode).toBe(401);
  expect((await ask('DELETE', `/api/v1/tokens/${made.id}`)).statusCode).toBe(404);
});

test('the list says when a token was last used', async () => {
  const made = await make('nightly');
  const seen = async () =>
    (await ask('GET', '/api/v1/tokens')).json().items.find((item: { id: string }) => item.id === made.id)
      .lastUsedAt;
  expect(await seen()).toBeNull();
  await ask('GET', '/api/v1/me', `Bearer ${made.token}`);
  expect(Date.parse(await seen())).toBeGreaterThan(Date.now() - 60_000);
});

test.each([
  '',
  'Bearer',
  'Bearer ',
  'Bearer rub_',
  'Basic YTpi',
  `Bearer rub_${'A'.repeat(43)}`,
  `bearer ${'x'.repeat(5000)}`,
])('what is no token is nobody’s, even beside a good cookie: %s', async (authorization) => {
  const cookie = await server.signIn(anna.email);
  const answer = await server.app.inject({ url: '/api/v1/me', headers: { authorization, cookie } });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
});

test('signing out with a token ends nothing, the token least', async () => {
  const cookie = await server.signIn(anna.email);
  expect((await ask('DELETE', '/api/v1/session')).statusCode).toBe(204);
  expect((await ask('GET', '/api/v1/me')).statusCode).toBe(200);
  expect((await server.browse({ url: '/api/v1/me' }, cookie)).statusCode).toBe(200);
});

test('making and revoking are in the audit log', async () => {
  const berta = await server.person('berta');
  const made = (await ask('POST', '/api/v1/tokens', berta.bearer, { name: 'x' })).json();
  await ask('DELETE', `/api/v1/tokens/${made.id}`, berta.bearer);
  const noted = await server.db.select().from(audit).where(eq(audit.userId, berta.actor.userId));
  expect(noted.map(({ action, subject }) => [action, subject])).toEqual([
    ['token.created', made.id],
    ['token.revoked', made.id],
  ]);
});
