// What is sent by mistake or by malice, and the field it is answered with.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServer, type Person, type TestServer } from './open-server.ts';
import { makeAccount } from './world.ts';

let server: TestServer;
let anna: Person;
let record: string;
beforeAll(async () => {
  server = await openServer();
  anna = await server.person('anna');
  record = (await send('POST', '/api/v1/records', { kind: 'contact', values: { lastName: 'Neri' } })).json()
    .id;
});
afterAll(() => server.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
const send = (method: Method, url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  server.app.inject({
    method,
    url,
    headers: {
      authorization: anna.bearer,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && {
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    }),
  });
const faultsOf = async (answer: ReturnType<typeof send>): Promise<[number, string[]]> => {
  const { statusCode, json } = await answer;
  return [statusCode, Object.keys(json().fields ?? {})];
};

describe('a body', () => {
  const patch = (values: unknown) => send('PATCH', `/api/v1/records/${record}`, { values });
  let deep: unknown = 'x';
  for (let n = 0; n < 40; n++) deep = [deep];

  test.each([
    ['NUL', { lastName: 'a\0b' }, 'values.lastName'],
    ['half a character', { lastName: '\ud83d' }, 'values.lastName'],
    ['NUL in a name', { 'last\0Name': 'x' }, 'values.lastName'],
    ['a list in place of a text', { lastName: ['x'] }, 'values.lastName'],
    ['a number beyond numbers', { lastName: 1e308 }, 'values.lastName'],
    ['a text without end', { lastName: 'x'.repeat(100_001) }, 'values.lastName'],
  ])('with %s names the field', async (_what, values, field) => {
    expect(await faultsOf(patch(values))).toEqual([400, [field]]);
  });

  test('nested without end is refused where it is', async () => {
    const [status, [field]] = await faultsOf(patch({ lastName: deep }));
    expect([status, field]).toEqual([400, expect.stringMatching(/^values\.lastName(\.0)+$/)]);
    const bytes = `{"values":${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
    expect((await send('PATCH', `/api/v1/records/${record}`, bytes)).statusCode).toBe(400);
  });

  test.each([
    '{"values":{"__proto__":"x"}}',
    '{"values":{"__proto__":{"lastName":"x"}}}',
    '{"values":{"constructor":{"prototype":{}}}}',
  ])('that reaches for a prototype is refused: %s', async (text) => {
    const [status, fields] = await faultsOf(send('PATCH', `/api/v1/records/${record}`, text));
    expect(status).toBe(400);
    expect(fields[0]).toMatch(/^values\.(__proto__|constructor)$/);
  });

  test('that is not UTF-8 is refused as a whole, and nothing of it is stored', async () => {
    const latin1 = Buffer.from('{"values":{"lastName":"Nicolò"}}', 'latin1');
    expect(await faultsOf(send('PATCH', `/api/v1/records/${record}`, latin1))).toEqual([400, ['body']]);
    expect((await send('GET', `/api/v1/records/${record}`)).json().values.lastName).toBe('Neri');
  });

  test('with a mark of its byte order is JSON all the same', async () => {
    const marked = Buffer.from('\ufeff{"values":{"lastName":"Nicolò"}}');
    expect((await send('PATCH', `/api/v1/records/${record}`, marked)).json().values.lastName).toBe('Nicolò');
    await patch({ lastName: 'Neri' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense', ''])(
    'of type %j is no JSON',
    async (type) => {
      const answer = await send('PATCH', `/api/v1/records/${record}`, '{"values":{}}', {
        'content-type': type,
      });
      expect([400, 415]).toContain(answer.statusCode);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    },
  );

  test.each([
    ['a version beyond 32 bits', { versions: { this: 2 ** 40, other: 1 } }, 'versions.this'],
    ['half a version', { versions: { this: 1, other: 0.5 } }, 'versions.other'],
  ])('with %s names it', async (_what, more, field) => {
    const answer = send('POST', `/api/v1/records/${record}/merge`, { recordId: record, ...more });
    expect(await faultsOf(answer)).toEqual([400, [field]]);
  });

  test('with an owner that is nobody names it', async () => {
    const filter = { kind: 'contact', owner: 'somebody' };
    expect(await faultsOf(send('POST', '/api/v1/records/flag', { filter, flagged: true }))).toEqual([
      400,
      ['filter.owner'],
    ]);
  });
});

describe('an address', () => {
  test.each([
    ['/api/v1/records?q=a%00b', 'q'],
    ['/api/v1/records?q=%ff', 'q'],
    ['/api/v1/records?q=%ED%A0%80', 'q'],
    ['/api/v1/records?q=%', 'q'],
    ['/api/v1/records?kind=contact&kind=lead', 'kind'],
    ['/api/v1/records?limit=10&limit=20', 'limit'],
    ['/api/v1/records?limit=ten', 'limit'],
    ['/api/v1/records?limit=1e9', 'limit'],
    ['/api/v1/records?limit=0.5', 'limit'],
    ['/api/v1/records?offset=99999999999999999999', 'offset'],
    ['/api/v1/records?owner=you', 'owner'],
    ['/api/v1/records?flagged=maybe', 'flagged'],
    ['/api/v1/records?cursor=x', 'cursor'],
    [
      '/api/v1/records?sort=-updatedAt&cursor=WyJub3ciLCIwMTlhMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiXQ',
      'cursor',
    ],
    ['/api/v1/records/7', 'id'],
    ['/api/v1/records/%00', 'id'],
    ['/api/v1/records/%ff', 'path'],
    ['/api/v1/records/%', 'path'],
    ['/api/v1/invitations/a%00b', 'token'],
  ])('%s is answered with %s', async (url, field) => {
    expect(await faultsOf(send('GET', url))).toEqual([400, [field]]);
  });

  test('of a queue is looked at like any other', async () => {
    const url = '/api/v1/accounts/019a0000-0000-7000-8000-000000000001/queue';
    for (const [query, field] of [
      ['q=a%00', 'q'],
      ['state=gone', 'state'],
      ['hasMatch=1', 'hasMatch'],
    ])
      expect(await faultsOf(send('GET', `${url}?${query}`))).toEqual([400, [field]]);
  });
});

test.each(['"x"', '"-1"', '"9999999999"', '"1","2"', '""', '1.5'])(
  'If-Match %s is no version',
  async (value) => {
    const answer = send('PATCH', `/api/v1/records/${record}`, { values: {} }, { 'if-match': value });
    expect(await faultsOf(answer)).toEqual([400, ['If-Match']]);
  },
);

test('a name longer than an index takes is a name', async () => {
  const lastName = Array.from({ length: 999 }, (_, n) =>
    String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000)),
  ).join('');
  const values = { lastName, firstName: lastName, companyName: lastName, birthday: '1980-01-01' };
  const made = await send('POST', '/api/v1/records', { kind: 'contact', values });
  expect(made.statusCode).toBe(201);
  expect(made.json().values).toMatchObject(values);
  const page = (await send('GET', '/api/v1/records?limit=1&sort=-name')).json();
  const rest = await send('GET', `/api/v1/records?limit=1&sort=-name&cursor=${page.next}`);
  expect(rest.json().items[0].id).toBe(record);
});

test('cookies and headers of any form are nobody’s, and no error', async () => {
  for (const cookie of [
    'rubrica=%',
    'rubrica=%ff.%00',
    'rubrica',
    '=;=',
    'a=b; '.repeat(500),
    'rubrica-device=%.%',
  ]) {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const answers = [
      await server.app.inject({ url: '/api/v1/me', headers }),
      await server.app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers,
        payload: { email: 'nobody@example.org', password: 'x' },
      }),
    ];
    expect(
      answers.map(({ statusCode }) => statusCode),
      cookie,
    ).toEqual([401, 401]);
  }
});

test('what a proxy says of the host does not count, trusted or not', async () => {
  const behind = await openServer({ config: { trustedProxies: ['127.0.0.1'] } });
  try {
    const ask = (host: string, forwarded: string) =>
      behind.app.inject({ url: '/api/v1/set-up', headers: { host, 'x-forwarded-host': forwarded } });
    expect((await ask('localhost:8080', 'evil.example')).statusCode).toBe(200);
    expect((await ask('evil.example', 'localhost:8080')).json()).toMatchObject({ code: 'cross-site' });
  } finally {
    await behind.close();
  }
});

test('a card whose account has to be discovered anew says so, and is no error of ours', async () => {
  const { card } = await makeAccount(server, anna);
  const answer = await send('GET', `/api/v1/cards/${card}/photo`);
  expect(answer.json()).toMatchObject({ status: 422, code: 'book-not-found' });
});
