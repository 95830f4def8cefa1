// What is written, in how many requests, and what comes of races, refusals and lost answers.
import { expect, test } from 'vitest';
import type { Fault } from '../../../sandbox/fault-list.ts';
import { conflictingChange, itemNotFound } from '../../../sandbox/microsoft/graph-error.ts';
import { json } from '../../../sandbox/server/answer.ts';
import type { Edit } from '../../../src/contact/contact.ts';
import type { Card, Write } from '../../../src/providers/provider.ts';
import { type MicrosoftAccount, openMicrosoftAccount } from '../../microsoft-account.ts';
import { cardOf, collect, readPages, write } from '../read-pages.ts';
import { countsOf, create, remove, rename, update } from './build-writes.ts';

const phone = (label: string, value: string): Edit => ({ ...{ property: 'phones', at: null, label, value } });
const outcomesOf = async ({ book }: MicrosoftAccount, ...writes: Write[]) =>
  (await write(book, ...writes)).map(({ outcome }) => outcome);

test('k edits are a request for twenty, new contacts one each, removals three for twenty; and none of it is news', async () => {
  const account = await openMicrosoftAccount();
  const { book, io, sandbox } = account;
  for (let index = 0; index < 70; index += 1) sandbox.phone().create({ givenName: `P${index}` });
  const { cards, next } = await readPages(book, null);
  countsOf(account);
  const edited = await write(book, ...cards.slice(0, 45).map((card) => rename(card, 'Nini')));
  expect(edited.map(({ outcome }) => outcome)).toEqual(Array(45).fill('done'));
  expect(countsOf(account)).toEqual({ 'contacts.update': 3 });
  const made = await write(book, ...Array.from({ length: 7 }, () => create(io.uuid(), 'Rossi')));
  // One of them was refused for want of a given name, and the others were not.
  expect(countsOf(account)).toEqual({ 'contacts.create': expect.any(Number) });
  const gone = cards.slice(45, 70);
  await write(book, ...gone.map(remove));
  expect(countsOf(account)).toEqual({ 'contacts.get': 2, 'contacts.delete': 2, 'contacts.deleted': 2 });
  const again = await readPages(
    book,
    next,
    [...edited, ...made].map((result) => cardOf(result)),
  );
  expect(again.cards).toEqual([]);
  expect(again.removed.toSorted()).toEqual(gone.map(({ id }) => id).toSorted());
  expect(sandbox.requests.emptyUpdates).toBe(0);
});

test('a change sends what changed and the display name, which stays as somebody wrote it', async () => {
  const { book, sandbox } = await openMicrosoftAccount();
  const { id } = sandbox.phone().create({ givenName: 'Anna', surname: 'Rossi', displayName: 'Nini (Roma)' });
  const { cards } = await readPages(book, null);
  const title = update(cards[0]!, { property: 'organization', part: 'title', value: 'CEO' });
  const card = cardOf((await write(book, title))[0]);
  expect(sandbox.phone().get(id)).toMatchObject({ jobTitle: 'CEO', displayName: 'Nini (Roma)' });
  const family = update(card, { property: 'name', part: 'given', value: 'Bea' });
  await write(book, family);
  expect(sandbox.phone().get(id)).toMatchObject({ givenName: 'Bea', displayName: 'Nini (Roma)' });
});

test('a value without a place is not sent, the others are, and nothing at Microsoft is touched for it', async () => {
  const account = await openMicrosoftAccount();
  const { book, sandbox } = account;
  const emailAddresses = ['a', 'b', 'c'].map((name) => ({ address: `${name}@x.example` }));
  const { id } = sandbox.phone().create({ givenName: 'Anna', emailAddresses, businessPhones: ['1', '2'] });
  const { cards } = await readPages(book, null);
  countsOf(account);
  const fourth: Edit = { property: 'emails', at: null, label: 'home', value: 'd@x.example' };
  const [nothing] = await write(book, update(cards[0]!, fourth, phone('work', '3'), phone('workFax', '4')));
  expect(nothing).toMatchObject({ outcome: 'done', asMade: expect.any(Object) });
  expect(countsOf(account)).toEqual({});
  const [some] = await write(book, update(cards[0]!, fourth, phone('home', '5')));
  expect(some).toMatchObject({ outcome: 'done', asMade: expect.any(Object) });
  expect(sandbox.phone().get(id)).toMatchObject({
    homePhones: ['5'],
    businessPhones: ['1', '2'],
    emailAddresses,
  });
});

