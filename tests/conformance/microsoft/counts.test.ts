// In how many requests, against the least there can be.
import { expect, test } from 'vitest';
import type { Card, Cursor } from '../../../src/providers/provider.ts';
import { openMicrosoftAccount } from '../../microsoft-account.ts';
import { cardOf, collect, readPages, write } from '../read-pages.ts';
import { countsOf, rename } from './build-writes.ts';

test('ten thousand contacts are fifty-one pages and one question more, an unchanged folder one', async () => {
  const account = await openMicrosoftAccount({ people: { people: 10_000, photoPercent: 0 } });
  const known = new Map<Card['id'], Card['version']>();
  let next: Cursor | undefined;
  for await (const page of account.book.changes(null, async () => new Map())) {
    for (const { id, version } of page.cards) known.set(id, version);
    next = page.next;
  }
  expect(known.size).toBe(10_000);
  expect(countsOf(account)).toEqual({ 'contacts.delta': 51, 'contacts.with-photo': 1 });
  const lookUp = async (ids: Card['id'][]) => new Map(ids.map((id) => [id, known.get(id)!]));
  const again = await collect(account.book.changes(next!, lookUp));
  expect([again.flatMap(({ cards }) => cards), countsOf(account)]).toEqual([[], { 'contacts.delta': 1 }]);
});

test('only contacts that have a photo are asked about it, twenty at a time', async () => {
  const account = await openMicrosoftAccount({ people: { people: 100, photoPercent: 0 } });
  const { book, sandbox } = account;
  const phone = sandbox.phone();
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
  for (const { id } of phone.list().slice(0, 45)) phone.setPhoto(id, jpeg);
  const first = await readPages(book, null);
  expect(first.cards.filter(({ contact }) => contact.photo !== null)).toHaveLength(45);
  expect(countsOf(account)).toMatchObject({
    'contacts.delta': 1,
    'contacts.with-photo': 1,
    'contacts.photo': 3,
  });
  sandbox.clock.advance(5000);
  for (const { id } of first.cards.slice(0, 60)) phone.edit(id, { jobTitle: 'CEO' });
  const next = await readPages(book, first.next, first.cards);
  expect(next.cards).toHaveLength(60);
  expect(countsOf(account)).toEqual({
    'contacts.delta': 1,
    'contacts.with-photo': 1,
    'contacts.photo': expect.any(Number),
  });
});

test.each([1, 20, 21, 100])(
  '%i changes are a request for twenty, and their echo downloads nothing',
  async (count) => {
    const account = await openMicrosoftAccount({ people: { people: 100, photoPercent: 0 } });
    const { book } = account;
    const { cards, next } = await readPages(book, null);
    countsOf(account);
    const results = await write(book, ...cards.slice(0, count).map((card) => rename(card, 'Nini')));
    expect(countsOf(account)).toEqual({ 'contacts.update': Math.ceil(count / 20) });
    const written = results.map((result) => cardOf(result));
    expect((await readPages(book, next, [...written, ...cards.slice(count)])).cards).toEqual([]);
    expect(countsOf(account)).toEqual({ 'contacts.delta': 1 });
  },
);

test('the folders are looked for in one request, and in one more for each level below the default one; an account is opened without any', async () => {
  const account = await openMicrosoftAccount();
  const { provider, session, io, discovery, sandbox } = account;
  const find = async () => {
    countsOf(account);
    const state = await provider.findBooks!(session, discovery.state, io);
    const found = countsOf(account);
    const books = await provider.open(session, state, io);
    expect(countsOf(account)).toEqual({});
    return [books.map(({ name }) => name), found];
  };
  expect(await find()).toEqual([['Contacts'], { 'folders.list': 1 }]);
  const clients = sandbox.phone().createFolder('Clients');
  for (let number = 10; number < 29; number += 1) sandbox.phone().createFolder(`Year ${number}`);
  expect(await find()).toEqual([expect.arrayContaining(['Clients', 'Year 28']), { 'folders.list': 2 }]);
  sandbox.phone().createFolder('Abroad', clients.id);
  expect(await find()).toEqual([expect.arrayContaining(['Abroad']), { 'folders.list': 3 }]);
});
