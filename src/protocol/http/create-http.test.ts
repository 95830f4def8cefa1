import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { notApplicable } from '../../../tests/not-applicable.ts';
import { createHttp, type HttpExchange, type HttpOptions } from './create-http.ts';
import type { HttpRequest } from './http.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}`;
}

function http(options: Partial<HttpOptions> = {}) {
  const exchanges: HttpExchange[] = [];
  const { fetch, close } = createHttp({
    allowPrivateAddresses: true,
    userAgent: 'Rubrica/test',
    now: () => 0,
    onRequest: (exchange) => exchanges.push(exchange),
    ...options,
  });
  cleanups.push(close);
  const ask = (url: string, request: Partial<HttpRequest> = {}) =>
    fetch({ method: 'GET', url, kind: 'test', ...request });
  return { ask, exchanges };
}

test('sends the body, the method and a user agent, and reports what it cost', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      seen.push(request.method, request.headers['user-agent'], body);
      response.writeHead(207, { etag: '"1"' }).end('<x/>');
    });
  });
  const { ask, exchanges } = http();
  const answer = await ask(`${url}/a?b=c`, { method: 'PROPFIND', body: 'è' });
  expect(await answer.text()).toBe('<x/>');
  expect([answer.status, answer.url, answer.headers.get('etag')]).toEqual([207, `${url}/a?b=c`, '"1"']);
  expect(seen).toEqual(['PROPFIND', 'Rubrica/test', 'è']);
  expect(exchanges).toEqual([
    {
      kind: 'test',
      method: 'PROPFIND',
      host: new URL(url).host,
      status: 207,
      bytesUp: 2,
      bytesDown: 4,
      ms: 0,
    },
  ]);
});

test('a redirect is handed back, not followed', async () => {
  let requests = 0;
  const url = await serve((_request, response) => {
    requests += 1;
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  const answer = await http().ask(url);
  expect([answer.status, answer.headers.get('location'), requests]).toEqual([
    302,
    'http://169.254.169.254/',
    1,
  ]);
});

test('bytes come as they are', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  const url = await serve((_request, response) => void response.end(bytes));
  const { ask, exchanges } = http();
  expect(Buffer.compare(await (await ask(url)).bytes(), bytes)).toBe(0);
  expect(exchanges).toMatchObject([{ bytesDown: 70_000 }]);
});

test('compressed answers are read, and characters cut by chunks survive', async () => {
  const text = 'à🙂'.repeat(10_000);
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const bytes = gzipSync(text, { level: 0 });
    for (let at = 0; at < bytes.length; at += 1001) response.write(bytes.subarray(at, at + 1001));
    response.end();
  });
  expect((await (await http().ask(url)).text()) === text).toBe(true);
});

test('an answer that unpacks to more than the limit is cut off', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  const answer = await http({ limits: { bodyBytes: { small: 1_000_000, photo: 1, large: 1 } } }).ask(url);
  await expect(answer.text()).rejects.toMatchObject({ kind: 'too-large' });
});

test('a compressed answer that breaks off is an error, not a short text', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync('x'.repeat(100_000), { level: 0 }).subarray(0, 50_000));
  });
  await expect((await http().ask(url)).text()).rejects.toMatchObject({ kind: 'connection-lost' });
});

test('a server that drips is not waited for', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'), 5);
    response.on('close', () => clearInterval(drip));
  });
  const answer = await http({ limits: { bodyMs: 50 } }).ask(url);
  await expect(answer.text()).rejects.toMatchObject({ kind: 'timeout' });
});

test('an answer nobody reads does not disturb anybody when it ends in time-out', async () => {
  const closed = Promise.withResolvers<void>();
  const url = await serve((_request, response) => {
    response.writeHead(200).write('x');
    response.on('close', () => closed.resolve());
  });
  const { ask, exchanges } = http({ limits: { bodyMs: 20 } });
  await ask(url);
  await closed.promise;
  expect(exchanges).toHaveLength(1);
});

test('a silent server is given up', async () => {
  const url = await serve(() => {});
  await expect(http({ limits: { headersMs: 50 } }).ask(url)).rejects.toMatchObject({ kind: 'timeout' });
});

test('a success has the size that was asked for, a refusal is read up to its beginning', async () => {
  const url = await serve((request, response) => {
    response.writeHead(Number(request.url!.slice(1)), { 'content-type': 'text/html' });
    response.end('x'.repeat(2_000_000));
  });
  const { ask } = http();
  await expect((await ask(`${url}/200`)).text()).rejects.toMatchObject({ kind: 'too-large' });
  expect(await (await ask(`${url}/200`, { size: 'large' })).text()).toHaveLength(2_000_000);
  expect(await (await ask(`${url}/500`)).text()).toHaveLength(64 * 1024);
  expect(await (await ask(`${url}/404`, { size: 'large' })).bytes()).toHaveLength(64 * 1024);
});

test('headers without an end are refused', async () => {
  const url = await serve((_request, response) => {
    for (let at = 0; at < 10_000; at += 1) response.setHeader(`x-${at}`, 'x'.repeat(20));
    response.end();
  });
  await expect(http().ask(url)).rejects.toMatchObject({ kind: 'too-large' });
});