test('what is no e-mail address takes the place of none', async () => {
  const account = await openMicrosoftAccount();
  const { book, io, sandbox } = account;
  const emailAddresses = [{ address: 'anna@x.example' }];
  const { id } = sandbox.phone().create({ givenName: 'Anna', emailAddresses });
  const { cards } = await readPages(book, null);
  const email = (at: number | null): Edit => ({ property: 'emails', at, label: null, value: 'a@b.com,' });
  const [changed, made] = await write(
    book,
    update(cards[0]!, email(0)),
    create(io.uuid(), 'Rossi', [email(null)]),
  );
  expect(changed).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('a@b.com,') });
  expect(sandbox.phone().get(id)).toMatchObject({ emailAddresses });
  expect(cardOf(made).contact.emails).toEqual([]);
});

test('a new contact has what there is room for', async () => {
  const { book, io, sandbox } = await openMicrosoftAccount();
  const emails = ['a', 'b', 'c', 'd'].map(
    (name): Edit => ({ property: 'emails', at: null, label: 'work', value: `${name}@x.example` }),
  );
  const phones = ['1', '2', '3'].map((value) => phone('work', value));
  const [result] = await write(book, create(io.uuid(), 'Rossi', [...emails, ...phones]));
  expect(result).toMatchObject({ outcome: 'done', asMade: expect.any(Object) });
  const made = sandbox.phone().get(cardOf(result).id)!;
  expect(made.emailAddresses).toHaveLength(3);
  expect(made.businessPhones).toEqual(['1', '2']);
});

test('a mailbox that wants a given name is told none that anybody is shown, and is asked once', async () => {
  const account = await openMicrosoftAccount();
  const { book, io, sandbox } = account;
  const first = cardOf((await write(book, create(io.uuid(), 'Rossi')))[0]);
  expect(countsOf(account)).toEqual({ 'contacts.create': 2 });
  expect(sandbox.phone().get(first.id)).toMatchObject({ givenName: '-', displayName: 'Rossi' });
  expect(first.contact.name).toEqual({ family: 'Rossi', display: 'Rossi' });
  const company: Edit[] = [
    { property: 'organization', part: 'name', value: 'ACME' },
    { property: 'isCompany', value: true },
  ];
  const acme = { ...create(io.uuid(), ''), edits: company } as Write;
  const second = cardOf((await write(book, acme))[0]);
  expect(countsOf(account)).toEqual({ 'contacts.create': 1 });
  expect(second.contact).toMatchObject({ isCompany: true, organization: { name: 'ACME' } });
  sandbox.behaviour.requiresGivenName = false;
  const [other] = await account.provider.open(account.session, account.discovery.state, io);
  await write(other!, create(io.uuid(), 'Verdi'));
});

test('of a batch, what was changed by others is stale, what is gone is gone, the rest is done', async () => {
  const account = await openMicrosoftAccount({ people: 6 });
  const { book, sandbox } = account;
  const { cards } = await readPages(book, null);
  sandbox.phone().edit(cards[1]!.id, { personalNotes: 'theirs' });
  sandbox.phone().remove(cards[3]!.id);
  const results = await write(book, ...cards.map((card) => rename(card, 'Nini')));
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'stale', 'done', 'gone', 'done', 'done']);
  const now = cardOf(results[1], 'stale');
  expect(now.contact.notes).toBe('theirs');
  expect(cardOf((await write(book, rename(now, 'Nini')))[0]).contact).toMatchObject({
    ...{ notes: 'theirs', nickname: 'Nini' },
  });
});

test('a contact that was moved meanwhile is gone from this book, and is not written', async () => {
  const account = await openMicrosoftAccount({ people: 2 });
  const { sandbox, provider, session, io } = account;
  sandbox.phone().createFolder('Clients');
  const { state } = await provider.discover(session, io);
  const [book] = await provider.open(session, state, io);
  const { cards } = await readPages(book!, null);
  for (const { id } of cards) sandbox.phone().move(id, 'Clients');
  const results = await write(book!, rename(cards[0]!, 'Nini'), remove(cards[1]!));
  expect(results.map(({ outcome }) => outcome)).toEqual(['gone', 'done']);
  expect(sandbox.phone().count('Clients')).toBe(2);
});

