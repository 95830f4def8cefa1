// Servers whose answers are not to be taken at their word: writes that nothing came of, etags that begin again or that a proxy
// has touched, names in another form, listings that say too little.
import { expect, test } from 'vitest';
import type { Behaviour } from '../../../sandbox/carddav/behaviour.ts';
import { tokenForms } from '../../../sandbox/carddav/tokens.ts';
import type { Edit } from '../../../src/contact/contact.ts';
import type { Card, RemoteId, Write } from '../../../src/providers/provider.ts';
import { cardOf, collect, readPages, write } from '../read-pages.ts';
import { startAccount, vcard } from './sandbox-account.ts';

const nickname = (card: Card, value: string): Write => ({
  type: 'update',
  key: 'one',
  card,
  edits: [{ property: 'nickname', value }],
});
const removal = (card: Card): Write => ({ type: 'remove', key: 'one', card });
const creation = (marker: string): Write => ({
  type: 'create',
  key: 'one',
  marker,
  template: null,
  edits: [{ property: 'name', part: 'family', value: 'Rossi' }],
});

test('a change or a removal that was accepted and not kept is refused, and nobody has edited the card', async () => {
  const { book, phone } = await startAccount({ behaviour: { ignores: ['PUT', 'DELETE'] }, cards: 2 });
  const { cards } = await readPages(book, null);
  const results = await write(book, nickname(cards[0]!, 'Nini'), { ...removal(cards[1]!), key: 'two' });
  expect(results).toMatchObject([{ outcome: 'refused', reason: 'not-kept' }, { outcome: 'refused' }]);
  expect(phone.count()).toBe(2);
});

test('a removal of a card that somebody makes again at once is done', async () => {
  const { book, sandbox, phone } = await startAccount({ cards: 1 });
  const { cards } = await readPages(book, null);
  sandbox.faults.add({
    kind: 'multiget',
    times: 9,
    when: () => phone.count() === 0 && phone.put(cards[0]!.id, vcard('new', 'Nuovo')) === null,
    effect: { delayMs: 0 },
  });
  expect(await write(book, removal(cards[0]!))).toMatchObject([{ outcome: 'done' }]);
  expect(phone.get(cards[0]!.id)!.vcard).toContain('Nuovo');
});

test('a card that a feed reports is read although its etag is the known one', async () => {
  const { book, phone } = await startAccount({ profile: 'sogo' });
  phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:111']));
  const first = await readPages(book, null);
  phone.remove('a.vcf');
  phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:222']));
  const { cards } = await readPages(book, first.next, first.cards);
  expect(cards.map(({ contact }) => contact.phones[0]!.value)).toEqual(['222']);
});

test('a card made again after our own write of it is news, whatever its etag and size', async () => {
  const { book, phone } = await startAccount({ profile: 'sogo' });
  phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:111']));
  const first = await readPages(book, null);
  const ours = cardOf((await write(book, nickname(first.cards[0]!, 'Nini')))[0]);
  phone.remove('a.vcf');
  phone.put('a.vcf', vcard('a', 'Rossi'));
  phone.put('a.vcf', ours.raw.replace('111', '222'));
  const { cards } = await readPages(book, first.next, [ours]);
  expect(cards.map(({ contact }) => contact.phones[0]!.value)).toEqual(['222']);
});

test('a card made again under the count of the former one is not written over', async () => {
  const { book, phone } = await startAccount({ profile: 'sogo' });
  phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:111']));
  const [card] = (await readPages(book, null)).cards;
  phone.remove('a.vcf');
  phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:222']));
  const [result] = await write(book, nickname(card!, 'Nini'));
  expect(cardOf(result, 'stale').contact.phones[0]!.value).toBe('222');
});

const listings = [{ syncCollection: false }, { syncCollection: true }];

test.each(listings)(
  'a full listing reads cards whose etags count and whose size is another',
  async (behaviour) => {
    const { book, phone } = await startAccount({ profile: 'sogo', behaviour });
    for (const uid of ['a', 'b']) phone.put(`${uid}.vcf`, vcard(uid, 'Rossi', ['TEL:111']));
    const first = await readPages(book, null);
    phone.remove('a.vcf');
    phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:22222']));
    const { cards, unchanged } = await readPages(book, null, first.cards);
    expect(cards.map(({ contact }) => contact.phones[0]!.value)).toEqual(['22222']);
    expect(unchanged).toHaveLength(1);
  },
);

