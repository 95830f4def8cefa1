// Writes against servers that lose answers, ignore conditions, rewrite and refuse.
import { expect, test } from 'vitest';
import type { Card, Write } from '../../../src/providers/provider.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { startAccount, vcard } from './sandbox-account.ts';

const create = (marker: string, family = 'Rossi'): Write => ({
  type: 'create',
  key: 'one',
  marker,
  template: null,
  edits: [{ property: 'name', part: 'family', value: family }],
});
const rename = (card: Card, value: string): Write => ({
  type: 'update',
  key: 'one',
  card,
  edits: [{ property: 'nickname', value }],
});

test('a hundred writes are a hundred PUTs and one reading back, four at a time', async () => {
  const { book, io, kinds, sandbox } = await startAccount();
  const results = await write(book, ...Array.from({ length: 100 }, () => create(io.uuid())));
  expect(results.every(({ outcome }) => outcome === 'done')).toBe(true);
  expect(kinds().filter((kind) => kind === 'put')).toHaveLength(100);
  expect(kinds().filter((kind) => kind !== 'put')).toEqual(['multiget']);
  expect(sandbox.requests.peakInFlight).toBeLessThanOrEqual(4);
});

test('iCloud gets one write at a time', async () => {
  const { book, io, sandbox } = await startAccount({ profile: 'icloud' });
  await write(book, ...Array.from({ length: 10 }, () => create(io.uuid())));
  expect(sandbox.requests.peakInFlight).toBe(1);
});

test.each(['before', 'after'] as const)(
  'an answer lost %s the work is unknown; sending the marker again makes one card',
  async (where) => {
    const { book, io, sandbox, phone } = await startAccount();
    const marker = io.uuid();
    sandbox.faults.cut(1, where, { kind: 'put' });
    const [lost] = await write(book, create(marker));
    expect(lost).toMatchObject({ outcome: 'unknown' });
    expect(phone.count()).toBe(where === 'after' ? 1 : 0);
    expect(cardOf((await write(book, create(marker)))[0]).marker).toBe(marker);
    expect(phone.count()).toBe(1);
  },
);

test('an update whose answer was lost is done when it is sent again', async () => {
  const { book, sandbox } = await startAccount({ cards: 1 });
  const { cards } = await readPages(book, null);
  sandbox.faults.cut(1, 'after', { kind: 'put' });
  expect((await write(book, rename(cards[0]!, 'Nini')))[0]).toMatchObject({ outcome: 'unknown' });
  expect(cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]).contact.nickname).toBe('Nini');
});

test('an error of the server after a write may hide that it was done', async () => {
  const { book, io, sandbox } = await startAccount();
  sandbox.faults.serverError(1, { kind: 'put' }, 500);
  expect((await write(book, create(io.uuid())))[0]).toMatchObject({ outcome: 'unknown' });
});

test('a web page in place of an answer is no success', async () => {
  const { book, sandbox, phone } = await startAccount({ cards: 1 });
  const { cards } = await readPages(book, null);
  sandbox.faults.signInPage(2, { kind: ['put', 'delete'] });
  expect((await write(book, rename(cards[0]!, 'Nini')))[0]).toMatchObject({ outcome: 'unknown' });
  expect((await write(book, { type: 'remove', key: 'one', card: cards[0]! }))[0]).toMatchObject({
    outcome: 'unknown',
  });
  expect(phone.count()).toBe(1);
});

