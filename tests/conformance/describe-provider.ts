// One suite for every provider: the promises of src/providers/provider.ts, kept against real and pretended books.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Edit, PlainDate } from '../../src/contact/contact.ts';
import { type PropertyOf, propertiesOf } from '../../src/contact/properties/table.ts';
import type { Capabilities, Cursor, ProviderError, RemoteId, Write } from '../../src/providers/provider.ts';
import { skipWithout } from '../not-applicable.ts';
import { type Account, aPerson, open, type TestServer } from './account.ts';
import { describeGroups } from './describe-groups.ts';
import { describePhotos } from './describe-photos.ts';
import { cardOf, collect, readPages, write } from './read-pages.ts';

/** `start` begins a server that serves all tests of the suite; each takes an account of its own. */
export function describeProvider(name: string, start: () => Promise<TestServer>): void {
  describe(name, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(async () => {
      await server?.stop();
    });
    const account = () => open(server);
    describe('connecting', () => describeConnecting(name, account, () => server));
    describe('reading', () => describeReading(account));
    describe('writing', () => describeWriting(account));
    describe('photos', () => describePhotos(name, account));
    describe('groups', () => describeGroups(name, account));
  });
}

function canHold(
  { anniversary, birthdayWithoutYear }: Capabilities,
  property: PropertyOf<'date'>,
  value: PlainDate | null,
): boolean {
  if (property === 'anniversary') return anniversary;
  return birthdayWithoutYear || value === null || value.year !== undefined;
}

/** Says why the facts of a group are not looked at on this machine, so that nobody overlooks it. */
export function describeAbsent(name: string, group: string, reason: string): void {
  describe(name, () => {
    describe(group, () => {
      test(`is not run here: ${reason}`, ({ skip }) => skipWithout(skip, `${name}, ${group}: ${reason}`));
    });
  });
}

function describeConnecting(name: string, account: Account, server: () => TestServer): void {
  test('discovery names the book and counts its cards', async () => {
    const { owner, discover, book } = await account();
    await owner.create(aPerson());
    await owner.create(aPerson({ given: 'Bruno' }));
    const found = await discover();
    expect(found.books.find(({ id }) => id === book.id)).toMatchObject({ cards: 2, readOnly: false });
    expect(found.identity).not.toBe('');
  });

  test('discovering twice gives the same identity and ids', async () => {
    const { discover } = await account();
    const first = await discover();
    expect(await discover()).toEqual(first);
  });

  test('wrong credentials are told as such, while connecting and later', async ({ skip }) => {
    const { discover, wrongDoor } = await server().account();
    skipWithout(skip, wrongDoor ? null : `${name}: wrong credentials, the server asks for none`);
    if (!wrongDoor) return;
    const { state } = await discover();
    await expect(wrongDoor.discover()).rejects.toMatchObject({ kind: 'sign-in-needed' });
    const later = async () => readPages((await wrongDoor.openBooks(state))[0]!, null);
    await expect(later()).rejects.toMatchObject({ kind: 'sign-in-needed' });
  });
}