test('a change refused as outdated of a contact that shows unchanged is sent again', async () => {
  const account = await openMicrosoftAccount({ people: 2 });
  const { cards } = await readPages(account.book, null);
  account.sandbox.faults.conflict(2);
  expect(await outcomesOf(account, ...cards.map((card) => rename(card, 'Nini')))).toEqual(['done', 'done']);
  account.sandbox.faults.conflict(99);
  const now = await readPages(account.book, null);
  expect(await outcomesOf(account, rename(now.cards[0]!, 'Nana'))).toEqual(['refused']);
});

test('an update whose answer was lost is done when it is sent again', async () => {
  const account = await openMicrosoftAccount({ people: 1 });
  const { book, sandbox } = account;
  const { cards } = await readPages(book, null);
  sandbox.faults.serverError(1, { kind: 'contacts.update', after: true }, 503);
  expect(await outcomesOf(account, rename(cards[0]!, 'Nini'))).toEqual(['unknown']);
  expect(cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]).contact.nickname).toBe('Nini');
});

test('a batch whose connection breaks is unknown as a whole, and nothing more is sent', async () => {
  const account = await openMicrosoftAccount({ people: 30 });
  const { book, sandbox } = account;
  const { cards } = await readPages(book, null);
  sandbox.faults.cut(1, 'after', { kind: 'batch' });
  const outcomes: string[] = [];
  countsOf(account);
  const writing = (async () => {
    for await (const { outcome } of book.write(cards.map((card) => rename(card, 'Nini'))))
      outcomes.push(outcome);
  })();
  await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
  expect([outcomes, countsOf(account)]).toEqual([Array(20).fill('unknown'), { 'contacts.update': 1 }]);
});

test.each(['before', 'after'] as const)(
  'creations whose answer was lost (%s they were made) are found by their markers, never doubled',
  async (where) => {
    const { book, io, sandbox } = await openMicrosoftAccount();
    // Each with all that the mailbox wants, so that it is made at once.
    const given: Edit = { property: 'name', part: 'given', value: 'Anna' };
    const writes = ['A', 'B', 'C', 'D'].map((family) => create(io.uuid(), family, [given]));
    sandbox.faults.cut(2, where, { kind: 'contacts.create' });
    const told: string[] = [];
    const writing = (async () => {
      for await (const { outcome } of book.write(writes)) told.push(outcome);
    })();
    await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
    expect(told.filter((outcome) => outcome === 'unknown').length).toBeGreaterThan(0);
    const results = await write(book, ...writes);
    expect(results.map((result) => cardOf(result).marker)).toEqual(writes.map(({ key }) => key));
    expect(sandbox.phone().count()).toBe(4);
  },
);

test('a creation that the server failed at may have happened: it is not sent again before it was looked for', async () => {
  const account = await openMicrosoftAccount();
  const { io, sandbox, book } = account;
  const made = create(io.uuid(), 'Rossi', [{ property: 'name', part: 'given', value: 'Anna' }]);
  sandbox.faults.serverError(1, { kind: 'contacts.create', after: true }, 'page');
  expect(await outcomesOf(account, made)).toEqual(['unknown']);
  expect(sandbox.phone().count()).toBe(1);
  const [again] = await write(book, made);
  expect(again).toMatchObject({ outcome: 'done', found: true });
  expect(sandbox.phone().count()).toBe(1);
});

test('a removal compares first, for Microsoft deletes whatever the contact has become', async () => {
  const account = await openMicrosoftAccount({ people: 3 });
  const { book, sandbox } = account;
  const { cards } = await readPages(book, null);
  sandbox.phone().edit(cards[0]!.id, { personalNotes: 'theirs' });
  sandbox.faults.deletedAsNotFound(1);
  expect(await outcomesOf(account, ...cards.map(remove))).toEqual(['stale', 'done', 'done']);
  expect(sandbox.phone().count()).toBe(1);
  expect(sandbox.phone().deleted()).toHaveLength(2);
});

test('a removal that the server failed at is asked about, not taken for done', async () => {
  const account = await openMicrosoftAccount({ people: 1 });
  const { cards } = await readPages(account.book, null);
  account.sandbox.faults.serverError(1, { kind: 'contacts.delete', after: true });
  expect(await outcomesOf(account, remove(cards[0]!))).toEqual(['unknown']);
  expect(await outcomesOf(account, remove(cards[0]!))).toEqual(['done']);
});

