// The address where providers tell of changes, which anybody can send something to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

const URL = '/api/v1/notifications/microsoft';

let server: TestServer;
beforeAll(async () => {
  server = await openServer({ limits: { notification: { tries: 30, seconds: 600 } } });
});
afterAll(() => server.close());

const send = (options: object) =>
  server.app.inject({ method: 'POST', url: URL, remoteAddress: '198.51.100.1', ...options });

test('asked for an answer it gives back what was sent, as words and nothing else', async () => {
  const token = `Validation: Testing <script>alert(1)</script> & "x": ${'y'.repeat(100)}`;
  const answer = await send({
    url: `${URL}?validationToken=${encodeURIComponent(token).replaceAll('%20', '+')}`,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, token]);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
});

test('what is longer than any such question is no question', async () => {
  const answer = await send({ query: { validationToken: 'x'.repeat(1_001) } });
  expect([answer.statusCode, answer.body]).toEqual([202, '']);
});

test.each([
  ['nothing', {}, 202],
  ['what says nothing', { payload: {} }, 202],
  ['a notification about nothing', { payload: { value: [{ subscriptionId: 'a', clientState: 'b' }] } }, 202],
  ['a name with a zero in it', { payload: { value: [{ subscriptionId: 'a\0', clientState: 'b' }] } }, 202],
  ['no JSON', { payload: '{', headers: { 'content-type': 'application/json' } }, 400],
  ['words', { payload: 'words', headers: { 'content-type': 'text/plain' } }, 202],
  ['too many words', { payload: 'x'.repeat(300_000), headers: { 'content-type': 'text/plain' } }, 413],
  ['too much', { payload: { value: ['x'.repeat(300_000)] } }, 413],
  [
    'something else',
    { payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
  ],
  [
    'what another site makes a browser send',
    { payload: {}, headers: { origin: 'https://evil.example' } },
    403,
  ],
  [
    'what is told of a provider that tells nothing',
    { url: '/api/v1/notifications/icloud', payload: {} },
    404,
  ],
  ['what is told of a provider that is none', { url: '/api/v1/notifications/__proto__', payload: {} }, 404],
])('%s is answered at once', async (_, options, status) => {
  expect((await send(options)).statusCode).toBe(status);
});

test('whoever sends too much waits, and nobody else does', async () => {
  const from = (remoteAddress: string) => send({ remoteAddress, payload: {} });
  const statuses = [];
  for (let n = 0; n < 31; n += 1) statuses.push((await from('198.51.100.2')).statusCode);
  expect(new Set(statuses.slice(0, 30))).toEqual(new Set([202]));
  expect(statuses.at(-1)).toBe(429);
  expect((await from('198.51.100.3')).statusCode).toBe(202);
});

test('it is no part of the API that is described, and leaves no word of what was sent in the log', async () => {
  await send({ url: `${URL}?validationToken=canary`, payload: { value: [{ clientState: 'canary' }] } });
  const { body } = await server.app.inject({ url: '/api/v1/openapi.json' });
  expect(body).not.toContain('notifications/');
  expect(server.lines.join('')).not.toContain('canary');
});
