// Group cards and categories: cards put into them while others change them, and what listings tell of them.
import { expect, test } from 'vitest';
import type { Card, Write, WriteResult } from '../../../src/providers/provider.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { startAccount, vcard } from './sandbox-account.ts';

const APPLE = ['X-ADDRESSBOOKSERVER-KIND:group', 'X-COLOUR:red', 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:other'];
const create = (marker: string, group: string, key = 'one'): Write => ({
  type: 'create',
  key,
  marker,
  template: null,
  edits: [
    { property: 'name', part: 'family', value: 'Rossi' },
    { property: 'groups', join: group },
  ],
});
const join = (card: Card, group: string): Write => ({
  type: 'update',
  key: 'one',
  card,
  edits: [{ property: 'groups', join: group }],
});

/** An account with one group card; `groupId` is what listings call it. */
async function startGroup(options: Parameters<typeof startAccount>[0] = {}, lines = APPLE) {
  const account = await startAccount(options);
  account.phone.put('group.vcf', vcard('g', 'Clienti', lines));
  const { pages, next } = await readPages(account.book, null);
  const groupId = pages.flatMap(({ groups }) => groups)[0]!.id;
  account.exchanges.length = 0;
  return { ...account, next, groupId, groupText: () => account.phone.get('group.vcf')!.vcard };
}

const text = (lines: string[], uids: string[], member = 'X-ADDRESSBOOKSERVER-MEMBER') =>
  vcard('g', 'Clienti', [...lines, ...uids.map((uid) => `${member}:urn:uuid:${uid}`)]);

test('a group card gets a line more and keeps every other; asked again, nothing is sent', async () => {
  for (const [lines, member] of [
    [APPLE, 'X-ADDRESSBOOKSERVER-MEMBER'],
    [['KIND:group', 'X-COLOUR:red', 'MEMBER:urn:uuid:other'], 'MEMBER'],
  ] as const) {
    const { book, io, groupId, groupText, kinds } = await startGroup({}, [...lines]);
    const marker = io.uuid();
    const card = cardOf((await write(book, create(marker, groupId)))[0]);
    expect(card.raw).not.toContain('CATEGORIES');
    expect(groupText()).toBe(text([...lines], [marker], member));
    expect(kinds().filter((kind) => kind === 'put')).toHaveLength(2);
    expect(cardOf((await write(book, join(card, groupId)))[0])).toEqual(card);
    expect(groupText()).toBe(text([...lines], [marker], member));
    expect(kinds().filter((kind) => kind === 'put')).toHaveLength(2);
  }
});

test('a hundred new cards are one change of their group', async () => {
  const { book, io, groupId, groupText, kinds } = await startGroup();
  const markers = Array.from({ length: 100 }, () => io.uuid());
  const results = await write(book, ...markers.map((marker) => create(marker, groupId, marker)));
  expect(results.map(({ key, outcome }) => [key, outcome])).toEqual(
    markers.map((marker) => [marker, 'done']),
  );
  expect(groupText()).toBe(text(APPLE, markers));
  expect(kinds().filter((kind) => kind === 'put')).toHaveLength(101);
  expect(kinds().filter((kind) => kind !== 'put')).toEqual(['multiget', 'multiget', 'multiget']);
});

test('a card names itself in a group as it writes its UID', async () => {
  const { book, phone, groupId, groupText } = await startGroup();
  const uid = 'd1f3a6b0-7c0e-4f6e-9d54-0c1b2a3d4e5f';
  phone.put('lower.vcf', vcard(`urn:uuid:${uid}`, 'Bianchi'));
  const { cards, pages } = await readPages(book, null);
  expect(pages.flatMap(({ groups }) => groups)[0]?.members).toEqual(['other']);
  cardOf((await write(book, join(cards[0]!, groupId)))[0]);
  expect(groupText()).toBe(text(APPLE, [uid]));
  expect((await readPages(book, null)).pages.flatMap(({ groups }) => groups)[0]?.members).toEqual([
    'other',
    cards[0]!.uid,
  ]);
});

test('a group that somebody else changes meanwhile keeps both members', async () => {
  const { book, io, sandbox, phone, groupId, groupText } = await startGroup();
  let races = 2;
  sandbox.faults.add({
    kind: 'put',
    times: 100,
    // Just before the group is written, twice.
    when: ({ path }) => {
      if (path.endsWith('group.vcf') && races-- > 0)
        phone.edit('group.vcf', (raw) =>
          raw.replace('END:', `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:r${races}\r\nEND:`),
        );
      return false;
    },
    effect: { answer: { status: 500 } },
  });
  const marker = io.uuid();
  cardOf((await write(book, create(marker, groupId)))[0]);
  expect(groupText()).toBe(text(APPLE, ['r1', 'r0', marker]));
});

test('a card whose group was not reached is unknown; found by its marker and asked again, it is in', async () => {
  const { book, io, sandbox, phone, groupId, groupText } = await startGroup();
  const marker = io.uuid();
  sandbox.faults.add({
    kind: 'put',
    times: 100,
    when: ({ path }) => path.endsWith('group.vcf'),
    effect: { answer: { status: 500 } },
  });
  const [result] = await write(book, create(marker, groupId));
  expect(result).toMatchObject({ outcome: 'unknown', reason: 'without-words: 500' });
  expect(phone.count()).toBe(2);
  sandbox.faults.clear();
  const found: Card[] = [];
  for await (const card of book.findByMarker([marker])) found.push(card);
  cardOf((await write(book, join(found[0]!, groupId)))[0]);
  expect(groupText()).toBe(text(APPLE, [marker]));
  expect(phone.count()).toBe(2);
});

test('an answer lost after the group was changed is no second member', async () => {
  const { book, io, sandbox, groupId, groupText } = await startGroup();
  const marker = io.uuid();
  sandbox.faults.cut(1, 'after', { kind: 'put', when: ({ path }) => path.endsWith('group.vcf') });
  cardOf((await write(book, create(marker, groupId)))[0]);
  expect(groupText()).toBe(text(APPLE, [marker]));
});

test('what was written before the server shut is told, with its group open', async () => {
  const { book, io, sandbox, groupId, phone } = await startGroup();
  sandbox.faults.add({
    kind: 'put',
    times: 100,
    when: ({ path }) => path.endsWith('group.vcf'),
    effect: { answer: { status: 429, headers: { 'Retry-After': '600' } } },
  });
  const results: WriteResult[] = [];
  const writing = (async () => {
    for await (const result of book.write([create(io.uuid(), groupId), create(io.uuid(), 'Soci', 'two')]))
      results.push(result);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'rate-limited' });
  expect(results.map(({ outcome }) => outcome)).toEqual(['unknown', 'done']);
  expect(phone.count()).toBe(3);
});

test('a group that is gone refuses who only wants to join, and leaves a written card uncertain', async () => {
  const { book, io, phone, groupId } = await startGroup();
  phone.remove('group.vcf');
  const [created] = await write(book, create(io.uuid(), groupId));
  expect(created).toMatchObject({
    outcome: 'unknown',
    reason: 'group-gone',
  });
  const { cards } = await readPages(book, null);
  const [joined] = await write(book, join(cards[0]!, groupId));
  expect(joined).toMatchObject({
    outcome: 'refused',
    reason: 'group-gone',
  });
});

test('a card that somebody changed or removed is not joined unseen', async () => {
  const { book, phone, groupId, groupText } = await startGroup();
  phone.put('a.vcf', vcard('a', 'Bianchi'));
  const { cards } = await readPages(book, null);
  phone.put('a.vcf', vcard('a', 'Verdi'));
  const now = cardOf((await write(book, join(cards[0]!, groupId)))[0], 'stale');
  expect(now.contact.name.family).toBe('Verdi');
  phone.remove('a.vcf');
  expect((await write(book, join(now, groupId)))[0]).toMatchObject({ outcome: 'gone' });
  expect(groupText()).toBe(text(APPLE, []));
});

test('a group of another book is no category', async () => {
  const { book, io, phone } = await startAccount();
  const [result] = await write(book, create(io.uuid(), '/alice/other-book/group.vcf'));
  expect(result).toMatchObject({
    outcome: 'refused',
    reason: 'group-elsewhere',
  });
  expect(phone.count()).toBe(0);
});

test('a full group refuses, and stays as it is', async () => {
  const { book, phone, groupId, groupText } = await startGroup({ profile: 'icloud' }, [
    ...APPLE,
    ...Array.from({ length: 3 }, () => `X-BLOB:${'x'.repeat(87_300)}`),
  ]);
  phone.put('a.vcf', vcard('D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F', 'Bianchi'));
  const before = groupText();
  const { cards } = await readPages(book, null);
  const [result] = await write(book, join(cards[0]!, groupId));
  expect(result).toMatchObject({ outcome: 'refused', reason: 'group-full' });
  expect(groupText()).toBe(before);
});

test('a category is joined on the card itself, beside those it names', async () => {
  const { book, phone } = await startAccount();
  phone.put('a.vcf', vcard('a', 'Bianchi', ['CATEGORIES:Famiglia,Soci\\, vecchi', 'X-LAST:1']));
  const { cards } = await readPages(book, null);
  const card = cardOf((await write(book, join(cards[0]!, 'Clienti')))[0]);
  expect(card.contact.groups).toEqual(['Famiglia', 'Soci, vecchi', 'Clienti']);
  expect(phone.get('a.vcf')!.vcard).toBe(
    vcard('a', 'Bianchi', ['CATEGORIES:Famiglia,Soci\\, vecchi,Clienti', 'X-LAST:1']),
  );
});

test('a card from the trash comes back with its categories, and into the group cards it is to join', async () => {
  const { book, io, phone, groupId, groupText } = await startGroup();
  phone.put('a.vcf', vcard('a', 'Bianchi', ['CATEGORIES:Famiglia,Soci']));
  const [old] = (await readPages(book, null)).cards;
  await write(book, { type: 'remove', key: 'one', card: old! });
  const marker = io.uuid();
  const revive = { ...create(marker, groupId), template: old!.raw } as Write;
  expect(cardOf((await write(book, revive))[0]).contact.groups).toEqual(['Famiglia', 'Soci']);
  expect(groupText()).toBe(text(APPLE, [marker]));
});

/** Ways of listing changes: RFC 6578, a ctag, and the etags of all cards. */
const FEEDS: [string, Parameters<typeof startAccount>[0]][] = [
  ['sync-collection', {}],
  ['ctag', { behaviour: { syncCollection: false, syncTokenProperty: false } }],
  ['etags', { behaviour: { syncCollection: false, syncTokenProperty: false, ctag: false } }],
  ['pages', { profile: 'cyrus', behaviour: { pageLimit: 1 } }],
];

test.each(FEEDS)(
  'by %s: a group that is made, renamed, given members and removed is told by its id',
  async (_, options) => {
    const account = await startGroup(options);
    const { book, phone, groupId } = account;
    phone.put('a.vcf', vcard('d1f3a6b0-7c0e-4f6e-9d54-0c1b2a3d4e5f', 'Bianchi'));
    let { cards: known, next } = await readPages(book, account.next);
    const changed = async () => {
      const listing = await readPages(book, next, known);
      next = listing.next;
      known = [...known, ...listing.cards];
      return listing;
    };
    phone.put('second.vcf', vcard('h', 'Soci', ['X-ADDRESSBOOKSERVER-KIND:group']));
    expect(groupsIn(await changed())).toContainEqual({
      id: expect.stringMatching(/second\.vcf$/),
      name: 'Soci',
      members: [],
    });
    phone.edit('group.vcf', (raw) =>
      raw.replaceAll('Clienti', 'Kunden').replace(':other', ':D1F3A6B0-7C0E-4f6e-9D54-0c1b2a3d4e5f'),
    );
    expect(groupsIn(await changed())).toContainEqual({
      id: groupId,
      name: 'Kunden',
      members: [known[0]!.uid],
    });
    phone.remove('group.vcf');
    const { pages } = await changed();
    if (pages[0]!.full) expect(groupsIn({ pages }).map(({ name }) => name)).toEqual(['Soci']);
    else expect(pages.flatMap(({ removedGroups }) => removedGroups)).toEqual([groupId]);
    expect(known.map(({ contact }) => contact.name.family)).toEqual(['Bianchi']);
  },
);

function groupsIn({ pages }: Pick<Awaited<ReturnType<typeof readPages>>, 'pages'>) {
  return pages.flatMap(({ groups }) => groups);
}