test('a write that cannot be read back is unknown, not undone', async () => {
  const { book, io, sandbox, phone } = await startAccount();
  sandbox.faults.busy(10, 503, 3600, { kind: ['multiget', 'get'] });
  const results: unknown[] = [];
  const writing = (async () => {
    for await (const result of book.write([create(io.uuid())])) results.push(result);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
  expect(results).toMatchObject([{ outcome: 'unknown' }]);
  expect(phone.count()).toBe(1);
});

test('what was written before the server shut is reported, the rest is not sent', async () => {
  const { book, io, sandbox, kinds } = await startAccount({ profile: 'icloud' });
  const creates = Array.from({ length: 10 }, (_, index) => ({ ...create(io.uuid()), key: `${index}` }));
  let puts = 0;
  sandbox.faults.add({
    kind: 'put',
    times: 100,
    when: () => ++puts > 3,
    effect: { answer: { status: 429, headers: { 'Retry-After': '600' } } },
  });
  const keys: string[] = [];
  const writing = (async () => {
    for await (const result of book.write(creates)) if (result.outcome === 'done') keys.push(result.key);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'rate-limited' });
  expect(keys).toEqual(['0', '1', '2']);
  expect(kinds().filter((kind) => kind === 'put')).toHaveLength(4);
});

test('a server that ignores conditions on DELETE does not make us delete what we have not seen', async () => {
  const { book, phone } = await startAccount({ profile: 'sogo', cards: 2 });
  const { cards } = await readPages(book, null);
  const [edited, remade] = cards;
  phone.edit(edited!.id, (text) => text.replace('END:VCARD', 'NOTE:new\r\nEND:VCARD'));
  phone.remove(remade!.id);
  phone.put(remade!.id, vcard(remade!.uid!, 'Another'));
  for (const card of [edited!, remade!])
    expect((await write(book, { type: 'remove', key: 'one', card }))[0]).toMatchObject({ outcome: 'stale' });
  expect(phone.count()).toBe(2);
});

test('a UID that stands at another address is adopted, when it is ours', async () => {
  for (const duplicateUid of ['409', '403'] as const) {
    const { book, io, phone } = await startAccount({ behaviour: { duplicateUid } });
    const marker = io.uuid();
    phone.put('elsewhere.vcf', vcard(marker, 'Rossi'));
    const card = cardOf((await write(book, create(marker)))[0]);
    expect(card.id).toMatch(/elsewhere\.vcf$/);
    expect(phone.count()).toBe(1);
  }
});

test('a card the server does not like is refused in its own words, the others go on', async () => {
  const refuse = (text: string) =>
    text.includes('Cattivo') ? { status: 403, text: 'VCARD parse error at line 4' } : undefined;
  for (const refusalInside207 of [false, true]) {
    const { book, io } = await startAccount({ behaviour: { refuse, refusalInside207 } });
    const results = await write(book, create(io.uuid()), create(io.uuid(), 'Cattivo'), create(io.uuid()));
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done']);
    expect(JSON.stringify(results[1])).toContain(refusalInside207 ? 'reason' : 'VCARD parse error at line 4');
  }
});

test('a card beyond the size a server takes is not sent', async () => {
  const { book, io, kinds } = await startAccount({ profile: 'icloud' });
  const large = create(io.uuid(), 'x'.repeat(300_000));
  const [result] = await write(book, large);
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('256 KB') });
  expect(kinds()).toEqual([]);
});

test('a book that may only be read stops the writing', async () => {
  const { book, io, sandbox } = await startAccount();
  sandbox.behaviour.readOnly = true;
  await expect(write(book, create(io.uuid()))).rejects.toMatchObject({ kind: 'forbidden' });
});

test('a resource with several cards is read, never written', async () => {
  const { book, phone } = await startAccount();
  phone.put('two.vcf', vcard('a', 'Uno') + vcard('b', 'Due'));
  const { cards } = await readPages(book, null);
  const before = phone.get('two.vcf')!.vcard;
  expect((await write(book, rename(cards[0]!, 'Nini')))[0]).toMatchObject({ outcome: 'refused' });
  expect(phone.get('two.vcf')!.vcard).toBe(before);
});

test('a server that gives no etag to a PUT is read back all the same', async () => {
  const { book, io } = await startAccount({ behaviour: { etagOnPut: 'never' } });
  const card = cardOf((await write(book, create(io.uuid())))[0]);
  expect(cardOf((await write(book, rename(card, 'Nini')))[0]).contact.nickname).toBe('Nini');
});

test('what a rewriting server stored is what comes back, and nothing is left to write', async () => {
  for (const profile of ['radicale', 'davical', 'cyrus', 'sogo'] as const) {
    const { book, io, phone } = await startAccount({ profile });
    const first = await readPages(book, null);
    const card = cardOf((await write(book, create(io.uuid(), 'Rossi, Bianchi')))[0]);
    expect(phone.get(card.id)!.vcard).toBe(card.raw);
    expect((await readPages(book, first.next, [card])).cards).toEqual([]);
  }
});
