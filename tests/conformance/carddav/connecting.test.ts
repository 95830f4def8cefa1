// From an address and a password to books, or to the one sentence that says why not.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startCardDavSandbox } from '../../../sandbox/carddav/sandbox.ts';
import { carddavProvider } from '../../../src/providers/carddav/provider.ts';
import { icloudProvider } from '../../../src/providers/icloud/provider.ts';
import type { HttpRequest, HttpResponse, Io } from '../../../src/providers/provider.ts';
import { readPages } from '../read-pages.ts';
import { createTestIo } from '../test-io.ts';
import { startAccount, vcard } from './sandbox-account.ts';

const ALICE = { username: 'alice', password: 's3cret' };

function testIo(options: Parameters<typeof createTestIo>[0] = {}) {
  const created = createTestIo(options);
  onTestFinished(created.close);
  return created;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const discover = (url: string, io: Io) => carddavProvider().discover({ ...ALICE, url }, io);

test('a principal, a home set, a book and a mistyped path of the server all lead to the book', async () => {
  const { sandbox, io } = await startAccount({ cards: 3 });
  const home = new URL('.', sandbox.bookUrl().replace(/\/$/, '')).href;
  const principal = home.replace('carddavhome', 'principal');
  for (const url of [sandbox.url, `${sandbox.url}/not/here/`, principal, home, sandbox.bookUrl()]) {
    const { books } = await discover(url, io);
    expect(books, url).toMatchObject([{ id: new URL(sandbox.bookUrl()).pathname, cards: 3 }]);
  }
});

test('an address without a scheme is taken for https', async () => {
  const { io, exchanges } = testIo();
  await expect(discover('127.0.0.1:1/dav', io)).rejects.toMatchObject({ name: 'ProviderError' });
  await expect(discover('localhost', io)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(exchanges.every(({ status }) => status === 0)).toBe(true);
});

test('all books of an account are found, with their names', async () => {
  const { provider, credentials, io } = await startAccount({
    books: [
      { name: 'card', displayName: 'Contacts' },
      { name: 'work', displayName: 'Lavoro & altro' },
    ],
  });
  const { books } = await provider.discover(credentials, io);
  expect(books.map(({ name }) => name)).toEqual(['Contacts', 'Lavoro & altro']);
});

test('groups are found with their sizes', async () => {
  const { provider, credentials, io, phone } = await startAccount({ cards: 2 });
  phone.put(
    'g.vcf',
    vcard('G', 'Amici', ['X-ADDRESSBOOKSERVER-KIND:group', 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:A']),
  );
  phone.put('c.vcf', vcard('C', 'Verdi', ['CATEGORIES:Clienti,Amici del golf']));
  const { groups } = await provider.discover(credentials, io);
  expect(groups).toEqual(
    expect.arrayContaining([
      { id: expect.stringMatching(/\/g\.vcf$/), name: 'Amici', cards: 1 },
      { id: 'Clienti', name: 'Clienti', cards: 1 },
    ]),
  );
});

test('a wrong password is tried once', async () => {
  for (const profile of ['standard', 'icloud', 'sogo'] as const) {
    const { provider, credentials, io, exchanges } = await startAccount({ profile });
    const wrong = provider.discover({ ...credentials, password: 'x' }, io);
    await expect(wrong).rejects.toMatchObject({ kind: 'sign-in-needed' });
    expect(exchanges).toHaveLength(1);
  }
});

test('a server that knows nothing of address books is told from an address where nothing is', async () => {
  const { io } = testIo();
  const page = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Hello</title>');
  });
  await expect(discover(page, io)).rejects.toMatchObject({ kind: 'not-an-address-book' });
  const nothing = await serve((_request, response) => void response.writeHead(404).end());
  await expect(discover(nothing, io)).rejects.toMatchObject({ kind: 'not-found' });
  const files = await serve((_request, response) => {
    const body =
      '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>';
    response.writeHead(207).end(body);
  });
  await expect(discover(files, io)).rejects.toMatchObject({ kind: 'not-an-address-book' });
});

test('a bomb in place of an answer does not go off', async () => {
  const url = await serve((_request, response) => {
    response
      .writeHead(207)
      .end(`<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1000)}">]><x>${'&a;'.repeat(1000)}</x>`);
  });
  await expect(discover(url, testIo().io)).rejects.toMatchObject({ kind: 'not-an-address-book' });
});

test('private, insecure and unreachable addresses each have their own error, and are not talked to', async () => {
  let requests = 0;
  const url = await serve((_request, response) => {
    requests += 1;
    response.end();
  });
  const { io } = testIo({ allowPrivateAddresses: false });
  await expect(discover(url.replace('http:', 'https:'), io)).rejects.toMatchObject({
    kind: 'private-address',
  });
  await expect(discover('https://169.254.169.254/latest/', io)).rejects.toMatchObject({
    kind: 'private-address',
  });
  await expect(discover('http://dav.example.org/', io)).rejects.toMatchObject({ kind: 'insecure-address' });
  await expect(discover('https://dav.example.org:25/', io)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(discover(await closedPort(), testIo().io)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(requests).toBe(0);
});

test('a redirect into the private network is refused', async () => {
  const secret: string[] = [];
  const inside = await serve((request, response) => {
    secret.push(request.url!);
    response.end('secret');
  });
  const outside = await serve(
    (_request, response) =>
      void response.writeHead(302, { location: inside.replace('http:', 'https:') }).end(),
  );
  // Only the outer server is configured; its neighbour is as good as any private address.
  const { io } = testIo({ allowPrivateAddresses: false, trustedOrigins: [outside] });
  const toMetadata = await serve(
    (_request, response) => void response.writeHead(302, { location: 'https://169.254.169.254/' }).end(),
  );
  await expect(discover(toMetadata, testIo().io)).rejects.toMatchObject({ kind: 'private-address' });
  await expect(discover(outside, io)).rejects.toMatchObject({ name: 'ProviderError' });
  expect(secret).toEqual([]);
});

test('a redirect to another origin does not take the password along', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401).end();
  });
  const first = await serve((_request, response) => void response.writeHead(301, { location: other }).end());
  await expect(discover(first, testIo().io)).rejects.toMatchObject({
    kind: 'elsewhere',
    message: `${other}/`,
  });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every((authorization) => authorization === undefined)).toBe(true);
});

