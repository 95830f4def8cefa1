// Listings: what repeats itself, comes late or out of order, what is not gone but moved, and positions that are none any more.
import { expect, test } from 'vitest';
import type { Card, Cursor, Page, Write } from '../../../src/providers/provider.ts';
import { openMicrosoftAccount } from '../../microsoft-account.ts';
import { cardOf, collect, readPages, write } from '../read-pages.ts';
import { create, rename, update } from './build-writes.ts';

const givenOf = (cards: Card[]) => cards.map(({ contact }) => contact.name.given).sort();
const names = (count: number) => Array.from({ length: count }, (_, index) => `P${index}`);

test('a listing is whole and brings each contact once, however its pages come', async () => {
  for (const delta of [{ emptyPages: true }, { replays: true }, { reversed: true }, { largestPage: 7 }]) {
    const account = await openMicrosoftAccount({ people: 40 });
    Object.assign(account.sandbox.behaviour.delta, { largestPage: 15 }, delta);
    const first = await readPages(account.book, null);
    expect(new Set(first.cards.map(({ id }) => id)).size).toBe(40);
    const phone = account.sandbox.phone();
    account.sandbox.clock.advance(5000);
    for (const given of names(20)) phone.create({ givenName: given });
    const next = await readPages(account.book, first.next, first.cards);
    expect(new Set(givenOf(next.cards))).toEqual(new Set(names(20)));
    expect(next.removed).toEqual([]);
  }
});

test('a contact that was made and removed between two listings is no news', async () => {
  const { book, sandbox } = await openMicrosoftAccount({ people: 2 });
  const first = await readPages(book, null);
  const phone = sandbox.phone();
  phone.remove(phone.create({ givenName: 'Passing' }).id);
  const next = await readPages(book, first.next, first.cards);
  expect(next.cards).toEqual([]);
});

test('a contact removed and restored is not gone', async () => {
  const { book, sandbox } = await openMicrosoftAccount();
  const phone = sandbox.phone();
  const { id } = phone.create({ givenName: 'Anna' });
  const first = await readPages(book, null);
  phone.remove(id);
  phone.restore(id);
  const { removed, cards } = await readPages(book, first.next, first.cards);
  expect(removed).toEqual([]);
  expect(cards.every((card) => card.id === id)).toBe(true);
});

test('a contact moved to another folder is gone from one book and has the same identity in the other', async () => {
  const { provider, session, io, sandbox } = await openMicrosoftAccount();
  const phone = sandbox.phone();
  phone.createFolder('Clients');
  const { id } = phone.create({ givenName: 'Anna' });
  const { state } = await provider.discover(session, io);
  const [contacts, clients] = await provider.open(session, state, io);
  const [first, empty] = [await readPages(contacts!, null), await readPages(clients!, null)];
  phone.move(id, 'Clients');
  const left = await readPages(contacts!, first.next, first.cards);
  const came = await readPages(clients!, empty.next);
  expect([left.removed, left.cards]).toEqual([[id], []]);
  expect(came.cards.map((card) => [card.id, card.uid])).toEqual([[id, first.cards[0]!.uid]]);
  expect(await collect(contacts!.read([first.cards[0]!.id]))).toEqual([{ id, card: null }]);
  // A folder is a group to choose by.
  expect(empty.groups).toMatchObject([{ name: 'Clients', members: null, system: true }]);
  expect(came.cards[0]!.contact.groups).toEqual([empty.groups[0]!.id]);
});

test('what a listing shows as it was before our own write is no news', async () => {
  const { book, sandbox } = await openMicrosoftAccount({ behaviour: { propagationDelayMs: 60_000 } });
  const phone = sandbox.phone();
  const { id } = phone.create({ givenName: 'Anna' });
  sandbox.clock.advance(61_000);
  const first = await readPages(book, null);
  phone.edit(id, { jobTitle: 'CEO' });
  const [seen] = await collect(book.read([first.cards[0]!.id]));
  sandbox.clock.advance(1000);
  const written = cardOf((await write(book, rename(seen!.card!, 'Nini')))[0]);
  sandbox.clock.advance(59_500);
  // Shows the edit of the phone, and not yet what was written after it.
  const late = await readPages(book, first.next, [written]);
  expect(late.cards).toEqual([]);
  sandbox.clock.advance(60_000);
  expect((await readPages(book, late.next, [written])).cards).toEqual([]);
  const full = await readPages(book, null, [written]);
  expect([full.cards, full.unchanged]).toEqual([[], [id]]);
});

