// Listings against servers with every habit that has been met.
import { expect, test } from 'vitest';
import type { Cursor } from '../../../src/providers/provider.ts';
import { collect, readPages } from '../read-pages.ts';
import { startAccount, vcard } from './sandbox-account.ts';

test('a first pull of 200 cards takes three requests, an unchanged run one, one change two', async () => {
  const { book, kinds, exchanges, phone } = await startAccount({ cards: 200 });
  const first = await readPages(book, null);
  expect(first.cards).toHaveLength(200);
  expect(kinds()).toEqual(['sync-collection', 'multiget', 'multiget']);
  exchanges.length = 0;
  const unchanged = await readPages(book, first.next, first.cards);
  expect(kinds()).toEqual(['sync-collection']);
  exchanges.length = 0;
  phone.put('new.vcf', vcard('new', 'Nuovo'));
  expect((await readPages(book, unchanged.next, first.cards)).cards).toHaveLength(1);
  expect(kinds()).toEqual(['sync-collection', 'multiget']);
});

test('without sync-collection the unchanged run is one question for the ctag', async () => {
  const { book, kinds, exchanges } = await startAccount({ profile: 'sabre18', cards: 20 });
  const first = await readPages(book, null);
  exchanges.length = 0;
  const { pages } = await readPages(book, first.next, first.cards);
  expect(kinds()).toEqual(['propfind']);
  expect(pages[0]).toMatchObject({ full: false, cards: [], unchanged: [] });
});

test('without sync-collection and ctag every run is one listing of etags', async () => {
  const behaviour = { syncCollection: false, syncTokenProperty: false, ctag: false };
  const { book, kinds, exchanges } = await startAccount({ behaviour, cards: 20 });
  const first = await readPages(book, null);
  exchanges.length = 0;
  const second = await readPages(book, first.next, first.cards);
  expect(kinds()).toEqual(['propfind']);
  expect(second.unchanged).toHaveLength(20);
  expect(second.pages[0]!.full).toBe(true);
});

test('large books are asked for in growing batches, four at a time at most', async () => {
  const { book, exchanges, sandbox } = await startAccount({ cards: 3000 });
  const { cards, pages } = await readPages(book, null);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(3000);
  expect(exchanges.length).toBeLessThan(20);
  expect(sandbox.requests.peakInFlight).toBeLessThanOrEqual(4);
  expect(pages[0]).toMatchObject({ expected: 3000, full: true });
});

test('iCloud is never asked for more than a hundred at once, nor by more than two requests', async () => {
  const { book, exchanges, sandbox } = await startAccount({
    profile: 'icloud',
    cards: 700,
    behaviour: { multigetMax: 100 },
  });
  expect((await readPages(book, null)).cards).toHaveLength(700);
  expect(exchanges.every(({ status }) => status === 207)).toBe(true);
  expect(sandbox.requests.peakInFlight).toBeLessThanOrEqual(2);
});

test('an answer of 507 is continued until there is no more', async () => {
  const { book, kinds } = await startAccount({ behaviour: { pageLimit: 60 }, cards: 200 });
  expect((await readPages(book, null)).cards).toHaveLength(200);
  expect(kinds().filter((kind) => kind === 'sync-collection')).toHaveLength(4);
});

test('the book itself among its members, other orders and doubles do no harm', async () => {
  for (const multigetOrder of ['reversed', 'duplicated'] as const) {
    const { book, kinds } = await startAccount({
      behaviour: { multigetOrder, collectionInSync: true, strictMultiget: true },
      cards: 30,
    });
    const { cards, unchanged } = await readPages(book, null);
    expect(new Set(cards.map(({ id }) => id)).size).toBe(30);
    expect([cards.length, unchanged, kinds()]).toEqual([30, [], ['sync-collection', 'multiget']]);
  }
});