test('principals, homes and books on other sites are not asked', async () => {
  const asked: string[] = [];
  const elsewhere = await serve((request, response) => {
    asked.push(request.url!);
    response.writeHead(404).end();
  });
  const url = await serve((_request, response) => {
    const prop = `<d:current-user-principal><d:href>${elsewhere}/p/</d:href></d:current-user-principal><c:addressbook-home-set><d:href>${elsewhere}/h/</d:href></c:addressbook-home-set>`;
    response
      .writeHead(207)
      .end(
        `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:response><d:href>/</d:href><d:propstat><d:prop>${prop}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`,
      );
  });
  await expect(discover(url, testIo().io)).rejects.toMatchObject({ kind: 'not-an-address-book' });
  expect(asked).toEqual([]);
});

test('an e-mail address alone asks DNS, then the domain itself', async () => {
  const { io } = testIo();
  const asked: string[] = [];
  const fetch = async (request: HttpRequest): Promise<HttpResponse> => {
    asked.push(request.url);
    return {
      status: 404,
      url: request.url,
      headers: new Headers(),
      text: async () => '',
      chunks: async function* () {},
      bytes: async () => new Uint8Array(),
    };
  };
  const dns = {
    srv: async (name: string) => {
      asked.push(name);
      return [
        { name: 'dav2.example.org', port: 8443, priority: 20, weight: 0 },
        { name: 'dav1.example.org', port: 443, priority: 10, weight: 0 },
      ];
    },
    txt: async () => [['path=/dav/']],
  };
  const credentials = { username: 'alice@example.org', password: 'x' };
  await expect(carddavProvider(dns).discover(credentials, { ...io, fetch })).rejects.toMatchObject({
    kind: 'not-found',
  });
  expect(asked).toEqual([
    '_carddavs._tcp.example.org',
    'https://dav1.example.org/dav/',
    'https://dav1.example.org/',
    'https://dav2.example.org:8443/dav/',
    'https://dav2.example.org:8443/',
    'https://example.org/dav/',
    'https://example.org/',
  ]);
});

test('a server that DNS names under another registered name is not asked, but named', async () => {
  const { io, exchanges } = testIo();
  const fetch = async (request: HttpRequest): Promise<HttpResponse> => {
    if (!request.url.startsWith('https://example.org/')) throw new Error(`${request.url} was asked`);
    return io.fetch({ ...request, url: await closedPort() });
  };
  const dns = {
    srv: async () => [{ name: 'dav.example.net', port: 443, priority: 10, weight: 0 }],
    txt: async () => [['path=/dav/']],
  };
  const credentials = { username: 'alice@example.org', password: 'x' };
  await expect(carddavProvider(dns).discover(credentials, { ...io, fetch })).rejects.toMatchObject({
    kind: 'elsewhere',
    message: 'https://dav.example.net/dav/',
  });
  expect(exchanges.every(({ status }) => status === 0)).toBe(true);
});

test('without an address and without an e-mail there is nothing to ask', async () => {
  const { io, exchanges } = testIo();
  await expect(carddavProvider().discover(ALICE, io)).rejects.toMatchObject({ kind: 'not-found' });
  expect(exchanges).toEqual([]);
});

test('iCloud is entered at its own address, whatever was typed, and the partition is the same account', async () => {
  const sandbox = await startCardDavSandbox({ profile: 'icloud', partitionHost: 'localhost', cards: 2 });
  onTestFinished(sandbox.stop);
  const { io } = testIo({ allowPrivateAddresses: false, trustedOrigins: [sandbox.url] });
  const provider = icloudProvider({ url: sandbox.url });
  const found = await provider.discover({ ...ALICE, url: 'https://evil.example/' }, io);
  expect(found.identity).toMatch(/^icloud\//);
  expect(found.books).toMatchObject([{ id: new URL(sandbox.bookUrl()).pathname, cards: 2 }]);
  expect(JSON.stringify(found)).not.toContain('s3cret');
});

test('401 below the root of iCloud is its throttle, told with a time that grows', async () => {
  const { book, sandbox, now, provider, credentials, state, io } = await startAccount({
    profile: 'icloud',
    cards: 2,
  });
  sandbox.faults.throttle(1);
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'rate-limited', retryAt: now + 60_000 });
  const later = { ...io, now: () => now + 120_000 };
  const [reopened] = await provider.open(credentials, state, later);
  sandbox.faults.throttle(1);
  await expect(readPages(reopened!, null)).rejects.toMatchObject({
    kind: 'rate-limited',
    retryAt: now + 420_000,
  });
  sandbox.setPassword('alice', 'changed');
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'sign-in-needed' });
});

test('elsewhere 401 is a sign-in', async () => {
  const { book, sandbox } = await startAccount({ cards: 2 });
  sandbox.faults.throttle(1);
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'sign-in-needed' });
});

test('a state that is not ours asks to connect again', async () => {
  const { provider, credentials, io } = await startAccount();
  await expect(provider.open(credentials, { some: 'thing' }, io)).rejects.toMatchObject({
    kind: 'not-found',
  });
});
