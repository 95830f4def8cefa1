// What every provider with groups promises about them, whether groups list their cards or cards name their groups.
import { expect, test } from 'vitest';
import type { Card, Write } from '../../src/providers/provider.ts';
import { skipWithout } from '../not-applicable.ts';
import { type Account, aPerson } from './account.ts';
import { cardOf, type Listing, readPages, write } from './read-pages.ts';

export function describeGroups(provider: string, account: Account): void {
  const withGroups = async (skip: Parameters<typeof skipWithout>[0]) => {
    const opened = await account();
    const can = opened.capabilities.joinGroups;
    skipWithout(skip, can ? null : `${provider}: it has no groups that cards can be put into`);
    return opened;
  };
  type Owner = Awaited<ReturnType<Account>>['owner'];
  const annaAndBruno = async (owner: Owner) =>
    [
      await owner.create(aPerson({ family: 'Anna' })),
      await owner.create(aPerson({ family: 'Bruno' })),
    ] as const;

  test('a new card joins a group, and the next listing shows it', async ({ skip }) => {
    const { book, io, owner, settled, groupsAreWords } = await withGroups(skip);
    await owner.createGroup('Clienti', [await owner.create(aPerson())]);
    await settled?.();
    const first = await readPages(book, null);
    const group = idOf(first, 'Clienti', groupsAreWords);
    const card = cardOf((await write(book, create(io.uuid(), 'Rossi', group)))[0]);
    const next = await readPages(book, first.next, [...first.cards, card]);
    expect(next.cards).toEqual([]);
    expect(familiesIn(group, [...first.cards, card], next)).toEqual(['Esposito', 'Rossi']);
    const full = await readPages(book, null);
    expect(familiesIn(group, full.cards, full)).toEqual(['Esposito', 'Rossi']);
  });

  test('a card that is there joins a group; joining twice is joining once, and its values stay', async ({
    skip,
  }) => {
    const { book, owner, groupsAreWords } = await withGroups(skip);
    const name = await owner.create(aPerson());
    await owner.createGroup('Clienti', []);
    const before = await readPages(book, null);
    const group = idOf(before, 'Clienti', groupsAreWords);
    const joined = cardOf((await write(book, join(before.cards[0]!, group)))[0]);
    const again = cardOf((await write(book, join(joined, group)))[0]);
    const after = await readPages(book, null);
    expect(familiesIn(group, after.cards, after)).toEqual(['Esposito']);
    const { groups, ...values } = before.cards[0]!.contact;
    for (const card of [joined, again, after.cards[0]!]) expect(card.contact).toMatchObject(values);
    expect(after.cards[0]!.version).toBe(again.version);
    expect(await owner.raw(name)).toContain('Via Roma 1');
  });

  test('an edit of something else leaves every card in its groups', async ({ skip }) => {
    const { book, owner, groupsAreWords } = await withGroups(skip);
    const [anna, bruno] = await annaAndBruno(owner);
    await owner.createGroup('Clienti', [anna]);
    await owner.createGroup('Famiglia', [anna, bruno]);
    const before = await readPages(book, null);
    const card = before.cards.find(({ contact }) => contact.name.family === 'Bruno')!;
    const joined = cardOf((await write(book, join(card, idOf(before, 'Clienti', groupsAreWords))))[0]);
    const edits = [{ property: 'phones', at: 0, label: 'mobile', value: '+39 081 555 0009' } as const];
    cardOf((await write(book, { type: 'update', key: 'one', card: joined, edits }))[0]);
    const after = await readPages(book, null);
    for (const name of ['Clienti', 'Famiglia'])
      expect(familiesIn(idOf(after, name, groupsAreWords), after.cards, after), name).toEqual([
        'Anna',
        'Bruno',
      ]);
  });

  test('a card leaves a group, that one alone; leaving twice is leaving once, and its values stay', async ({
    skip,
  }) => {
    const { book, owner, groupsAreWords } = await withGroups(skip);
    const [anna, bruno] = await annaAndBruno(owner);
    await owner.createGroup('Clienti', [anna, bruno]);
    await owner.createGroup('Famiglia', [anna, bruno]);
    const before = await readPages(book, null);
    const card = before.cards.find(({ contact }) => contact.name.family === 'Bruno')!;
    const group = idOf(before, 'Clienti', groupsAreWords);
    const left = cardOf((await write(book, leave(card, group)))[0]);
    expect(left.contact.groups).not.toContain(group);
    const again = cardOf((await write(book, leave(left, group)))[0]);
    const after = await readPages(book, null);
    expect(familiesIn(group, after.cards, after)).toEqual(['Anna']);
    expect(familiesIn(idOf(after, 'Famiglia', groupsAreWords), after.cards, after)).toEqual([
      'Anna',
      'Bruno',
    ]);
    const { groups, ...values } = card.contact;
    for (const one of [left, again]) expect(one.contact).toMatchObject(values);
    const back = cardOf((await write(book, join(again, group)))[0]);
    const last = await readPages(book, null);
    expect(familiesIn(group, last.cards, last)).toEqual(['Anna', 'Bruno']);
    expect(last.cards.find(({ id }) => id === back.id)!.version).toBe(back.version);
  });

  test('a group made, renamed and removed by the owner is told by one id, and its cards stay', async ({
    skip,
  }) => {
    const { book, owner, groupsAreWords } = await withGroups(skip);
    skipWithout(skip, groupsAreWords ? `${provider}: its groups are but words on cards` : null);
    const name = await owner.create(aPerson());
    let { cards, next } = await readPages(book, null);
    const changed = async () => {
      const listing = await readPages(book, next, cards);
      next = listing.next;
      cards = [...cards.filter(({ id }) => !listing.cards.some((card) => card.id === id)), ...listing.cards];
      expect(listing.removed.filter((id) => cards.some((card) => card.id === id))).toEqual([]);
      return listing;
    };
    await owner.createGroup('Clienti', [name]);
    const made = await changed();
    const id = idOf(made, 'Clienti');
    expect(familiesIn(id, cards, made)).toEqual(['Esposito']);
    await owner.renameGroup('Clienti', 'Kunden');
    const renamed = await changed();
    expect(idOf(renamed, 'Kunden')).toBe(id);
    expect(familiesIn(id, cards, renamed)).toEqual(['Esposito']);
    await owner.removeGroup('Kunden');
    const removed = await changed();
    // A full listing tells by leaving out.
    if (!removed.pages[0]!.full) expect(removed.removedGroups).toEqual([id]);
    expect(removed.groups.map((group) => group.id)).not.toContain(id);
    expect((await readPages(book, null)).cards.map(({ contact }) => contact.name.family)).toEqual([
      'Esposito',
    ]);
  });

  test('a card from the trash joins the groups it was in', async ({ skip }) => {
    const { book, io, owner, groupsAreWords } = await withGroups(skip);
    await owner.createGroup('Clienti', [await owner.create(aPerson())]);
    const before = await readPages(book, null);
    const group = idOf(before, 'Clienti', groupsAreWords);
    const [old] = before.cards;
    await write(book, { type: 'remove', key: 'one', card: old! });
    const { raw: template } = old!;
    const edits = [{ property: 'groups', join: group } as const];
    const revive: Write = { type: 'create', key: 'two', marker: io.uuid(), edits, template };
    const card = cardOf((await write(book, revive))[0]);
    expect(card.contact).toEqual(old!.contact);
    const after = await readPages(book, null);
    expect(familiesIn(group, after.cards, after)).toEqual(['Esposito']);
  });
}

function create(marker: string, family: string, group: string): Write {
  const edits: (Write & { type: 'create' })['edits'] = [
    { property: 'name', part: 'family', value: family },
    { property: 'groups', join: group },
  ];
  return { type: 'create', key: 'one', marker, template: null, edits };
}

function join(card: Card, group: string): Write {
  return { type: 'update', key: 'one', card, edits: [{ property: 'groups', join: group }] };
}

function leave(card: Card, group: string): Write {
  return { type: 'update', key: 'one', card, edits: [{ property: 'groups', leave: group }] };
}

function idOf({ groups }: Listing, name: string, areWords = false): string {
  const group = groups.find((each) => each.name === name);
  if (!group && areWords) return name;
  if (!group) throw new Error(`the listing names no group ${name}: ${JSON.stringify(groups)}`);
  return group.id;
}

/** Family names of the cards in a group, by whichever side says it. */
function familiesIn(id: string, cards: Card[], { groups }: Listing): (string | undefined)[] {
  const members = groups.find((group) => group.id === id)?.members ?? [];
  return cards
    .filter(({ uid, contact }) => contact.groups.includes(id) || (uid !== null && members.includes(uid)))
    .map(({ contact }) => contact.name.family)
    .sort();
}