test.each(['SyncStateNotFound', 'resyncRequired', 'BadRequest', 'ErrorInvalidIdMalformed'] as const)(
  'a position that is none any more (%s) is begun anew, and nothing is concluded from it',
  async (how) => {
    const { book, sandbox } = await openMicrosoftAccount({ people: 3 });
    const { next, cards } = await readPages(book, null);
    sandbox.faults.expireDeltaLinks(how);
    await expect(readPages(book, next, cards)).rejects.toMatchObject({ kind: 'cursor-expired' });
    expect((await readPages(book, null, cards)).unchanged).toHaveLength(3);
  },
);

test('a position of another way of asking, or of nobody, is begun anew without a question', async () => {
  const { book, exchanges } = await openMicrosoftAccount({ people: 3 });
  const { next } = await readPages(book, null);
  exchanges.length = 0;
  for (const cursor of [next.replace('"asked":"', '"asked":"x'), 'none', '{"link":"x"}'])
    await expect(readPages(book, cursor as Cursor)).rejects.toMatchObject({ kind: 'cursor-expired' });
  expect(exchanges).toEqual([]);
});

test('a position that leads elsewhere is given no token', async () => {
  const { book, exchanges } = await openMicrosoftAccount({ people: 3 });
  const { next } = await readPages(book, null);
  exchanges.length = 0;
  const elsewhere = next.replace(/http:\/\/[^/]+/, 'https://elsewhere.example') as Cursor;
  await expect(readPages(book, elsewhere)).rejects.toMatchObject({ kind: 'unexpected-response' });
  expect(exchanges).toEqual([]);
});

test('a mailbox that is full is read whole, and has no position', async () => {
  const { book, sandbox } = await openMicrosoftAccount({ people: 12 });
  const first = await readPages(book, null);
  sandbox.faults.full(2, { kind: 'contacts.delta' });
  await expect(readPages(book, first.next, first.cards)).rejects.toMatchObject({ kind: 'cursor-expired' });
  const pages: Page[] = [];
  for await (const page of book.changes(null, async () => new Map())) pages.push(page);
  expect(pages.flatMap(({ cards }) => cards)).toHaveLength(12);
  expect(pages.map(({ full, next }) => [full, next])).toEqual([[true, undefined]]);
});

test('a folder that is gone is told as not found', async () => {
  const { provider, session, io, sandbox } = await openMicrosoftAccount();
  sandbox.phone().createFolder('Clients');
  const { state } = await provider.discover(session, io);
  const [, clients] = await provider.open(session, state, io);
  const { next } = await readPages(clients!, null);
  sandbox.phone().removeFolder('Clients');
  for (const cursor of [next, null])
    await expect(readPages(clients!, cursor)).rejects.toMatchObject({ kind: 'not-found' });
});