test('a card that is not whole is neither written nor removed', async () => {
  const account = await openMicrosoftAccount({ people: 1 });
  const { cards } = await readPages(account.book, null);
  const damaged: Card = { ...cards[0]!, loss: 'damaged' };
  countsOf(account);
  expect(await outcomesOf(account, rename(damaged, 'Nini'), remove(damaged))).toEqual(['refused', 'refused']);
  expect(countsOf(account)).toEqual({});
});

test('one change that is not taken spoils none of the others', async () => {
  const account = await openMicrosoftAccount({ people: 3 });
  const { cards } = await readPages(account.book, null);
  account.sandbox.faults.error(1, Object.assign(itemNotFound(), { status: 400 }), {
    kind: 'contacts.update',
  });
  const outcomes = await outcomesOf(account, ...cards.map((card) => rename(card, 'Nini')));
  expect(outcomes.toSorted()).toEqual(['done', 'done', 'refused']);
});

test('a change that Microsoft takes and does not keep is told as refused', async () => {
  const account = await openMicrosoftAccount({ people: 1 });
  const { cards } = await readPages(account.book, null);
  const { contact: _, ...shown } = cards[0]!;
  const body = JSON.stringify(JSON.parse(shown.raw));
  const answer = { status: 200, headers: { 'Content-Type': 'application/json' }, body };
  account.sandbox.faults.answer(1, answer, { kind: 'contacts.update' });
  expect(await outcomesOf(account, rename(cards[0]!, 'Nini'))).toEqual(['refused']);
});

test('a photo alone is put on a contact that is as it was known, and on no other', async () => {
  const account = await openMicrosoftAccount({ people: 2 });
  const { book, sandbox, io } = account;
  const { cards } = await readPages(book, null);
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const edit: Edit = { property: 'photo', value: 'new' };
  const withPhoto = (card: Card, type = 'image/jpeg'): Write => ({
    ...{ type: 'update', key: card.id, card, edits: [edit], photo: { type, bytes } },
  });
  sandbox.phone().edit(cards[1]!.id, { personalNotes: 'theirs' });
  expect(await outcomesOf(account, ...cards.map((card) => withPhoto(card)))).toEqual(['done', 'stale']);
  expect(sandbox.phone().photo(cards[0]!.id)).toEqual(Buffer.from(bytes));
  expect(sandbox.phone().photo(cards[1]!.id) ?? null).not.toEqual(Buffer.from(bytes));
  expect(await outcomesOf(account, withPhoto(cards[0]!, 'image/webp'))).toEqual(['refused']);
  sandbox.faults.error(1, conflictingChange(), { kind: 'photo.put' });
  const made = { ...create(io.uuid(), 'Rossi', [edit]), photo: { type: 'image/jpeg', bytes } } as Write;
  expect(await outcomesOf(account, made)).toEqual(['refused']);
});

test('a value without a place that is sent along with a photo stays where it came from, and an edit before the photo is nobody but its author’s', async () => {
  const account = await openMicrosoftAccount();
  const { book, sandbox } = account;
  sandbox.phone().create({ givenName: 'Anna', mobilePhone: '1' });
  const { cards } = await readPages(book, null);
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const { id } = cards[0]!;
  sandbox.faults.meanwhile(1, () => sandbox.phone().edit(id, { personalNotes: 'theirs' }), {
    kind: 'photo.put',
  });
  const edits: Edit[] = [
    { property: 'nickname', value: 'Nini' },
    phone('mobile', '2'),
    { property: 'photo', value: 'new' },
  ];
  const [result] = await write(book, {
    ...update(cards[0]!, ...edits),
    photo: { type: 'image/jpeg', bytes },
  } as Write);
  const { photo } = cardOf(result).contact;
  const shown = { nickname: 'Nini', phones: [{ value: '1' }], photo };
  expect(photo).not.toBeNull();
  expect(cardOf(result).contact).toMatchObject({ ...shown, notes: 'theirs' });
  expect(result).toMatchObject({ outcome: 'done', asMade: shown });
  expect(result).not.toMatchObject({ asMade: { notes: 'theirs' } });
});