test('a compressed answer counts as large when what came is, whatever it unpacks to', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const nothing = gzipSync('');
    response.end(Buffer.concat(Array.from({ length: 100_000 }, () => nothing)));
  });
  await expect((await http().ask(url)).text()).rejects.toMatchObject({ kind: 'too-large' });
});

test('whoever does not wait any more ends what is read, in every stage, and nothing is sent for them', async () => {
  let requests = 0;
  const closed: Promise<unknown>[] = [];
  const url = await serve((request, response) => {
    requests += 1;
    closed.push(once(response, 'close'));
    if (request.url === '/body') response.writeHead(200).write('x');
  });
  const { ask, exchanges } = http();
  const left = new AbortController();
  const body = await ask(`${url}/body`, { signal: left.signal });
  const reading = body.text();
  const headers = ask(`${url}/headers`, { signal: left.signal, method: 'PROPFIND' });
  while (requests < 2) await new Promise((resolve) => setImmediate(resolve));
  left.abort();
  await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
  await expect(headers).rejects.toMatchObject({ kind: 'cancelled' });
  await Promise.all(closed);
  for (const method of ['GET', 'PUT'])
    await expect(ask(url, { signal: left.signal, method })).rejects.toMatchObject({ kind: 'cancelled' });
  expect([requests, exchanges.length]).toEqual([2, 2]);
});

test('a write that is on its way is waited for: cut off, nobody would know what became of it', async () => {
  const left = new AbortController();
  const url = await serve((_request, response) => {
    left.abort();
    setImmediate(() => response.writeHead(201).end());
  });
  expect((await http().ask(url, { method: 'PUT', body: 'x', signal: left.signal })).status).toBe(201);
});

test('less time than usual is kept to', async () => {
  const url = await serve(() => {});
  await expect(http().ask(url, { withinMs: 30 })).rejects.toMatchObject({ kind: 'timeout' });
});

test('a port nobody listens on is unreachable', async () => {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const { ask, exchanges } = http();
  await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ kind: 'unreachable' });
  expect(exchanges).toMatchObject([{ status: 0 }]);
});

test('a connection that breaks is tried once more for reads, never for writes', async () => {
  let requests = 0;
  const url = await serve((request) => {
    requests += 1;
    request.socket.destroy();
  });
  const { ask } = http();
  await expect(ask(url, { method: 'PROPFIND' })).rejects.toMatchObject({ kind: 'connection-lost' });
  expect(requests).toBe(2);
  await expect(ask(url, { method: 'PUT', body: 'x' })).rejects.toMatchObject({ kind: 'connection-lost' });
  expect(requests).toBe(3);
});

test('whatever is asked, one connection is kept for it', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('whole'));
  }).on('connection', () => {
    connections += 1;
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  const { ask } = http();
  for (const method of ['REPORT', 'PROPFIND', 'GET', 'PUT', 'DELETE', 'POST', 'REPORT'])
    expect(await (await ask(url, { method, ...(method !== 'GET' && { body: 'x' }) })).text()).toBe('whole');
  expect(connections).toBe(1);
});

test('a name is asked about once, in the moment of connecting, and a private answer gets no connection', async () => {
  let connections = 0;
  const port = await listen(
    createTcpServer((socket) => {
      connections += 1;
      socket.destroy();
    }),
  );
  let questions = 0;
  const lookup = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) => {
    // The answer to an earlier check would have been a public address.
    questions += 1;
    callback(null, [{ address: questions === 1 ? '127.0.0.1' : '93.184.216.34', family: 4 }]);
  }) as unknown as LookupFunction;
  const { ask } = http({ allowPrivateAddresses: false, lookup });
  await expect(ask(`https://rebinding.example:${port}/`)).rejects.toMatchObject({ kind: 'private-address' });
  expect([questions, connections]).toEqual([1, 0]);
});

test('a literal private address is never connected to', async () => {
  let connections = 0;
  const port = await listen(
    createTcpServer((socket) => {
      connections += 1;
      socket.destroy();
    }),
  );
  const { ask } = http({ allowPrivateAddresses: false });
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])
    await expect(ask(`https://${host}:${port}/`)).rejects.toMatchObject({ kind: 'private-address' });
  expect(connections).toBe(0);
});

test('a certificate that nobody vouches for is refused before anything is sent; its own authority makes it good', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-tls-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  if (spawnSync('openssl', ['version']).error) return notApplicable('certificates: openssl is missing');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      ...subject,
      ...files,
    ],
    { stdio: 'ignore' },
  );
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
  let requests = 0;
  const server = createTlsServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end('ok');
  });
  const port = await listen(server as unknown as Server);
  await expect(http().ask(`https://localhost:${port}/`)).rejects.toMatchObject({ kind: 'tls' });
  expect(requests).toBe(0);
  expect(await (await http({ ca: cert! }).ask(`https://localhost:${port}/`)).text()).toBe('ok');
  await expect(http({ ca: cert! }).ask(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ kind: 'tls' });
});

test('a server without TLS behind an https address is told as such', async () => {
  const port = await listen(createServer((_request, response) => void response.end('plain')));
  await expect(http().ask(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ kind: 'tls' });
});