test('a server that refuses large batches is asked for smaller ones, and stays so', async () => {
  const { book, exchanges } = await startAccount({ behaviour: { multigetMax: 60 }, cards: 2000 });
  expect((await readPages(book, null)).cards).toHaveLength(2000);
  const refused = exchanges.filter(({ status }) => status === 413);
  // Four batches of a hundred are under way before the first answer.
  expect(refused).toHaveLength(4);
  expect(exchanges.length).toBeLessThan(50);
});

test('busy servers are waited for as long as they say, when that is short', async () => {
  const { book, sandbox, slept } = await startAccount({ cards: 5 });
  sandbox.faults.busy(2, 429, 3, { kind: 'multiget' });
  expect((await readPages(book, null)).cards).toHaveLength(5);
  expect(slept).toEqual([3000, 3000]);
});

test('a long wait is handed back, with its end', async () => {
  const { book, sandbox, now } = await startAccount({ cards: 5 });
  sandbox.faults.busy(1, 503, 600, { kind: 'sync' });
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'unavailable', retryAt: now + 600_000 });
  sandbox.faults.busy(1, 429, 600, { kind: 'sync' });
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'rate-limited', retryAt: now + 600_000 });
});

test('errors and broken answers in the middle of a download are got over', async () => {
  const { book, sandbox } = await startAccount({ cards: 200 });
  sandbox.faults.serverError(1, { kind: 'multiget' });
  sandbox.faults.cut(2, 'middle', { kind: 'multiget' });
  expect((await readPages(book, null)).cards).toHaveLength(200);
});

test('a server that only fails is given up, without a conclusion about any card', async () => {
  const { book, sandbox } = await startAccount({ cards: 200 });
  sandbox.faults.serverError(1000, { kind: ['multiget', 'get'] }, 502);
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'unavailable' });
  sandbox.faults.clear();
  sandbox.faults.cut(10, 'middle', { kind: 'sync' });
  await expect(readPages(book, null)).rejects.toMatchObject({ name: 'ProviderError' });
});

test('one card that cannot be had is named, so that it is not taken for missing; the others come', async () => {
  const { book, sandbox, phone } = await startAccount({ cards: 60 });
  const bad = phone.list()[33]!;
  const names = (request: { body: Buffer; path: string }) =>
    request.body.includes(bad.name) || request.path.endsWith(bad.name);
  sandbox.faults.serverError(1000, { kind: ['multiget', 'get'], when: names });
  const { cards, unchanged } = await readPages(book, null);
  expect(cards).toHaveLength(59);
  expect(unchanged.map((id) => id.split('/').at(-1))).toEqual([bad.name]);
});

