// Listings: what is asked for, what expires, what arrives late, what goes by another name.
import { expect, test } from 'vitest';
import { json } from '../../../sandbox/server/answer.ts';
import type { Card, Cursor, Page, Write } from '../../../src/providers/provider.ts';
import { openGoogleAccount } from '../../google-account.ts';
import { cardOf, collect, readPages, write } from '../read-pages.ts';

const DAY_MS = 24 * 3_600_000;
const named = (givenName: string) => ({ names: [{ givenName }] });
const givenOf = (cards: Card[]) => cards.map(({ contact }) => contact.name.given);

test('a first listing is a page for each thousand and the labels; what follows is one request', async () => {
  const { book, exchanges, sandbox } = await openGoogleAccount({ people: 2500 });
  const kinds = () => exchanges.splice(0).map(({ kind }) => kind);
  const first = await readPages(book, null);
  expect(first.cards).toHaveLength(2500);
  expect(first.pages.map(({ expected }) => expected)).toEqual([2500, 2500, 2500]);
  const page = 'people.connections.list';
  expect(kinds()).toEqual(['contactGroups.list', page, page, page]);
  const next = await readPages(book, first.next, first.cards);
  expect([next.cards, kinds()]).toEqual([[], [page]]);
  sandbox.phone().edit(first.cards[7]!.id, named('Zoe'));
  const changed = await readPages(book, next.next, first.cards);
  expect(givenOf(changed.cards)).toEqual(['Zoe']);
  expect(kinds()).toEqual([page]);
});

test('every call of a listing and of what follows it says the same, in one language', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1200 });
  const { next } = await readPages(book, null);
  await readPages(book, next);
  const asked = sandbox.requests.recent.filter(({ kind }) => kind === 'people.connections.list');
  const said = asked.map(({ url }) => {
    const { searchParams } = new URL(url, sandbox.apiUrl);
    for (const name of ['pageToken', 'syncToken']) searchParams.delete(name);
    return searchParams.toString();
  });
  expect(said).toHaveLength(3);
  expect(new Set(said).size).toBe(1);
  expect(said[0]).toContain('sources=READ_SOURCE_TYPE_CONTACT');
});

test('an expired token, one older than six days and one of other parameters are told before anything is concluded', async () => {
  const { book, sandbox, exchanges } = await openGoogleAccount({ people: 5 });
  const { next } = await readPages(book, null);
  sandbox.faults.expireSyncTokens();
  await expect(readPages(book, next)).rejects.toMatchObject({ kind: 'cursor-expired' });
  const again = await readPages(book, null);
  exchanges.length = 0;
  sandbox.clock.advance(6.5 * DAY_MS);
  await expect(readPages(book, again.next)).rejects.toMatchObject({ kind: 'cursor-expired' });
  const other = again.next.replace('"parameters":"', '"parameters":"x') as Cursor;
  await expect(readPages(book, other)).rejects.toMatchObject({ kind: 'cursor-expired' });
  expect(exchanges).toEqual([]);
});

test('a token that Google finds wrong in another way is begun anew as well', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 5 });
  const { next } = await readPages(book, null);
  const error = { code: 400, status: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' };
  sandbox.faults.answer(1, { status: 400, body: JSON.stringify({ error }) });
  await expect(readPages(book, next)).rejects.toMatchObject({ kind: 'cursor-expired' });
});

test.each(['error', 'nothing'] as const)(
  'a position that is gone (410 with %s) is begun anew',
  async (body) => {
    const { book, sandbox } = await openGoogleAccount({ people: 5 });
    const { next } = await readPages(book, null);
    sandbox.faults.goneToken(1, body);
    await expect(readPages(book, next)).rejects.toMatchObject({ kind: 'cursor-expired' });
  },
);

