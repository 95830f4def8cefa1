import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerBadHttp } from './input.ts';
import { endSlowRequests, MOVES_MS, mayTakeLong } from './slow-requests.ts';

let app: FastifyInstance;
let received = 0;
beforeEach(async () => {
  received = 0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  app = Fastify({ clientErrorHandler: answerBadHttp });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (_request: unknown, body: AsyncIterable<Buffer>) => {
    let text = '';
    for await (const piece of body) {
      text += piece;
      received = text.length;
    }
    return text;
  });
  app.post('/quick', async ({ body }) => body);
  app.post('/slow', { onRequest: async ({ raw }) => mayTakeLong(raw) }, async ({ body }) => body);
  app.get('/unread', async () => 'answer');
  endSlowRequests(app.server);
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

/** Begins a request of ten letters, of which it sends the first. */
async function begin(method: string, path: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { port } = app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (piece) => {
    text += piece;
  });
  socket.on('error', () => {});
  const answer = once(socket, 'close').then(() => text);
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: x/y\r\nContent-Length: 10\r\n\r\na`,
  );
  if (method === 'POST') await expect.poll(() => received).toBe(1);
  return { socket, answer };
}

test('what moves may take as long as it needs, where a route says so', async () => {
  const { socket, answer } = await begin('POST', '/slow');
  for (let sent = 2; sent <= 10; sent += 1) {
    socket.write('a');
    await expect.poll(() => received).toBe(sent);
    vi.advanceTimersByTime(MOVES_MS);
  }
  expect(await answer).toMatch(/^HTTP\/1.1 200 .*aaaaaaaaaa$/s);
});

test('what stands still is ended and told why, also where it may take long', async () => {
  const { socket, answer } = await begin('POST', '/slow');
  socket.write('a');
  await expect.poll(() => received).toBe(2);
  vi.advanceTimersByTime(2 * MOVES_MS);
  expect(await answer).toMatch(/^HTTP\/1.1 408 .*"code":"too-slow"/s);
});

test('all else is here whole in time or ended', async () => {
  const { socket, answer } = await begin('POST', '/quick');
  socket.write('a');
  await expect.poll(() => received).toBe(2);
  vi.advanceTimersByTime(MOVES_MS);
  expect(await answer).toMatch(/^HTTP\/1.1 408 .*"code":"too-slow"/s);
});

test('what was answered unread is ended without a second answer', async () => {
  const { socket, answer } = await begin('GET', '/unread');
  await once(socket, 'data');
  vi.advanceTimersByTime(MOVES_MS);
  const text = await answer;
  expect(text).toMatch(/^HTTP\/1.1 200 /);
  expect(text).not.toContain('408');
});
