import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { user } from '../../src/database/schema.ts';
import { openServer, PASSWORD, type Person, type TestServer } from './open-server.ts';

let server: TestServer;
let anna: Person;
let cookie: string;
beforeAll(async () => {
  server = await openServer({ config: { url: 'http://localhost:8080', allowedHosts: ['crm.lan'] } });
  anna = await server.person('anna');
  cookie = await server.signIn(anna.email);
});
afterAll(() => server.close());

const rename = (headers: Record<string, string>, body = '{"name":"Changed"}') =>
  server.app.inject({
    method: 'PATCH',
    url: '/api/v1/me',
    headers: { host: 'localhost:8080', ...headers },
    payload: body,
  });
const json = { 'content-type': 'application/json' };

describe('a change with the session cookie', () => {
  test.each<[string, Record<string, string>]>([
    ['from our page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080' }],
    ['from our page, in a browser without Sec-Fetch-Site', { origin: 'http://localhost:8080' }],
    [
      'from our page under its IP address and a port of its own',
      { host: '127.0.0.1:41234', origin: 'http://127.0.0.1:41234' },
    ],
    ['from our page under an allowed name', { host: 'crm.lan', origin: 'http://crm.lan' }],
    [
      'from our page behind a proxy that asks by another name',
      { host: '10.0.0.7:8080', origin: 'http://localhost:8080' },
    ],
  ])('is made when it comes %s', async (_where, headers) => {
    expect((await rename({ ...json, cookie, ...headers })).statusCode).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['another site, in a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }],
    ['another port, in a browser without Sec-Fetch-Site', { origin: 'http://localhost:3000' }],
    ['our name as a part of theirs', { origin: 'http://localhost:8080.evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nowhere one could tell', {}],
    [
      'a site that says it is ours in one header only',
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8080' },
    ],
    [
      'a name that points to this machine',
      { host: 'evil.example:8080', origin: 'http://evil.example:8080', 'sec-fetch-site': 'same-origin' },
    ],
  ])('is refused when it comes from %s', async (_where, headers) => {
    await server.db.update(user).set({ name: 'anna' }).where(eq(user.id, anna.actor.userId));
    const answer = await rename({ ...json, cookie, ...headers });
    expect(answer.json()).toMatchObject({ status: 403, code: 'cross-site' });
    const [row] = await server.db.select().from(user).where(eq(user.id, anna.actor.userId));
    expect(row!.name).toBe('anna');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; x=application/json',
    'application/jsonx',
  ])('is refused when its body is %s, as forms can send it', async (type) => {
    const answer = await rename({ 'content-type': type, cookie, origin: 'http://localhost:8080' });
    expect(answer.json()).toMatchObject({ status: 415, code: 'not-json' });
  });
});

test('nobody is signed in, out or set up by another site', async () => {
  const headers = {
    ...json,
    host: 'localhost:8080',
    'sec-fetch-site': 'cross-site',
    origin: 'https://evil.example',
  };
  const calls = [
    ['POST', '/api/v1/session', { email: anna.email, password: PASSWORD }],
    ['POST', '/api/v1/set-up', { name: 'E', email: 'e@example.org', password: PASSWORD }],
    ['DELETE', '/api/v1/session', undefined],
  ] as const;
  for (const [method, url, payload] of calls) {
    const answer = await server.app.inject({
      method,
      url,
      headers: { ...headers, cookie },
      ...(payload && { payload }),
    });
    expect(answer.statusCode, url).toBe(403);
  }
  expect((await server.browse({ url: '/api/v1/me' }, cookie)).statusCode).toBe(200);
});

test('a script with a token needs no origin', async () => {
  expect((await rename({ ...json, authorization: anna.bearer })).statusCode).toBe(200);
});

test('a token does not carry a cookie through: with both, the token alone counts', async () => {
  const answer = await rename({ ...json, cookie, authorization: 'Bearer x', origin: 'https://evil.example' });
  expect(answer.statusCode).toBe(401);
});

test('reading changes nothing: no GET of the contract has a body or needs an origin', async () => {
  const answer = await server.app.inject({
    url: '/api/v1/me',
    headers: { cookie, 'sec-fetch-site': 'cross-site', host: 'localhost' },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:8080'])(
  'under the foreign name %j nothing is answered, not even a page',
  async (host) => {
    for (const url of ['/api/v1/me', '/api/v1/set-up', '/', '/metrics']) {
      const answer = await server.app.inject({ url, headers: { host, cookie } });
      expect(answer.statusCode, url).toBe(403);
    }
  },
);

test.each([
  'localhost',
  'LOCALHOST:8080',
  'localhost.',
  'rubrica.localhost',
  '127.0.0.1:1',
  '[::1]:8080',
  '192.168.1.20',
  'crm.lan',
  'CRM.LAN:99',
])('under its own name or a bare address it answers: %s', async (host) => {
  expect((await server.app.inject({ url: '/api/v1/set-up', headers: { host } })).statusCode).toBe(200);
});

test('a monitor may ask for its health under any name', async () => {
  expect(
    (await server.app.inject({ url: '/health', headers: { host: 'rubrica.internal' } })).statusCode,
  ).toBe(200);
});

test('over a real socket the same holds', async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.app.server.address() as AddressInfo;
  const status = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/api/v1/set-up', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect([await status(`127.0.0.1:${port}`), await status('evil.example')]).toEqual([200, 403]);
});