test('a page that fails leaves the position where it was', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1200 });
  const pages: Page[] = [];
  sandbox.faults.answer(
    9,
    { status: 400, body: '{"error":{"code":400,"message":"no"}}' },
    {
      when: ({ query }) => query.has('pageToken'),
    },
  );
  const reading = (async () => {
    for await (const page of book.changes(null, async () => new Map())) pages.push(page);
  })();
  await expect(reading).rejects.toMatchObject({ kind: 'unexpected-response' });
  expect(pages.map(({ cards, next }) => [cards.length, next])).toEqual([[1000, undefined]]);
});

test('our own writes come back late, and are no news', async () => {
  const { book, sandbox, io } = await openGoogleAccount({ behaviour: { propagationDelayMs: 240_000 } });
  const { resourceName } = sandbox.phone().create(named('Anna'));
  sandbox.clock.advance(300_000);
  const first = await readPages(book, null);
  expect(givenOf(first.cards)).toEqual(['Anna']);
  const card = cardOf(
    (
      await write(book, {
        type: 'update',
        key: 'one',
        card: first.cards[0]!,
        edits: [{ property: 'nickname', value: 'Nini' }],
      })
    )[0],
  );
  // Not yet in the listing, then as it was before another write of ours, then as it is.
  const soon = await readPages(book, first.next, [card]);
  expect(soon.cards).toEqual([]);
  sandbox.clock.advance(200_000);
  const edits = [{ property: 'nickname' as const, value: 'Ninetta' }];
  const newer = cardOf((await write(book, { type: 'update', key: 'one', card, edits }))[0]);
  sandbox.clock.advance(60_000);
  const late = await readPages(book, soon.next, [newer]);
  expect(late.cards).toEqual([]);
  const full = await readPages(book, null, [newer]);
  expect([full.cards, full.unchanged]).toEqual([[], [resourceName]]);
  sandbox.clock.advance(300_000);
  expect((await readPages(book, late.next, [newer])).cards).toEqual([]);
  expect(sandbox.phone().get(resourceName)!.nicknames).toMatchObject([{ value: 'Ninetta' }]);
  // Somebody else's edit after it is news, however late.
  sandbox.phone().edit(resourceName, { nicknames: [{ value: 'Annina' }] });
  sandbox.clock.advance(300_000);
  const theirs = await readPages(book, late.next, [newer]);
  expect(theirs.cards.map(({ contact }) => contact.nickname)).toEqual(['Annina']);
  expect(io.now()).toBeGreaterThan(0);
});

test('a new contact is found by name and marker before any listing shows it', async () => {
  const { book, io } = await openGoogleAccount({ behaviour: { propagationDelayMs: 240_000 } });
  const marker = io.uuid();
  const card = cardOf(
    (await write(book, { type: 'create', key: 'one', marker, template: null, edits: [] }))[0],
  );
  expect((await readPages(book, null)).cards).toEqual([]);
  expect(await collect(book.read([card.id]))).toEqual([{ id: card.id, card }]);
  expect(await collect(book.findByMarker([marker]))).toEqual([card]);
});

test('contacts merged by their owner: the survivor is known by the one it took over, which is gone', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phone = sandbox.phone();
  const [kept, gone] = [phone.create(named('Anna')), phone.create(named('Annina'))];
  const first = await readPages(book, null);
  phone.merge(kept.resourceName, gone.resourceName);
  const { cards, removed } = await readPages(book, first.next, first.cards);
  expect(cards.map(({ id, uid }) => [id, uid])).toEqual([[kept.resourceName, gone.resourceName]]);
  expect(removed).toEqual([gone.resourceName]);
});

test('a contact that goes by another name is told as moved, in listings and by its old name', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phone = sandbox.phone();
  const { resourceName: old } = phone.create(named('Anna'));
  const first = await readPages(book, null);
  expect(first.cards.map(({ id, uid }) => [id, uid])).toEqual([[old, old]]);
  const { resourceName: now } = phone.rename(old);
  const { cards, removed } = await readPages(book, first.next, first.cards);
  expect(cards.map(({ id, uid }) => [id, uid])).toEqual([[now, old]]);
  expect(removed).toEqual([old]);
  // After a full listing, which tells nothing of former names.
  const read = await collect(book.read(first.cards.map(({ id }) => id)));
  expect(read.map(({ id, card }) => [id, card?.uid])).toEqual([
    [now, old],
    [old, undefined],
  ]);
});

