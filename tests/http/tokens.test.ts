import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, token } from '../../src/database/schema.ts';
import { openServer, PASSWORD, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let anna: Person;
/** Tokens are made at a browser. */
let cookie: string;
beforeAll(async () => {
  server = await openServer();
  anna = await server.person('anna');
  cookie = await server.signIn(anna.email);
});
afterAll(() => server.close());

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, by = cookie) =>
  server.browse({ method, url, ...(payload && { payload }) }, by);
const askWith = (
  bearer: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
) => server.app.inject({ method, url, headers: { authorization: bearer }, ...(payload && { payload }) });
const make = async (
  name: string,
  more: object = {},
): Promise<{ id: string; token: string; expiresAt: string | null }> =>
  (await ask('POST', '/api/v1/tokens', { name, ...more })).json();
const me = (token: string) => askWith(`Bearer ${token}`, 'GET', '/api/v1/me');
const DAY_MS = 86_400_000;

test('a token is shown once, acts as its owner, and only its hash is kept', async () => {
  const made = await make('backup');
  expect(made.token).toMatch(/^rub_[A-Za-z0-9_-]{43}$/);
  expect((await me(made.token)).json()).toMatchObject({ email: anna.email });
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
  expect((await me(made.token)).statusCode).toBe(401);
  expect((await ask('DELETE', `/api/v1/tokens/${made.id}`)).statusCode).toBe(404);
});

test('the list says when a token was last used', async () => {
  const made = await make('nightly');
  const seen = async () =>
    (await ask('GET', '/api/v1/tokens')).json().items.find((item: { id: string }) => item.id === made.id)
      .lastUsedAt;
  expect(await seen()).toBeNull();
  await me(made.token);
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
  const answer = await server.app.inject({ url: '/api/v1/me', headers: { authorization, cookie } });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
});

test('signing out with a token ends nothing, the token least', async () => {
  expect((await askWith(anna.bearer, 'DELETE', '/api/v1/session')).statusCode).toBe(204);
  expect((await askWith(anna.bearer, 'GET', '/api/v1/me')).statusCode).toBe(200);
  expect((await ask('GET', '/api/v1/me')).statusCode).toBe(200);
});

test('making and revoking are in the audit log', async () => {
  const berta = await server.person('berta');
  const by = await server.signIn(berta.email);
  const made = (await ask('POST', '/api/v1/tokens', { name: 'x' }, by)).json();
  await ask('DELETE', `/api/v1/tokens/${made.id}`, undefined, by);
  const noted = await server.db.select().from(audit).where(eq(audit.userId, berta.actor.userId));
  expect(noted.map(({ action, subject }) => [action, subject])).toEqual([
    ['session.signed-in', null],
    ['token.created', made.id],
    ['token.revoked', made.id],
  ]);
});

test('a token ends by itself: after ninety days unless told, at the latest after ten years, or never', async () => {
  const days = ({ expiresAt }: { expiresAt: string | null }) =>
    expiresAt && Math.round((Date.parse(expiresAt) - Date.now()) / DAY_MS);
  expect(days(await make('a'))).toBe(90);
  expect(days(await make('b', { expiresInDays: 365 }))).toBe(365);
  expect(days(await make('c', { expiresInDays: null }))).toBeNull();
  for (const expiresInDays of [0, -1, 1.5, 3651, '30', 1e99])
    expect((await ask('POST', '/api/v1/tokens', { name: 'd', expiresInDays })).json()).toMatchObject({
      status: 400,
      fields: { expiresInDays: expect.any(String) },
    });
});

test('a token that is over is useless, and still listed with its day', async () => {
  const made = await make('over');
  expect((await me(made.token)).statusCode).toBe(200);
  await server.db.execute(
    sql`update token set expires_at = now() - interval '1 second' where id = ${made.id}`,
  );
  expect((await me(made.token)).statusCode).toBe(401);
  const { items } = (await ask('GET', '/api/v1/tokens')).json();
  const listed = items.find(({ id }: { id: string }) => id === made.id);
  expect(Date.parse(listed.expiresAt)).toBeLessThan(Date.now());
});

test('a token makes no token and changes no password; the rest of the profile it may', async () => {
  const password = { current: PASSWORD, next: 'another long password' };
  for (const answer of [
    await askWith(anna.bearer, 'POST', '/api/v1/tokens', { name: 'child' }),
    await askWith(anna.bearer, 'PATCH', '/api/v1/me', { password }),
  ])
    expect(answer.json()).toMatchObject({ status: 403, code: 'session-needed' });
  expect((await askWith(anna.bearer, 'PATCH', '/api/v1/me', { name: 'anna' })).statusCode).toBe(200);
  await server.signIn(anna.email);
});

test('an administrator’s token makes no link by which somebody becomes that administrator, or another', async () => {
  const [boss, other] = [
    await server.person('boss', 'administrator'),
    await server.person('other', 'administrator'),
  ];
  for (const { actor } of [boss, other])
    expect(
      (await askWith(boss.bearer, 'POST', `/api/v1/users/${actor.userId}/invitation`)).json(),
    ).toMatchObject({ code: 'session-needed' });
  const by = await server.signIn(boss.email);
  expect((await ask('POST', `/api/v1/users/${other.actor.userId}/invitation`, {}, by)).statusCode).toBe(201);
});

describe('tokens end with the password', () => {
  const change = async (person: Person, more: object) => {
    const by = await server.signIn(person.email);
    const password = { current: PASSWORD, next: 'another long password', ...more };
    expect((await ask('PATCH', '/api/v1/me', { password }, by)).statusCode).toBe(200);
    return by;
  };
  const works = async ({ bearer }: Person) => (await askWith(bearer, 'GET', '/api/v1/me')).statusCode === 200;

  test('when it is changed', async () => {
    const person = await server.person('carla');
    const by = await change(person, {});
    expect(await works(person)).toBe(false);
    expect((await ask('GET', '/api/v1/tokens', undefined, by)).json()).toEqual({ items: [] });
  });

  test('unless one keeps them', async () => {
    const person = await server.person('carla');
    await change(person, { keepTokens: true });
    expect(await works(person)).toBe(true);
  });

  test('but not when the change is refused', async () => {
    const person = await server.person('carla');
    const by = await server.signIn(person.email);
    const password = { current: 'not this one', next: 'another long password' };
    expect((await ask('PATCH', '/api/v1/me', { password }, by)).statusCode).toBe(422);
    expect(await works(person)).toBe(true);
  });

  test('when it is set again by a link of an administrator', async () => {
    const person = await server.person('carla');
    const boss = await server.person('boss', 'administrator');
    const invited = await askWith(boss.bearer, 'POST', `/api/v1/users/${person.actor.userId}/invitation`);
    const secret = new URL(invited.json().invitationUrl).pathname.split('/').pop();
    // Who only gets the link has not lost anything yet.
    expect(await works(person)).toBe(true);
    const url = `/api/v1/invitations/${secret}`;
    const answer = await server.app.inject({
      method: 'POST',
      url,
      payload: { password: 'by the fresh link' },
    });
    expect(answer.statusCode).toBe(200);
    expect(await works(person)).toBe(false);
  });
});