test('a folder that was renamed is told of by its id, once; one whose folders cannot be told is not opened', async () => {
  const { provider, session, io, sandbox, discovery } = await openMicrosoftAccount();
  const { id } = sandbox.phone().createFolder('Clients');
  const clients = async () =>
    (await provider.open(session, await provider.findBooks!(session, discovery.state, io), io))[1]!;
  const first = await readPages(await clients(), null);
  expect((await readPages(await clients(), first.next)).groups).toEqual([]);
  sandbox.phone().renameFolder('Clients', 'Customers');
  const renamed = await readPages(await clients(), first.next);
  expect(renamed.groups).toEqual([{ id, name: 'Customers', members: null, system: true }]);
  expect((await readPages(await clients(), renamed.next)).groups).toEqual([]);
  // Left out for want of an answer, a folder would be taken for one that is not there.
  sandbox.faults.error(1, sandboxRefusal(), { when: ({ path }) => path.endsWith('/childFolders') });
  await expect(clients()).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test.each([503, 'empty', 'page', 500] as const)(
  'a page that is too much for the server (%s) is asked for in smaller ones, and reads survive',
  async (how) => {
    const { book, sandbox } = await openMicrosoftAccount({ people: 12 });
    sandbox.faults.serverError(6, { kind: 'contacts.delta' }, how);
    expect((await readPages(book, null)).cards).toHaveLength(12);
  },
);

test('a server that is down is told as such, and the position stays where it was', async () => {
  const { book, sandbox } = await openMicrosoftAccount({ people: 12 });
  const { next, cards } = await readPages(book, null);
  sandbox.faults.serverError(1000);
  await expect(readPages(book, next, cards)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('one contact of a batch that cannot be read is left out, and the others are read', async () => {
  const { book, sandbox } = await openMicrosoftAccount({ people: 3 });
  const { cards } = await readPages(book, null);
  sandbox.faults.error(1, sandboxRefusal(), { kind: 'contacts.get' });
  const read = await collect(book.read(cards.map(({ id }) => id)));
  expect(read).toHaveLength(2);
});

function sandboxRefusal() {
  return Object.assign(new Error('no'), { status: 400, code: 'ErrorInvalidRequest', headers: {} }) as never;
}

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

test('a photo that nobody can tell of for now is not taken for one that is gone', async () => {
  const { book, sandbox } = await openMicrosoftAccount();
  const phone = sandbox.phone();
  const { id } = phone.create({ givenName: 'Anna' });
  phone.setPhoto(id, JPEG);
  const first = await readPages(book, null);
  const { photo } = first.cards[0]!.contact;
  expect(photo).not.toBeNull();
  sandbox.faults.error(99, sandboxRefusal(), { kind: 'photo.info' });
  expect((await readPages(book, null, first.cards)).unchanged).toEqual([id]);
  sandbox.clock.advance(5000);
  phone.edit(id, { jobTitle: 'CEO' });
  const next = await readPages(book, first.next, first.cards);
  expect(next.cards.map(({ contact }) => contact.photo)).toEqual([photo]);
  expect(await collect(book.read([first.cards[0]!.id]))).toEqual([]);
});

test('a photo of ours that the index does not know yet is not taken for one that is gone', async () => {
  const behaviour = { propagationDelayMs: 240_000, photosAreChanges: false };
  const { book, sandbox } = await openMicrosoftAccount({ behaviour });
  const { id } = sandbox.phone().create({ givenName: 'Anna' });
  sandbox.clock.advance(250_000);
  const { cards } = await readPages(book, null);
  const edits = [{ property: 'photo', value: 'new' } as const];
  const photo = { type: 'image/jpeg', bytes: JPEG };
  const card = cardOf((await write(book, { ...update(cards[0]!, ...edits), photo } as Write))[0]);
  expect(card.contact.photo).not.toBeNull();
  expect((await readPages(book, null, [card])).unchanged).toEqual([id]);
});

test('where a mailbox does not say which folder is Deleted Items, what is in none of its books is gone', async () => {
  const { provider, session, io, sandbox } = await openMicrosoftAccount({
    people: 1,
    behaviour: { deletedItemsReachable: true },
  });
  const isDeletedItems = ({ path }: { path: string }) => path.includes('deleteditems');
  sandbox.faults.error(1, sandboxRefusal(), { when: isDeletedItems });
  const { state } = await provider.discover(session, io);
  const [book] = await provider.open(session, state, io);
  const { cards, next } = await readPages(book!, null);
  sandbox.phone().remove(cards[0]!.id);
  expect((await readPages(book!, next, cards)).removed).toEqual([cards[0]!.id]);
});

test('a contact made by us is found by its marker, the oldest of its copies', async () => {
  const { book, sandbox, io } = await openMicrosoftAccount();
  const marker = io.uuid();
  const card = cardOf((await write(book, create(marker, 'Rossi')))[0]);
  sandbox.clock.advance(5000);
  sandbox.phone().copy(card.id);
  expect((await collect(book.findByMarker([marker]))).map(({ id }) => id)).toEqual([card.id]);
});