test('a personal mailbox takes no photo, and the rest of the write is done', async () => {
  const account = await openMicrosoftAccount({ user: 'carla@outlook.example' });
  const { book, io, sandbox } = account;
  const photo = { type: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) };
  const made = { ...create(io.uuid(), 'Rossi', [{ property: 'photo', value: 'new' }]), photo } as Write;
  const [result] = await write(book, made);
  expect(result).toMatchObject({ outcome: 'done', asMade: expect.any(Object) });
  const edits: Edit[] = [
    { property: 'nickname', value: 'Nini' },
    { property: 'photo', value: 'new' },
  ];
  const changed: Write = { ...update(cardOf(result), ...edits), photo } as Write;
  expect(cardOf((await write(book, changed))[0]).contact).toMatchObject({ nickname: 'Nini', photo: null });
  expect(sandbox.phone('carla@outlook.example').count()).toBe(1);
});

test('a contact moved into a folder that was made since is not gone: it stays with its book, and is written', async () => {
  const account = await openMicrosoftAccount({ people: 2, behaviour: { deletedItemsReachable: true } });
  const { book, sandbox } = account;
  const first = await readPages(book, null);
  const [anna, bruno] = first.cards as [Card, Card];
  sandbox.clock.advance(5000);
  sandbox.phone().createFolder('New');
  sandbox.phone().move(anna.id, 'New');
  sandbox.phone().remove(bruno.id);
  const { removed, cards } = await readPages(book, first.next, first.cards);
  expect(removed).toEqual([bruno.id]);
  const now = cards.find(({ id }) => id === anna.id)!;
  expect(now.contact.groups).toEqual(anna.contact.groups);
  const card = cardOf((await write(book, rename(now, 'Nini')))[0]);
  expect(card.contact).toMatchObject({ nickname: 'Nini', groups: anna.contact.groups });
  expect(await outcomesOf(account, remove(bruno))).toEqual(['done']);
});

test('a folder is no group that a contact is put into, and says so', async () => {
  const { sandbox, provider, session, io } = await openMicrosoftAccount({ people: 1 });
  const { id: join } = sandbox.phone().createFolder('Clients');
  const { state } = await provider.discover(session, io);
  const [book] = await provider.open(session, state, io);
  const { cards } = await readPages(book!, null);
  const edit: Edit = { property: 'groups', join };
  const results = await write(book!, update(cards[0]!, edit), create(io.uuid(), 'Rossi', [edit]));
  expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  expect(sandbox.phone().count()).toBe(1);
});

test('a category is given beside those there are; a folder is no group to be put into', async () => {
  const account = await openMicrosoftAccount();
  const { book, sandbox } = account;
  sandbox.phone().create({ givenName: 'Anna', categories: ['Friends'] });
  const { cards, groups } = await readPages(book, null);
  const card = cardOf((await write(book, update(cards[0]!, { property: 'groups', join: 'Clients' })))[0]);
  expect(card.contact.groups).toEqual([groups[0]!.id, 'Friends', 'Clients']);
  countsOf(account);
  await write(book, update(card, { property: 'groups', join: groups[0]!.id }));
  expect(countsOf(account)).toEqual({});
  expect((await collect(book.read([card.id])))[0]!.card?.version).toBe(card.version);
});

test('what Microsoft refuses is told by a code or in its own words, whatever was written', async () => {
  const { book, io, sandbox } = await openMicrosoftAccount();
  sandbox.phone().create({ givenName: 'Anna' });
  const [card] = (await readPages(book, null)).cards;
  const kind = ['contacts.update', 'contacts.create', 'contacts.delete'] as const;
  const reasons = async (fault: Fault) => {
    const writes = [rename(card!, 'Nini'), create(io.uuid(), 'Rossi'), remove(card!)];
    const told = await write(book, ...writes).finally(() => fault.cancel());
    return told.map((result) => result.outcome === 'refused' && result.reason);
  };
  const { faults } = sandbox;
  expect(await reasons(faults.full(9))).toEqual(Array(3).fill('book-full'));
  expect(await reasons(faults.answer(9, { status: 409 }, { kind }))).toEqual(
    Array(3).fill('without-words: 409'),
  );
  const no = json(400, { error: { code: 'ErrorIrresolvableConflict', message: 'No.' } });
  expect(await reasons(faults.answer(9, no, { kind }))).toEqual(Array(3).fill('No.'));
});