test('a sign-in page in place of an answer is no empty book', async () => {
  const { book, sandbox } = await startAccount({ cards: 5 });
  const first = await readPages(book, null);
  sandbox.faults.signInPage(10);
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'unexpected-response' });
  await expect(readPages(book, first.next)).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test('a book that is gone is not a book without cards', async () => {
  const { book, sandbox } = await startAccount({ cards: 5 });
  const first = await readPages(book, null);
  const answer = { status: 404, body: 'Not Found' };
  sandbox.faults.add({ effect: { answer }, times: 1000 });
  await expect(readPages(book, first.next)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(readPages(book, null)).rejects.toMatchObject({ kind: 'not-found' });
  const reading = collect(book.read(first.cards.map(({ id }) => id)));
  await expect(reading).rejects.toMatchObject({ kind: 'not-found' });
});

test.each(['403', '500', 'error-412'] as const)(
  'a token refused with %s asks for a new start',
  async (bogusToken) => {
    const { book, sandbox } = await startAccount({ behaviour: { bogusToken }, cards: 5 });
    const first = await readPages(book, null);
    sandbox.faults.expireTokens();
    await expect(readPages(book, first.next)).rejects.toMatchObject({ kind: 'cursor-expired' });
    expect((await readPages(book, null, first.cards)).cards).toEqual([]);
  },
);

test('a cursor of another kind of book is refused, not misread', async () => {
  const { book } = await startAccount();
  await expect(readPages(book, 'nonsense' as Cursor)).rejects.toMatchObject({ kind: 'cursor-expired' });
});

test('a server that has lost its sync reports is listed by etags', async () => {
  const { book, sandbox, kinds } = await startAccount({ cards: 5 });
  sandbox.behaviour.syncCollection = false;
  expect((await readPages(book, null)).cards).toHaveLength(5);
  expect(kinds()).toEqual(['sync-collection', 'propfind', 'propfind', 'multiget']);
});

test('names that need encoding are found, fetched and written', async () => {
  const names = ['sp ace.vcf', 'è.vcf', 'co:lon.vcf', 'a+b@c.vcf', 'pa(ren).vcf', "it's&so.vcf", '100%.vcf'];
  for (const behaviour of [{ hrefs: 'minimal' }, { hrefs: 'lower-hex' }, { rawSyncHrefs: true }] as const) {
    const { book, phone } = await startAccount({ behaviour });
    for (const [index, name] of names.entries())
      phone.put(name.replace('%', '%25'), vcard(`u${index}`, `Name${index}`));
    const { cards, next } = await readPages(book, null);
    expect(cards.map(({ contact }) => contact.name.family).sort()).toEqual(
      names.map((_, index) => `Name${index}`),
    );
    for (const card of cards) phone.remove(card.id);
    const { removed } = await readPages(book, next, cards);
    expect([...removed].sort()).toEqual(cards.map(({ id }) => id).sort());
  }
});

test('members on other machines are left alone', async () => {
  const { book, sandbox, exchanges } = await startAccount({ cards: 2 });
  const member = (href: string) =>
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:getetag>"1"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
  const hrefs = [
    'http://127.0.0.1:1/secret.vcf',
    'https://evil.example/a.vcf',
    '//evil.example/b.vcf',
    'file:///etc/passwd',
  ];
  const body = `<d:multistatus xmlns:d="DAV:">${hrefs.map(member).join('')}<d:sync-token>t</d:sync-token></d:multistatus>`;
  sandbox.faults.add({
    kind: 'sync',
    effect: { answer: { status: 207, headers: { 'Content-Type': 'text/xml' }, body } },
  });
  const { cards } = await readPages(book, null);
  expect(cards).toEqual([]);
  expect(exchanges.every(({ host }) => host === new URL(sandbox.url).host)).toBe(true);
});

test('group cards come as groups, their removal as well, and never as contacts', async () => {
  const { book, phone } = await startAccount({ cards: 3 });
  phone.put(
    'g.vcf',
    vcard('G-1', 'Amici', ['X-ADDRESSBOOKSERVER-KIND:group', 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:A']),
  );
  const first = await readPages(book, null);
  const groups = first.pages.flatMap((page) => page.groups);
  expect(groups).toMatchObject([{ name: 'Amici', members: ['A'] }]);
  expect(first.cards).toHaveLength(3);
  phone.remove('g.vcf');
  const second = await readPages(book, first.next, first.cards);
  expect(second.pages.flatMap((page) => page.removedGroups)).toEqual([groups[0]!.id]);
});

test('etags that move without the card are known after one look', async () => {
  const { book, sandbox } = await startAccount({ cards: 5 });
  const first = await readPages(book, null);
  sandbox.faults.moveEtags();
  const second = await readPages(book, first.next, first.cards);
  expect(second.cards.map(({ raw }) => raw).sort()).toEqual(first.cards.map(({ raw }) => raw).sort());
  expect((await readPages(book, second.next, second.cards)).cards).toEqual([]);
});

test('etags without quotes are the same etags', async () => {
  const { book } = await startAccount({ behaviour: { quotedEtags: false }, cards: 5 });
  const first = await readPages(book, null);
  const quoted = first.cards.map((card) => ({
    ...card,
    version: `"${card.version}"` as typeof card.version,
  }));
  expect((await readPages(book, null, quoted)).unchanged).toHaveLength(5);
});