function describeReading(account: Account): void {
  test('a first listing brings every card, with its content', async () => {
    const { owner, book } = await account();
    for (const given of ['Anna', 'Bruno', 'Carla']) await owner.create(aPerson({ given }));
    const { cards, pages, removed } = await readPages(book, null);
    expect(cards.map((card) => card.contact.name.given).sort()).toEqual(['Anna', 'Bruno', 'Carla']);
    expect(cards[0]!.contact.phones.map(({ value }) => value)).toEqual(['+39 081 555 0001']);
    expect(pages.every((page) => page.full)).toBe(true);
    expect(removed).toEqual([]);
  });

  test('an unchanged book costs one request and brings nothing', async () => {
    const { owner, book, requests, settled } = await account();
    await owner.create(aPerson());
    await settled?.();
    const first = await readPages(book, null);
    const before = requests();
    const { cards, removed } = await readPages(book, first.next, first.cards);
    expect({ cards, removed, requests: requests() - before }).toEqual({
      cards: [],
      removed: [],
      requests: 1,
    });
  });

  test('an empty book is listed as empty', async () => {
    const { book } = await account();
    const { cards, next } = await readPages(book, null);
    expect(cards).toEqual([]);
    expect((await readPages(book, next)).cards).toEqual([]);
  });

  test('an edit by the owner is seen, and only the edited card comes', async () => {
    const { owner, book, settled } = await account();
    const name = await owner.create(aPerson());
    await owner.create(aPerson({ given: 'Bruno' }));
    await settled?.();
    const first = await readPages(book, null);
    await owner.setPhone(name, '+39 081 555 0002');
    const { cards } = await readPages(book, first.next, first.cards);
    expect(cards.map((card) => card.contact.phones[0]?.value)).toEqual(['+39 081 555 0002']);
    const same = first.cards.find(({ id }) => id === cards[0]!.id);
    expect(same!.version).not.toBe(cards[0]!.version);
  });

  test('a card made by the owner is seen', async () => {
    const { owner, book } = await account();
    const first = await readPages(book, null);
    await owner.create(aPerson({ given: 'Dora' }));
    const { cards } = await readPages(book, first.next, first.cards);
    expect(cards.map((card) => card.contact.name.given)).toEqual(['Dora']);
  });

  test('a card removed by the owner is seen as a tombstone or is missing from a full listing, and reads as gone', async () => {
    const { owner, book } = await account();
    const name = await owner.create(aPerson());
    await owner.create(aPerson({ given: 'Bruno' }));
    const first = await readPages(book, null);
    const gone = first.cards.find((card) => card.contact.name.given === 'Anna')!;
    await owner.remove(name);
    const { pages, removed, unchanged } = await readPages(book, first.next, first.cards);
    if (pages[0]!.full)
      expect(unchanged).toEqual(first.cards.filter((card) => card !== gone).map(({ id }) => id));
    else expect(removed).toEqual([gone.id]);
    const read = await collect(book.read(first.cards.map(({ id }) => id)));
    expect(read.filter(({ card }) => card === null).map(({ id }) => id)).toEqual([gone.id]);
    expect(read).toHaveLength(2);
  });

  test('a full listing downloads nothing that is known', async () => {
    const { owner, book } = await account();
    for (const given of ['Anna', 'Bruno', 'Carla']) await owner.create(aPerson({ given }));
    const first = await readPages(book, null);
    const { cards, unchanged, removed } = await readPages(book, null, first.cards);
    expect(cards).toEqual([]);
    expect(removed).toEqual([]);
    expect([...unchanged].sort()).toEqual(first.cards.map(({ id }) => id).sort());
  });

  test('an unknown cursor is refused or answered in full, never with false removals', async () => {
    const { owner, book, expireCursors } = await account();
    await owner.create(aPerson());
    const first = await readPages(book, null);
    expireCursors?.();
    const cursor = (expireCursors ? first.next : `${first.next}0x`) as Cursor;
    const outcome = await readPages(book, cursor, first.cards).catch((error: ProviderError) => error.kind);
    if (typeof outcome === 'string') expect(outcome).toBe('cursor-expired');
    else expect(outcome.removed).toEqual([]);
    const again = await readPages(book, null, first.cards);
    expect(again.unchanged).toEqual(first.cards.map(({ id }) => id));
  });

  test('an address with a label of its own is read, whatever line it stands on', async () => {
    const { owner, book, capabilities } = await account();
    await owner.create(aPerson());
    const { cards } = await readPages(book, null);
    expect(cards[0]!.contact.addresses).toMatchObject([
      { street: 'Via Roma 1', city: 'Napoli', label: labelOf(capabilities) },
    ]);
  });
}

/** Of the address that a person has on the owner's phone: what the provider makes of "Casa al mare". */
const labelOf = ({ labels }: Capabilities): string => (labels === 'custom' ? 'Casa al mare' : 'other');

