// What travels compressed, and what never does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServer, type Person, type TestServer } from './open-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubrica-compress-'));
const SCRIPT = 'export const words = "one and the same"; '.repeat(200);

let server: TestServer;
let boss: Person;
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Rubrica</title>');
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js.br'), brotliCompressSync(SCRIPT));
  server = await openServer({ webFolder: folder });
  boss = await server.person('boss', 'administrator');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const ask = (url: string, encoding: string, method: 'GET' | 'POST' = 'GET', payload?: object) =>
  server.app.inject({
    url,
    method,
    headers: { authorization: boss.bearer, 'accept-encoding': encoding },
    ...(payload && { payload }),
  });

test('an answer that pays for it is gzip to whoever takes it, and says the same', async () => {
  const plain = await ask('/api/v1/openapi.json', 'identity');
  expect(plain.headers['content-encoding']).toBeUndefined();
  for (const encoding of ['gzip', 'br, gzip;q=0.5']) {
    const answer = await ask('/api/v1/openapi.json', encoding);
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(answer.rawPayload).toString()).toBe(plain.body);
    expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4);
  }
});

test.each(['gzip;q=0', 'identity', 'gzipped', 'br'])('%s is answered as it is', async (encoding) => {
  const answer = await ask('/api/v1/openapi.json', encoding);
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.headers.vary).toBe('accept-encoding');
});

test('a small answer is not worth it', async () => {
  expect((await ask('/api/v1/set-up', 'gzip')).headers['content-encoding']).toBeUndefined();
});

test('what is answered to anything but GET, as a secret is once, is never compressed', async () => {
  const note = 'the same words again and again '.repeat(200);
  const body = { kind: 'contact', values: { lastName: 'Rossi', description: note } };
  const made = await ask('/api/v1/records', 'gzip', 'POST', body);
  expect(made.statusCode).toBe(201);
  expect(made.headers['content-encoding']).toBeUndefined();
  const read = await ask(`/api/v1/records/${made.json().id}`, 'gzip');
  expect(read.headers['content-encoding']).toBe('gzip');
});

test('a file comes from the copy the build laid beside it, under its own type', async () => {
  const answer = await ask('/assets/app-1a2b3c.js', 'gzip, br');
  expect(answer.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(answer.headers['content-type']).toMatch(/javascript/);
  expect((await ask('/assets/app-1a2b3c.js', 'identity')).body).toBe(SCRIPT);
});
