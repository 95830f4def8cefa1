import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
      connectServer: FEW,
      import: FEW,
      sync: FEW,
      invitation: FEW,
      setUp: FEW,
      signInAddress: { tries: 12, seconds: 600 },
      signInPerson: { tries: 5, seconds: 600 },
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

describe('connecting', () => {
  const login = { provider: 'icloud', username: 'alice', password: 'wrong' };
  const right = { ...login, password: 's3cret' };
  const tryOut = (person: Person, body: object) => as(person, 'POST', '/api/v1/accounts/test', body);

  test('a server that refuses is asked a few times, by testing and connecting together', async () => {
    const anna = await server.person('anna');
    const found = [
      ...(await statuses(2, () => tryOut(anna, login))),
      ...(await statuses(2, () => as(anna, 'POST', '/api/v1/accounts', login))),
    ];
    expect(found).toEqual([422, 422, 422, 429]);
    const before = server.sandbox.requests.total;
    expect((await tryOut(anna, login)).statusCode).toBe(429);
    expect(server.sandbox.requests.total).toBe(before);
  });

  test('what works does not count, however often it is asked', async () => {
    const anna = await server.person('anna');
    expect(await statuses(8, () => tryOut(anna, right))).toEqual(Array(8).fill(200));
    expect(await statuses(3, () => tryOut(anna, login))).toEqual([422, 422, 422]);
  });

  test('nobody scans a network: a few servers that refuse are enough, whatever is right elsewhere', async () => {
    const anna = await server.person('anna');
    const scan = (port: number) =>
      tryOut(anna, { provider: 'carddav', username: 'a', password: 'b', url: `http://127.0.0.1:${port}/` });
    const found: number[] = [];
    for (const port of [1, 2, 3, 4, 7]) {
      found.push((await scan(port)).statusCode);
      await tryOut(anna, right);
    }
    expect(found).toEqual([422, 422, 422, 429, 429]);
  });
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
  const cookie = await server.signIn(anna.email);
  const change = () => server.browse({ method: 'PATCH', url: '/api/v1/me', payload: guess }, cookie);
  expect(await statuses(4, change)).toEqual([422, 422, 422, 429]);
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

describe('signing in', () => {
  /** As `browser` sends it: with the cookie by which a browser is known, if it has one. */
  const from = (address: string, email: string, password: string, browser?: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress: address,
      headers: browser ? { cookie: browser, 'sec-fetch-site': 'same-origin' } : {},
      payload: { email, password },
    });
  const deviceOf = (answer: Awaited<ReturnType<typeof from>>): string => {
    const { name, value } = answer.cookies.find((cookie) => cookie.name === 'rubrica-device')!;
    return `${name}=${value}`;
  };

  test('a stranger behind the router of an office locks out nobody who signed in there before', async () => {
    const [anna, fresh] = [await server.person('anna'), await server.person('fresh')];
    expect((await from('198.51.100.1', anna.email, PASSWORD)).statusCode).toBe(200);
    let n = 0;
    const spray = () => from('198.51.100.1', `somebody${n++}@example.org`, 'wrong');
    expect((await statuses(14, spray)).at(-1)).toBe(429);
    expect((await from('198.51.100.1', anna.email, PASSWORD)).statusCode).toBe(200);
    // Whoever was never here before waits with the stranger.
    expect((await from('198.51.100.1', fresh.email, PASSWORD)).statusCode).toBe(429);
  });

  test('guessing from everywhere ends for the account, except where it is at home', async () => {
    const anna = await server.person('anna');
    const browser = deviceOf(await from('198.51.100.2', anna.email, PASSWORD));
    let n = 0;
    const guess = () => from(`203.0.113.${n++}`, anna.email, 'wrong');
    expect((await statuses(7, guess)).at(-1)).toBe(429);
    expect((await from('203.0.113.200', anna.email, PASSWORD)).statusCode).toBe(429);
    expect((await from('203.0.113.201', anna.email, PASSWORD, browser)).statusCode).toBe(200);
    expect((await from('198.51.100.2', anna.email, PASSWORD)).statusCode).toBe(200);
  });

  test('a browser that is known has its own few tries, and a made-up one is not known', async () => {
    const [anna, berta] = [await server.person('anna'), await server.person('berta')];
    const browser = deviceOf(await from('198.51.100.3', anna.email, PASSWORD));
    expect(await statuses(4, () => from('198.51.100.3', anna.email, 'wrong', browser))).toEqual([
      401, 401, 401, 429,
    ]);
    const [id] = browser.split('.');
    for (const made of [`${id}.AAAA`, `${id}.`, id!, 'rubrica-device=.', browser.replace('=', '=x')]) {
      const answer = await from('198.51.100.3', berta.email, PASSWORD, made);
      expect(deviceOf(answer)).not.toBe(browser);
    }
  });

  test('addresses of one IPv6 household are one', async () => {
    let n = 1;
    const spray = () => from(`2001:db8:1:2:${(n++).toString(16)}::1`, `v6-${n}@example.org`, 'wrong');
    expect((await statuses(13, spray)).at(-1)).toBe(429);
    expect((await from('2001:db8:1:3::1', 'v6@example.org', 'wrong')).statusCode).toBe(401);
  });

  test('an address that has to wait is told so before its body is read, in minutes', async () => {
    let n = 0;
    await statuses(13, () => from('198.51.100.4', `x${n++}@example.org`, 'wrong'));
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress: '198.51.100.4',
      headers: { 'content-type': 'application/json' },
      payload: 'this is no JSON',
    });
    expect(answer.json()).toMatchObject({
      status: 429,
      detail: 'Too many attempts. Try again in 10 minutes.',
      retryAfter: expect.any(Number),
    });
    expect(answer.headers['retry-after']).toBe(String(answer.json().retryAfter));
  });

  test('nobody unknown makes the server read a large body', async () => {
    const answer = await from('198.51.100.5', 'x'.repeat(20_000), 'y');
    expect(answer.json()).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('a failed sign-in is in the audit of whom it was about, with no more of the address than its network', async () => {
    const anna = await server.person('anna');
    await from('198.51.100.77', anna.email.toUpperCase(), 'wrong');
    await from('2001:db8:9:9:9::9', anna.email, 'wrong');
    const { rows } = await server.deps.pool.query('select action, subject from audit where user_id = $1', [
      anna.actor.userId,
    ]);
    expect(rows).toEqual([
      { action: 'session.refused', subject: '198.51.100.0/24' },
      { action: 'session.refused', subject: '2001:db8:9::/48' },
    ]);
  });
});

test('behind a trusted proxy everybody has their own address, and nobody else is believed', async () => {
  const limits = { signInAddress: { tries: 2, seconds: 600 } };
  const behind = await openServer({ config: { trustedProxies: ['10.0.0.0/8', '::1'] }, limits });
  try {
    await behind.person('anna');
    const spray = (proxy: string, forwarded: string) => {
      let n = 0;
      return statuses(3, () =>
        behind.app.inject({
          method: 'POST',
          url: '/api/v1/session',
          remoteAddress: proxy,
          headers: { 'x-forwarded-for': forwarded },
          payload: { email: `${n++}@example.org`, password: 'wrong' },
        }),
      );
    };
    expect(await spray('10.1.2.3', '192.0.2.1')).toEqual([401, 401, 429]);
    // The next person behind the same proxy, whatever they claim to have come through.
    expect(await spray('10.1.2.3', '192.0.2.1, 192.0.2.2')).toEqual([401, 401, 429]);
    expect(await spray('::1', '192.0.2.1')).toEqual([429, 429, 429]);
    expect(await spray('192.0.2.99', '192.0.2.3')).toEqual([401, 401, 429]);
    expect(await spray('192.0.2.99', '192.0.2.4')).toEqual([429, 429, 429]);
  } finally {
    await behind.close();
  }
});

test('what is counted holds neither an e-mail nor an address', async () => {
  await signIn('canary@example.org', 'wrong', '203.0.113.77');
  const { rows } = await server.deps.pool.query('select key from rate_limit');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/canary|203\.0\.113/);
});

test('every limited endpoint exists, and every limit is used', () => {
  for (const name of Object.keys(LIMITED)) expect(api).toHaveProperty(name);
  // Counted where they happen: signing in, the way back from a provider, what one tells, and what is answered as a file.
  const elsewhere = ['signIn', 'signInPerson', 'signInAddress', 'callback', 'notification', 'export'];
  const used = new Set([
    ...elsewhere,
    ...Object.values(LIMITED).flatMap(({ limit, each }) => [limit, ...(each ? [each.limit] : [])]),
  ]);
  expect([...used].sort()).toEqual(Object.keys(LIMITS).sort());
});