function describeWriting(account: Account): void {
  test('a new card carries its marker and is found by it', async () => {
    const { owner, book, io } = await account();
    const marker = io.uuid();
    const [result] = await write(book, {
      type: 'create',
      template: null,
      key: 'one',
      marker,
      edits: [
        { property: 'name', part: 'family', value: 'Rossi' },
        { property: 'addresses', at: null, label: 'work', value: { street: 'Via Toledo 5', city: 'Napoli' } },
      ],
    });
    const card = cardOf(result);
    expect(card.contact.addresses).toMatchObject([{ label: 'work', street: 'Via Toledo 5', city: 'Napoli' }]);
    expect(await owner.count()).toBe(1);
    const found = await collect(book.findByMarker([io.uuid(), marker]));
    expect(found.map(({ id, marker }) => ({ id, marker }))).toEqual([{ id: card.id, marker }]);
  });

  test('sending one marker twice makes one card', async () => {
    const { owner, book, io } = await account();
    const create: Write = {
      type: 'create',
      template: null,
      key: 'one',
      marker: io.uuid(),
      edits: [{ property: 'name', part: 'family', value: 'Rossi' }],
    };
    const first = cardOf((await write(book, create))[0]);
    const edits: Edit[] = [{ property: 'name', part: 'family', value: 'Verdi' }];
    const [again] = await write(book, { ...create, edits });
    const second = cardOf(again);
    expect(second.id).toBe(first.id);
    // A server that knows no condition writes over it: what is not said to be found is as it was sent.
    const isFound = again?.outcome === 'done' && again.found === true;
    expect(second.contact.name.family).toBe(isFound ? 'Rossi' : 'Verdi');
    expect(await owner.count()).toBe(1);
  });

  test('an update changes what it names and leaves every other line alone', async () => {
    const { owner, book, besidesPhones } = await account();
    const name = await owner.create(aPerson());
    const before = await owner.raw(name);
    const { cards } = await readPages(book, null);
    const [result] = await write(book, {
      type: 'update',
      key: 'one',
      card: cards[0]!,
      edits: [{ property: 'phones', at: 0, label: 'mobile', value: '+39 081 555 0009' }],
    });
    expect(cardOf(result).contact.phones.map(({ value }) => value)).toEqual(['+39 081 555 0009']);
    const after = await owner.raw(name);
    expect(after).toContain('+39 081 555 0009');
    expect(besidesPhones(after)).toEqual(besidesPhones(before));
  });

  test('an edit of an address reaches the very line it came from', async () => {
    const { owner, book, capabilities } = await account();
    const name = await owner.create(aPerson());
    const label = labelOf(capabilities);
    const { cards } = await readPages(book, null);
    const [result] = await write(book, {
      type: 'update',
      key: 'one',
      card: cards[0]!,
      edits: [{ property: 'addresses', at: 0, label, value: { city: 'Salerno' } }],
    });
    expect(cardOf(result).contact.addresses).toMatchObject([
      { street: 'Via Roma 1', city: 'Salerno', label, country: 'Italia' },
    ]);
    const raw = await owner.raw(name);
    expect(raw).toContain('Salerno');
    expect(raw).not.toContain('Napoli');
  });

  test('a date is written, edited and taken away, with and without a year', async () => {
    const { owner, book, capabilities } = await account();
    await owner.create(aPerson());
    const { cards } = await readPages(book, null);
    let card = cards[0]!;
    for (const property of propertiesOf('date')) {
      let held: PlainDate | null = null;
      for (const value of [{ year: 2010, month: 6, day: 12 }, { month: 3, day: 1 }, null]) {
        const edits: Edit[] = [{ property, value }];
        card = cardOf((await write(book, { type: 'update', key: 'one', card, edits }))[0]);
        // What has no place is left out, and takes nothing away.
        if (canHold(capabilities, property, value)) held = value;
        expect(card.contact[property] ?? null).toEqual(held);
      }
    }
  });

  test('what we wrote comes back as known, not as news', async () => {
    const { owner, book } = await account();
    await owner.create(aPerson());
    const first = await readPages(book, null);
    const [result] = await write(book, {
      type: 'update',
      key: 'one',
      card: first.cards[0]!,
      edits: [{ property: 'nickname', value: 'Annina' }],
    });
    const { cards } = await readPages(book, first.next, [cardOf(result)]);
    expect(cards).toEqual([]);
  });

  test('an update of a card that somebody changed is stale, and brings the card as it is', async () => {
    const { owner, book } = await account();
    const name = await owner.create(aPerson());
    const { cards } = await readPages(book, null);
    await owner.setPhone(name, '+39 081 555 0003');
    const [result] = await write(book, {
      type: 'update',
      key: 'one',
      card: cards[0]!,
      edits: [{ property: 'nickname', value: 'Annina' }],
    });
    const now = cardOf(result, 'stale');
    expect(now.contact.phones[0]?.value).toBe('+39 081 555 0003');
    expect(await owner.raw(name)).not.toContain('Annina');
    const [again] = await write(book, {
      type: 'update',
      key: 'one',
      card: now,
      edits: [{ property: 'nickname', value: 'Annina' }],
    });
    expect(cardOf(again).contact).toMatchObject({ nickname: 'Annina' });
  });

  test('a removal of a card that somebody changed is stale, and the card stays', async () => {
    const { owner, book } = await account();
    const name = await owner.create(aPerson());
    const { cards } = await readPages(book, null);
    await owner.setPhone(name, '+39 081 555 0004');
    const [result] = await write(book, { type: 'remove', key: 'one', card: cards[0]! });
    expect(cardOf(result, 'stale').contact.phones[0]?.value).toBe('+39 081 555 0004');
    expect(await owner.count()).toBe(1);
  });

  test('a removal removes; removing again is done, updating is gone', async () => {
    const { owner, book } = await account();
    await owner.create(aPerson());
    const { cards } = await readPages(book, null);
    const remove: Write = { type: 'remove', key: 'one', card: cards[0]! };
    expect(await write(book, remove)).toEqual([{ key: 'one', outcome: 'done', card: null }]);
    expect(await owner.count()).toBe(0);
    expect(await write(book, remove)).toEqual([{ key: 'one', outcome: 'done', card: null }]);
    const update = {
      ...remove,
      type: 'update' as const,
      edits: [{ property: 'nickname' as const, value: 'A' }],
    };
    expect(await write(book, update)).toEqual([{ key: 'one', outcome: 'gone' }]);
    expect(await owner.count()).toBe(0);
  });

  test('a card from the trash comes back with all that it held, under its new marker', async () => {
    const { owner, book, io, besidesPhones } = await account();
    await owner.create(aPerson());
    const { cards } = await readPages(book, null);
    const old = cards[0]!;
    await write(book, { type: 'remove', key: 'one', card: old });
    const marker = io.uuid();
    const edits: Edit[] = [
      { property: 'name', part: 'given', value: 'Anna' },
      { property: 'phones', at: 0, label: 'mobile', value: '+39 081 555 0007' },
    ];
    const [result] = await write(book, { type: 'create', key: 'two', marker, edits, template: old.raw });
    const card = cardOf(result);
    expect(card.marker).toBe(marker);
    expect(card.contact.phones.map(({ value }) => value)).toEqual(['+39 081 555 0007']);
    const withoutIdentity = (raw: string) =>
      JSON.stringify(besidesPhones(raw))
        .replaceAll(old.uid!, '')
        .replaceAll(marker, '')
        .replaceAll('"marker":""', '"marker":null');
    expect(withoutIdentity(card.raw)).toBe(withoutIdentity(old.raw).replace(/urn:uuid:/g, ''));
    expect(await owner.count()).toBe(1);
  });

  test('many writes give one result each, in their order', async () => {
    const { owner, book, io } = await account();
    const keys = Array.from({ length: 25 }, (_, index) => `card ${index}`);
    const creates = keys.map(
      (key): Write => ({
        type: 'create',
        template: null,
        key,
        marker: io.uuid(),
        edits: [{ property: 'name', part: 'family', value: key }],
      }),
    );
    const results = await write(book, ...creates);
    expect(results.map(({ key }) => key)).toEqual(keys);
    expect(results.map((result) => cardOf(result).contact.name.family)).toEqual(keys);
    expect(await owner.count()).toBe(25);
    const read = await collect(book.read(results.map((result) => cardOf(result).id as RemoteId)));
    expect(read.filter(({ card }) => card !== null)).toHaveLength(25);
  });
}