const weak = (etag: string): string => `W/${etag}`;
const zipped = (etag: string): string => etag.replace(/"$/, '-gzip"');
const unusable: Partial<Behaviour>[] = [
  { proxy: { listed: (etag) => etag, got: weak } },
  { proxy: { listed: weak, got: weak } },
  { proxy: { listed: zipped, got: zipped } },
  // Nothing that is shown has to do with what conditions are judged by.
  { proxy: { listed: (etag) => weak(etag.toUpperCase()), got: weak } },
];

test.each(unusable)('cards whose etags no condition is met by are changed and removed', async (behaviour) => {
  for (const multigetMax of [0, -1]) {
    const { book, phone, sandbox } = await startAccount({ behaviour, cards: 2 });
    if (multigetMax < 0) sandbox.faults.serverError(1000, { kind: 'multiget' }, 501);
    const { cards } = await readPages(book, null);
    const changed = cardOf((await write(book, nickname(cards[0]!, 'Nini')))[0]);
    expect(changed.contact.nickname).toBe('Nini');
    expect(cardOf((await write(book, nickname(changed, 'Ninetta')))[0]).contact.nickname).toBe('Ninetta');
    expect(await write(book, removal(cards[1]!))).toMatchObject([{ outcome: 'done' }]);
    expect(phone.count()).toBe(1);
  }
});

test.each(unusable)('and never over an edit of somebody else', async (behaviour) => {
  const { book, phone } = await startAccount({ behaviour, cards: 2 });
  const { cards } = await readPages(book, null);
  for (const { id } of cards) phone.edit(id, (text) => text.replace('END:VCARD', 'NOTE:new\r\nEND:VCARD'));
  expect(await write(book, nickname(cards[0]!, 'Nini'), { ...removal(cards[1]!), key: 'two' })).toMatchObject(
    [{ outcome: 'stale' }, { outcome: 'stale' }],
  );
  for (const { id } of cards) expect(phone.get(id)!.vcard).toContain('NOTE:new');
});

test('a server that keeps names in lower case shows our own card, no new one', async () => {
  for (const syncCollection of [true, false]) {
    const { book, io, phone } = await startAccount({ behaviour: { hrefs: 'lower-case', syncCollection } });
    phone.put('Another.vcf', vcard('another', 'Bianchi'));
    const first = await readPages(book, null);
    const ours = cardOf((await write(book, creation(io.uuid())))[0]);
    const known = [...first.cards, ours];
    const next = await readPages(book, first.next, known);
    expect(next.cards).toEqual([]);
    const all = await readPages(book, null, known);
    expect([...all.unchanged].sort()).toEqual(known.map(({ id }) => id).sort());
    phone.edit(ours.id, (text) => text.replace('END:VCARD', 'NOTE:new\r\nEND:VCARD'));
    expect((await readPages(book, next.next, known)).cards).toMatchObject([{ id: ours.id, uid: ours.uid }]);
    phone.remove(ours.id);
    const { removed, unchanged, pages } = await readPages(book, next.next, known);
    expect(pages[0]!.full ? unchanged : removed).toEqual([pages[0]!.full ? first.cards[0]!.id : ours.id]);
  }
});

test('cards are listed under whatever type, and other things are left out', async () => {
  for (const contentType of ['application/octet-stream', 'text/plain', 'text/directory', '']) {
    const { book } = await startAccount({ profile: 'sabre18', behaviour: { contentType }, cards: 3 });
    expect((await readPages(book, null)).cards).toHaveLength(3);
  }
  const { book } = await startAccount({
    profile: 'sabre18',
    behaviour: { contentType: 'text/calendar' },
    cards: 3,
  });
  expect((await readPages(book, null)).pages).toMatchObject([{ cards: [], unchanged: [] }]);
});

test('an empty sync token is none: removals are learnt from the list of all cards', async () => {
  const { book, phone } = await startAccount({ behaviour: { token: tokenForms.none }, cards: 3 });
  const first = await readPages(book, null);
  phone.remove(first.cards[0]!.id);
  const { pages, unchanged } = await readPages(book, first.next, first.cards);
  expect([pages[0]!.full, unchanged.length]).toEqual([true, 2]);
});

test('a removal that is told by its properties alone is a tombstone', async () => {
  const { book, phone } = await startAccount({ behaviour: { gone: 'propstat' }, cards: 3 });
  const first = await readPages(book, null);
  const gone: RemoteId = first.cards[0]!.id;
  phone.remove(gone);
  const { removed, removedGroups, cards } = await readPages(book, first.next, first.cards);
  expect({ removed, removedGroups, cards }).toEqual({ removed: [gone], removedGroups: [gone], cards: [] });
  expect(await collect(book.read([gone]))).toEqual([{ id: gone, card: null }]);
});

test('a server that keeps one property as it was has refused the change of it, whatever else it touched', async () => {
  const rewrite = (sent: string): string =>
    sent.replace(/^TEL.*$/m, 'TEL:111').replace('END:VCARD', 'REV:20260101T000000Z\r\nEND:VCARD');
  const { book, phone } = await startAccount({ behaviour: { rewrite } });
  phone.put('a.vcf', vcard('a', 'Rossi', ['TEL:111']));
  const { cards } = await readPages(book, null);
  const edits: Edit[] = [{ property: 'phones', at: 0, label: null, value: '222' }];
  expect(await write(book, { type: 'update', key: 'one', card: cards[0]!, edits })).toMatchObject([
    { outcome: 'refused', reason: 'not-kept' },
  ]);
});
