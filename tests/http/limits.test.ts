import { afterAll, beforeAll, expect, test } from 'vitest';
import { api } from '../../src/http/contract/contract.ts';
import { LIMITED, LIMITS } from '../../src/http/limits.ts';
import { createServer } from '../../src/http/server.ts';
import { openServer, PASSWORD, type Person, type TestServer } from './open-server.ts';
import { makeAccount } from './world.ts';

const FEW = { tries: 3, seconds: 600 };

let server: TestServer;
beforeAll(async () => {
  server = await openServer({
    limits: {
      signIn: FEW,
      password: FEW,
      connect: FEW,
      import: FEW,
      sync: FEW,
      invitation: FEW,
      setUp: FEW,
      signInAddress: { tries: 12, seconds: 600 },
    },
  });
});
afterAll(() => server.close());

const signIn = (email: string, password: string, remoteAddress = '192.0.2.1', app = server.app) =>
  app.inject({ method: 'POST', url: '/api/v1/session', remoteAddress, payload: { email, password } });
const as = (person: Person, method: 'POST' | 'PATCH' | 'GET', url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { authorization: person.bearer }, ...(payload && { payload }) });
const statuses = async (times: number, call: () => Promise<{ statusCode: number }>): Promise<number[]> => {
  const found: number[] = [];
  for (let n = 0; n < times; n++) found.push((await call()).statusCode);
  return found;
};

test('after a few wrong passwords even the right one has to wait, from that address and for that account only', async () => {
  const [anna, berta] = [await server.person('anna'), await server.person('berta')];
  expect(await statuses(3, () => signIn(anna.email, 'wrong'))).toEqual([401, 401, 401]);
  const refused = await signIn(anna.email.toUpperCase(), PASSWORD);
  expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(500);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600);
  expect((await signIn(berta.email, PASSWORD)).statusCode).toBe(200);
  expect((await signIn(anna.email, PASSWORD, '192.0.2.2')).statusCode).toBe(200);
});

test('the right password takes the wrong ones back', async () => {
  const anna = await server.person('anna');
  for (let round = 0; round < 2; round++) {
    expect(await statuses(2, () => signIn(anna.email, 'wrong', '192.0.2.3'))).toEqual([401, 401]);
    expect((await signIn(anna.email, PASSWORD, '192.0.2.3')).statusCode).toBe(200);
  }
});

test('an unknown e-mail is limited like a known one', async () => {
  expect(await statuses(4, () => signIn('nobody@example.org', 'wrong', '192.0.2.4'))).toEqual([
    401, 401, 401, 429,
  ]);
});

test('one address that tries account after account has to wait, whatever X-Forwarded-For says', async () => {
  let n = 0;
  const found = await statuses(13, () =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress: '192.0.2.5',
      headers: { 'x-forwarded-for': `198.51.100.${n}` },
      payload: { email: `nobody${n++}@example.org`, password: 'wrong' },
    }),
  );
  expect(found).toEqual([...Array(12).fill(401), 429]);
});

test('limits are those of all processes together, and hold when many ask at once', async () => {
  const second = createServer(server.deps);
  await second.ready();
  try {
    const answers = await Promise.all(
      [server.app, second, server.app, second, server.app, second].map((app) =>
        signIn('ghost@example.org', 'wrong', '192.0.2.6', app),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([401, 401, 401, 429, 429, 429]);
  } finally {
    await second.close();
  }
});

test('connecting and testing share a few tries an hour: nobody scans a network with them', async () => {
  const anna = await server.person('anna');
  const login = { provider: 'icloud', username: 'alice', password: 'wrong' };
  const found = [
    ...(await statuses(2, () => as(anna, 'POST', '/api/v1/accounts/test', login))),
    ...(await statuses(2, () => as(anna, 'POST', '/api/v1/accounts', login))),
  ];
  expect(found).toEqual([422, 422, 422, 429]);
  const before = server.sandbox.requests.total;
  expect((await as(anna, 'POST', '/api/v1/accounts/test', login)).statusCode).toBe(429);
  expect(server.sandbox.requests.total).toBe(before);
});

test('a new password for an account counts as connecting, other settings do not', async () => {
  const anna = await server.person('anna');
  const { account } = await makeAccount(server, anna);
  const change = (payload: object) => as(anna, 'PATCH', `/api/v1/accounts/${account}`, payload);
  expect(await statuses(5, () => change({ name: 'Phone' }))).toEqual([200, 200, 200, 200, 200]);
  const found = await statuses(4, () => change({ password: 'wrong' }));
  expect(found.at(-1)).toBe(429);
  expect(found.slice(0, 3)).not.toContain(429);
});

test('checking now and importing are limited for each user', async () => {
  const [anna, berta] = [await server.person('anna'), await server.person('berta')];
  const [a, b] = [await makeAccount(server, anna), await makeAccount(server, berta)];
  expect(await statuses(4, () => as(anna, 'POST', `/api/v1/accounts/${a.account}/sync`))).toEqual([
    202, 202, 202, 429,
  ]);
  expect((await as(berta, 'POST', `/api/v1/accounts/${b.account}/sync`)).statusCode).toBe(202);
  expect(
    (await statuses(4, () => as(anna, 'POST', `/api/v1/accounts/${a.account}/queue/import`))).at(-1),
  ).toBe(429);
});

test('guessing the current password in the profile is limited, changing one’s name is not', async () => {
  const anna = await server.person('anna');
  const guess = { password: { current: 'wrong', next: 'another long one' } };
  expect(await statuses(4, () => as(anna, 'PATCH', '/api/v1/me', guess))).toEqual([422, 422, 422, 429]);
  expect(await statuses(4, () => as(anna, 'PATCH', '/api/v1/me', { name: 'A' }))).toEqual([
    200, 200, 200, 200,
  ]);
});

test('guessing invitations and knocking at the set-up are limited', async () => {
  expect(await statuses(4, () => server.app.inject('/api/v1/invitations/guess'))).toEqual([
    410, 410, 410, 429,
  ]);
  const setUp = { name: 'E', email: 'e@example.org', password: PASSWORD };
  expect(
    await statuses(4, () => server.app.inject({ method: 'POST', url: '/api/v1/set-up', payload: setUp })),
  ).toEqual([409, 409, 409, 429]);
});

test('what is counted holds neither an e-mail nor an address', async () => {
  await signIn('canary@example.org', 'wrong', '203.0.113.77');
  const { rows } = await server.deps.pool.query('select key from rate_limit');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/canary|203\.0\.113/);
});

test('every limited endpoint exists, and every limit is used', () => {
  for (const name of Object.keys(LIMITED)) expect(api).toHaveProperty(name);
  // Counted where they happen: wrong passwords, and the way back from a provider, which is no call of the API.
  const used = new Set(['signIn', 'callback', ...Object.values(LIMITED).map(({ limit }) => limit)]);
  expect([...used].sort()).toEqual(Object.keys(LIMITS).sort());
});
