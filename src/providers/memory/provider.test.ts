import { expect, test } from 'vitest';
import { emptyContact } from '../../contact/contact.ts';
import { type Book, type Cursor, type Io, ProviderError, type Write } from '../provider.ts';
import { createMemoryAccount, type MemoryAccount } from './memory-account.ts';
import { memoryProvider } from './provider.ts';

const CREDENTIALS = { username: 'alice', password: 's3cret' };
const MARKER = '0B9E6E0E-3C1B-4B5C-9F5D-0A1B2C3D4E5F';
const create: Write = {
  type: 'create',
  key: 'one',
  marker: MARKER,
  template: null,
  edits: [{ property: 'name', part: 'family', value: 'Rossi' }],
};

async function openBook(
  options: Partial<MemoryAccount> = {},
): Promise<{ account: MemoryAccount; book: Book }> {
  const account = createMemoryAccount(options);
  const [book] = await memoryProvider(account).open(CREDENTIALS, {}, {} as Io);
  return { account, book: book! };
}

async function write(book: Book, ...writes: Write[]) {
  const results = [];
  for await (const result of book.write(writes)) results.push(result);
  return results;
}

test('an answer lost before the work leaves nothing; lost after it, the work stands', async () => {
  for (const [fault, count] of [
    ['lost-before', 0],
    ['lost-after', 1],
  ] as const) {
    const { account, book } = await openBook({ faultOf: () => fault });
    expect(await write(book, create)).toMatchObject([{ outcome: 'unknown' }]);
    expect(account.books[0]!.all()).toHaveLength(count);
  }
});

test('a raced update is stale, a refused one says why', async () => {
  const { account, book } = await openBook();
  const [result] = await write(book, create);
  const card = result!.outcome === 'done' ? result!.card! : expect.fail('not created');
  const update: Write = {
    type: 'update',
    key: 'one',
    card,
    edits: [{ property: 'nickname', value: 'Rosso' }],
  };
  account.faultOf = () => 'raced';
  expect(await write(book, update)).toMatchObject([{ outcome: 'stale', card: { raw: card.raw } }]);
  account.faultOf = () => 'refused';
  expect(await write(book, update)).toMatchObject([{ outcome: 'refused' }]);
});

test('an update keeps what no edit names', async () => {
  const { account, book } = await openBook();
  const id = account.books[0]!.create({ contact: { ...emptyContact(), notes: 'old' }, unmapped: ['x'] });
  for await (const { card } of book.read([id]))
    await write(book, {
      type: 'update',
      key: 'one',
      card: card!,
      edits: [{ property: 'nickname', value: 'A' }],
    });
  expect(JSON.parse(account.books[0]!.get(id)!.raw)).toMatchObject({
    unmapped: ['x'],
    contact: { notes: 'old', nickname: 'A' },
  });
});

test('listings come in pages, a request each, with the cursor on the last', async () => {
  const { account, book } = await openBook({ pageSize: 2 });
  for (let index = 0; index < 5; index += 1) account.books[0]!.create({});
  const pages = [];
  for await (const page of book.changes(null, async () => new Map())) pages.push(page);
  expect(pages.map(({ cards, next }) => [cards.length, next !== undefined])).toEqual([
    [2, false],
    [2, false],
    [1, true],
  ]);
  expect(account.requests.list).toBe(3);
});

test('a request can be made to fail', async () => {
  const { account, book } = await openBook();
  account.onRequest = (kind) => {
    throw new ProviderError('unavailable', kind);
  };
  await expect(write(book, create)).rejects.toMatchObject({ kind: 'unavailable', message: 'write' });
  expect(account.books[0]!.all()).toEqual([]);
});

test('a read-only book refuses', async () => {
  const account = createMemoryAccount();
  const readOnly = { ...account.books[0]!, readOnly: true };
  const { book } = await openBook({ books: [readOnly] });
  expect(await write(book, create)).toMatchObject([{ outcome: 'refused' }]);
  expect(readOnly.all()).toEqual([]);
});

test('a group that lists its members gets the card, one that cards name is named by it', async () => {
  const { account, book } = await openBook();
  const memory = account.books[0]!;
  memory.groups.set('list', { id: 'list', name: 'Clienti', members: ['other'] });
  memory.groups.set('label', { id: 'label', name: 'Soci', members: null });
  const edits = ['list', 'label', 'list'].map((join) => ({ property: 'groups' as const, join }));
  const [result] = await write(book, { ...create, edits });
  expect(result).toMatchObject({ outcome: 'done', card: { contact: { groups: ['label'] } } });
  expect(memory.groups.get('list')!.members).toEqual(['other', MARKER]);
});

test('a removed group is told once', async () => {
  const { account, book } = await openBook();
  account.books[0]!.groups.set('g', { id: 'g', name: 'Clienti', members: [] });
  const list = async (cursor: Cursor | null) => {
    for await (const page of book.changes(cursor, async () => new Map())) return page;
    return expect.fail('no page');
  };
  const first = await list(null);
  account.books[0]!.removeGroup('g');
  const second = await list(first.next!);
  expect([first.removedGroups, second.removedGroups, second.groups]).toEqual([[], ['g'], []]);
  expect((await list(second.next!)).removedGroups).toEqual([]);
});