test('a contact of ours keeps its identity under any name', async () => {
  const { book, sandbox, io } = await openGoogleAccount();
  const marker = io.uuid();
  const create: Write = { type: 'create', key: 'one', marker, template: null, edits: [] };
  const card = cardOf((await write(book, create))[0]);
  sandbox.phone().rename(card.id);
  const { cards } = await readPages(book, null);
  expect(cards.map(({ uid, marker: kept }) => [uid, kept])).toEqual([[marker, marker]]);
  expect(card.uid).toBe(marker);
});

test('what a linked profile says is not the contact’s', async () => {
  const profile = { sub: '1097', email: 'p@gmail.example', givenName: 'Paolo', familyName: 'Profilo' };
  const { book, sandbox } = await openGoogleAccount({ behaviour: { profiles: [profile] } });
  sandbox.phone().create({ ...named('Pino'), emailAddresses: [{ value: profile.email }] });
  const { cards } = await readPages(book, null);
  expect(cards[0]!.contact).toMatchObject({
    name: { given: 'Pino' },
    emails: [{ value: profile.email }],
  });
  expect(cards[0]!.contact.birthday).toBeUndefined();
  expect(cards[0]!.raw).not.toContain('Profilo');
});

test('a contact with more numbers than a listing shows is read whole', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phoneNumbers = Array.from({ length: 120 }, (_, index) => ({ value: `+39 081 ${5_000_000 + index}` }));
  sandbox.phone().create({ ...named('Anna'), phoneNumbers });
  const { cards } = await readPages(book, null);
  expect(cards[0]!.contact.phones).toHaveLength(120);
});

test('labels come with the listing, under one id whatever they are called', async () => {
  const { book, sandbox, exchanges } = await openGoogleAccount();
  const phone = sandbox.phone();
  const { resourceName } = phone.create(named('Anna'));
  const club = phone.createGroup('Ski club');
  phone.label(resourceName, ['myContacts', 'starred', 'Ski club']);
  const first = await readPages(book, null);
  const myContacts = 'contactGroups/myContacts';
  expect(first.groups).toContainEqual({
    id: club.resourceName,
    name: 'Ski club',
    members: null,
    system: false,
  });
  expect(first.groups).toContainEqual({ id: myContacts, name: 'My Contacts', members: null, system: true });
  expect(first.cards[0]!.contact.groups).toEqual([myContacts, 'contactGroups/starred', club.resourceName]);
  // A label that is new to us is asked for at once.
  const other = phone.createGroup('Padel');
  phone.label(resourceName, ['Padel']);
  exchanges.length = 0;
  const second = await readPages(book, first.next, first.cards);
  expect(second.groups.map(({ name }) => name)).toContain('Padel');
  expect(exchanges).toHaveLength(2);
  // Another name for one changes no contact: it is seen some hours later.
  phone.renameGroup('Padel', 'Tennis');
  phone.removeGroup('Ski club');
  expect((await readPages(book, second.next, second.cards)).groups).toEqual([]);
  sandbox.clock.advance(3 * 3_600_000);
  const third = await readPages(book, second.next, second.cards);
  expect(third.groups).toContainEqual({
    id: other.resourceName,
    name: 'Tennis',
    members: null,
    system: false,
  });
  expect(third.removedGroups).toEqual([club.resourceName]);
});

test('a last page without a sync token loses no page; the next listing begins where this one did', async () => {
  const { book, sandbox } = await openGoogleAccount();
  sandbox.phone().create(named('Anna'));
  const first = await readPages(book, null);
  const bruno = sandbox.phone().create(named('Bruno'));
  const answer = { connections: [bruno] };
  sandbox.faults.answer(1, json(200, answer), { kind: 'people.connections.list' });
  const pages = await collect(book.changes(first.next, async () => new Map()));
  expect(pages).toMatchObject([{ cards: [{ id: bruno.resourceName }], full: false }]);
  expect(pages[0]!.next).toBeUndefined();
  expect((await readPages(book, first.next, first.cards)).cards).toMatchObject([{ id: bruno.resourceName }]);
});

