import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '../../src/http/contract/contract.ts';
import { openServer, type TestServer } from './open-server.ts';

const SECRET = 'outside of the folder';
const root = mkdtempSync(join(tmpdir(), 'rubrica-web-'));
const built = join(root, 'dist');

let server: TestServer;
beforeAll(async () => {
  mkdirSync(join(built, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), SECRET);
  writeFileSync(
    join(built, 'index.html'),
    '<!doctype html><title>Rubrica</title><script type="module" src="/assets/main-1a2b3c.js"></script>',
  );
  writeFileSync(join(built, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(built, 'assets', 'main-1a2b3c.js'), 'export {};');
  writeFileSync(join(built, '.env'), SECRET);
  server = await openServer({ webFolder: built });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const SENT = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-powered-by',
  'server',
  'cache-control',
];
const securityHeaders = (headers: Record<string, unknown>) =>
  Object.fromEntries(SENT.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]));

test('the headers of an answer of the API', async () => {
  expect(securityHeaders((await server.app.inject('/api/v1/set-up')).headers)).toMatchInlineSnapshot(`
    {
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    }
  `);
});

test('every endpoint sends them, also when it refuses', async () => {
  const expected = securityHeaders((await server.app.inject('/api/v1/set-up')).headers);
  for (const { method, path } of Object.values(api)) {
    if (path === '/health') continue;
    const answer = await server.app.inject({ method, url: path.replace(/:\w+/g, 'x') });
    expect(securityHeaders(answer.headers), `${method} ${path}`).toEqual(expected);
  }
  for (const url of [
    '/api/v1/nothing',
    '/api/v1/openapi.json',
    '/api/v1/events',
    '/api/v1/errors/internal',
  ]) {
    expect(securityHeaders((await server.app.inject(url)).headers), url).toEqual(expected);
  }
});

test('over HTTPS browsers are told to stay with it', async () => {
  const secure = await openServer({ config: { url: 'https://crm.example.org' } });
  try {
    const { headers } = await secure.app.inject({ url: '/health', headers: { host: 'crm.example.org' } });
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  } finally {
    await secure.close();
  }
});

describe('the web interface', () => {
  const get = (url: string) => server.app.inject(url);

  test.each([
    '/',
    '/index.html',
    '/contacts',
    '/contacts/01a20e26-8f8f-748a-83e3-0aab6b81cde6?q=anna.smith',
    '/invitation/abc_-1',
  ])('its page answers %s and is never kept', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toContain('<title>Rubrica</title>');
  });

  test('a file whose name has its hash is kept for ever, any other is asked for again', async () => {
    const asset = await get('/assets/main-1a2b3c.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toMatch(/javascript/);
    expect(asset.headers['x-content-type-options']).toBe('nosniff');
    const mark = await get('/mark.svg');
    expect(mark.headers['cache-control']).toBe('no-cache');
    expect(mark.headers['content-security-policy']).toContain("default-src 'none'");
    const again = await server.app.inject({
      url: '/mark.svg',
      headers: { 'if-none-match': mark.headers.etag as string },
    });
    expect(again.statusCode).toBe(304);
  });

  test.each(['/assets/gone-9f8e7d.js', '/nothing.css', '/api/v1/nothing', '/api', '/oauth/nothing'])(
    'what is not there is not found, never the page: %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    },
  );

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/.env',
    '//secret.txt',
  ])('nothing outside of the folder, and nothing hidden, is served: %s', async (url) => {
    const answer = await get(url);
    expect(answer.body).not.toContain(SECRET);
  });

  test('only GET and HEAD get the page', async () => {
    expect((await server.app.inject({ method: 'POST', url: '/contacts' })).statusCode).toBe(404);
    expect((await server.app.inject({ method: 'HEAD', url: '/contacts' })).statusCode).toBe(200);
  });

  test('the page gets a fresh nonce each time, and nothing inline passes without it', async () => {
    const folder = join(root, 'with-nonce');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'index.html'),
      '<meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
    );
    const other = await openServer({ webFolder: folder });
    try {
      const [a, b] = [await other.app.inject('/'), await other.app.inject('/')];
      const nonces = [a, b].map(
        ({ headers }) => /'nonce-([^']{22,})'/.exec(String(headers['content-security-policy']))![1]!,
      );
      expect(nonces[0]).not.toBe(nonces[1]);
      expect(a.body.split(nonces[0]!)).toHaveLength(3);
      expect(a.headers['content-security-policy']).not.toContain('unsafe-inline');
    } finally {
      await other.close();
    }
  });

  test('when it has not been built, the address says so and how', async () => {
    const bare = await openServer({ webFolder: join(root, 'nowhere') });
    try {
      const answer = await bare.app.inject('/');
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.body).toContain('npm run build');
      expect((await bare.app.inject('/api/v1/set-up')).statusCode).toBe(200);
    } finally {
      await bare.close();
    }
  });
});