test('a contact that a batch cannot read is left out, and the others go on', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 3 });
  const { cards } = await readPages(book, null);
  const responses = sandbox
    .phone()
    .list()
    .map((person, index) =>
      index === 1
        ? { requestedResourceName: person.resourceName, status: { code: 13, message: 'Internal error' } }
        : { requestedResourceName: person.resourceName, httpStatusCode: 200, person },
    );
  sandbox.faults.answer(1, json(200, { responses }), { kind: 'people.getBatchGet' });
  const read = await collect(book.read(cards.map(({ id }) => id)));
  expect(read.map(({ id }) => id)).toEqual([0, 2].map((index) => responses[index]!.requestedResourceName));
  sandbox.faults.answer(9, json(200, { responses }), { kind: 'people.getBatchGet' });
  const removals = cards.map((card): Write => ({ type: 'remove', key: card.id, card }));
  const outcomes = new Map((await write(book, ...removals)).map(({ key, outcome }) => [key, outcome]));
  expect([...outcomes.values()].sort()).toEqual(['done', 'done', 'unknown']);
  expect(outcomes.get(responses[1]!.requestedResourceName)).toBe('unknown');
  expect(sandbox.phone().count()).toBe(1);
});

test('a contact that is too long for a listing and cannot be read by name is not taken for whole', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phoneNumbers = Array.from({ length: 120 }, (_, index) => ({ value: `+39 333 ${1000 + index}` }));
  const { resourceName } = sandbox.phone().create({ ...named('Anna'), phoneNumbers });
  const responses = [{ requestedResourceName: resourceName, status: { code: 13 } }];
  sandbox.faults.answer(1, json(200, { responses }), { kind: 'people.getBatchGet' });
  const { cards } = await readPages(book, null);
  expect(cards).toMatchObject([{ id: resourceName, loss: 'damaged' }]);
  const again = await readPages(book, null, cards);
  expect(again.cards.map(({ loss, contact }) => [loss ?? null, contact.phones.length])).toEqual([
    [null, 120],
  ]);
});

test('a page of a captive portal is no address book', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 3 });
  const { next } = await readPages(book, null);
  const page = { headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in to the hotel</html>' };
  for (const [cursor, body] of [
    [next, page.body],
    [null, page.body],
    [null, '{}'],
    [next, '[]'],
  ] as const) {
    sandbox.faults.answer(1, { status: 200, ...page, body }, { kind: 'people.connections.list' });
    await expect(readPages(book, cursor)).rejects.toMatchObject({ kind: 'unexpected-response' });
  }
});

test('twenty-five thousand contacts come as a stream of pages, one of them in memory', async () => {
  const { book, exchanges, sandbox } = await openGoogleAccount({ people: 25_000 });
  let total = 0;
  let largest = 0;
  const asked: number[] = [];
  const known = new Map<string, Card['version']>();
  let next: Cursor | undefined;
  for await (const page of book.changes(null, async () => new Map())) {
    // The next page is not asked for before this one was taken.
    asked.push(exchanges.filter(({ kind }) => kind === 'people.connections.list').length);
    total += page.cards.length;
    largest = Math.max(largest, page.cards.length);
    for (const { id, version } of page.cards) known.set(id, version);
    next = page.next;
  }
  expect({ total, largest, pages: asked.length }).toEqual({ total: 25_000, largest: 1000, pages: 25 });
  expect(asked).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  expect(exchanges).toHaveLength(26);
  expect(sandbox.requests.refusedByQuota).toBe(0);
  const lookUp = async (ids: Card['id'][]) => new Map(ids.map((id) => [id, known.get(id)!]));
  exchanges.length = 0;
  const again = await collect(book.changes(next!, lookUp));
  expect([again.flatMap(({ cards }) => cards), exchanges.length]).toEqual([[], 1]);
});
