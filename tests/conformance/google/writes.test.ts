// Writes: what is sent and in how many requests, what must not change by it, races and lost answers.
import { expect, test } from 'vitest';
import type { Edit } from '../../../src/contact/contact.ts';
import type { Card, Write } from '../../../src/providers/provider.ts';
import { type GoogleAccount, openGoogleAccount } from '../../google-account.ts';
import { cardOf, readPages, write } from '../read-pages.ts';

const create = (marker: string, family: string, more: Edit[] = []): Write => ({
  type: 'create',
  key: marker,
  marker,
  template: null,
  edits: [{ property: 'name', part: 'family', value: family }, ...more],
});
const update = (card: Card, ...edits: Edit[]): Write => ({ type: 'update', key: card.id, card, edits });
const rename = (card: Card, value: string): Write => update(card, { property: 'nickname', value });

const kindsOf = ({ exchanges }: GoogleAccount) => exchanges.splice(0).map(({ kind }) => kind);

test('an edit of one field leaves every other byte of the contact alone', async () => {
  const account = await openGoogleAccount({ people: 300 });
  const { book, sandbox } = account;
  const { cards } = await readPages(book, null);
  const before = new Map(
    sandbox
      .phone()
      .list()
      .map((person) => [person.resourceName, person]),
  );
  const results = await write(book, ...cards.map((card) => rename(card, 'Nini')));
  expect(results.every(({ outcome }) => outcome === 'done')).toBe(true);
  for (const person of sandbox.phone().list()) {
    const fields = ({ etag: _, metadata: _m, nicknames: _n, ...rest }: typeof person) => rest;
    expect(fields(person)).toEqual(fields(before.get(person.resourceName)!));
    expect(person.nicknames![0]!.value).toBe('Nini');
  }
});

test('a list is sent whole: values we do not map, labels of others and their defaults stay as they are', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phone = sandbox.phone();
  const { resourceName } = phone.create({
    emailAddresses: [
      { value: 'a@x.example', type: 'work', displayName: 'Anna' },
      { value: 'b@x.example', type: 'Zweitwohnung', metadata: { sourcePrimary: true } },
      { value: 'c@x.example' },
    ],
    phoneNumbers: [
      { value: '555 1234', type: 'workMobile' },
      { value: '081 5550001', type: 'Cellulare' },
    ],
  });
  const { cards } = await readPages(book, null);
  expect(cards[0]!.contact.phones.map(({ label }) => label)).toEqual(['Work mobile', 'Cellulare']);
  const edits: Edit[] = [
    { property: 'emails', at: 2, label: 'home', value: 'd@x.example' },
    { property: 'phones', at: 1, label: 'Cellulare', value: '081 5550002' },
    { property: 'phones', at: null, label: 'mobile', value: '081 5550003' },
  ];
  cardOf((await write(book, update(cards[0]!, ...edits)))[0]);
  const now = phone.get(resourceName)!;
  expect(now.emailAddresses).toMatchObject([
    { value: 'a@x.example', type: 'work', displayName: 'Anna' },
    { value: 'b@x.example', type: 'Zweitwohnung', metadata: { sourcePrimary: true } },
    { value: 'd@x.example', type: 'home' },
  ]);
  expect(now.emailAddresses![0]!.metadata!.sourcePrimary).toBeUndefined();
  expect(now.phoneNumbers).toMatchObject([
    { value: '555 1234', type: 'workMobile' },
    { value: '081 5550002', type: 'Cellulare' },
    { value: '081 5550003', type: 'mobile' },
  ]);
});

test('names go into their places, one word into one, and nothing is made of them', async () => {
  const { book, sandbox, io } = await openGoogleAccount();
  const [marker, company] = [io.uuid(), io.uuid()];
  const [person, firm] = await write(
    book,
    create(marker, 'De Luca', [
      { property: 'name', part: 'given', value: 'Maria Pia' },
      { property: 'name', part: 'prefix', value: 'Dott.ssa' },
    ]),
    {
      type: 'create',
      key: 'two',
      marker: company,
      template: null,
      edits: [
        { property: 'organization', part: 'name', value: 'Rossi S.p.A.' },
        { property: 'isCompany', value: true },
      ],
    },
  );
  expect(cardOf(person).contact.name).toMatchObject({
    prefix: 'Dott.ssa',
    given: 'Maria Pia',
    family: 'De Luca',
  });
  expect(cardOf(firm).contact).toMatchObject({ isCompany: true, organization: { name: 'Rossi S.p.A.' } });
  expect(sandbox.phone().get(cardOf(firm).id)!.names).toBeUndefined();
  const edits: Edit[] = [
    { property: 'name', part: 'given', value: null },
    { property: 'name', part: 'prefix', value: null },
  ];
  const single = cardOf((await write(book, update(cardOf(person), ...edits)))[0]);
  expect(single.contact.name).toEqual({ family: 'De Luca', display: 'De Luca' });
});

test('every mapped field survives the way there and back, birthdays without a year too', async () => {
  const { book, io } = await openGoogleAccount();
  const edits: Edit[] = [
    { property: 'organization', part: 'department', value: 'Vendite' },
    { property: 'organization', part: 'title', value: 'CEO' },
    { property: 'notes', value: 'one\ntwo' },
    { property: 'birthday', value: { month: 2, day: 29 } },
    { property: 'urls', at: null, label: 'work', value: 'https://x.example' },
    {
      property: 'addresses',
      at: null,
      label: 'Casa al mare',
      value: {
        street: 'Via Roma 1\nint. 3',
        city: 'Napoli',
        postalCode: '80100',
        state: 'NA',
        country: 'Italia',
      },
    },
  ];
  const card = cardOf((await write(book, create(io.uuid(), 'Rossi', edits)))[0]);
  expect(card.contact).toMatchObject({
    organization: { department: 'Vendite', title: 'CEO' },
    notes: 'one\ntwo',
    birthday: { month: 2, day: 29 },
    urls: [{ value: 'https://x.example', label: 'work' }],
    addresses: [
      {
        label: 'Casa al mare',
        street: 'Via Roma 1\nint. 3',
        city: 'Napoli',
        country: 'Italia',
        countryCode: 'it',
      },
    ],
  });
  const cleared: Edit[] = [
    { property: 'organization', part: 'department', value: null },
    { property: 'organization', part: 'title', value: null },
    { property: 'notes', value: null },
    { property: 'birthday', value: null },
    { property: 'urls', at: 0, label: 'work', value: null },
    { property: 'addresses', at: 0, label: null, value: null },
  ];
  const bare = cardOf((await write(book, update(card, ...cleared)))[0]);
  expect(bare.contact).toEqual({
    name: { family: 'Rossi', display: 'Rossi' },
    ...{ organization: {}, emails: [], phones: [], addresses: [], urls: [], photo: null },
    groups: ['contactGroups/myContacts'],
  });
});

test('k edits are a request for each mask and two hundred, without reading, one at a time', async () => {
  const account = await openGoogleAccount({ people: 450 });
  const { book, io, sandbox } = account;
  const { cards, next } = await readPages(book, null);
  kindsOf(account);
  const edits = cards.slice(0, 410).map((card) => rename(card, 'Nini'));
  const notes = cards.slice(410, 420).map((card) => update(card, { property: 'notes', value: 'x' }));
  const one = update(cards[420]!, { property: 'birthday', value: { month: 5, day: 1 } });
  const results = await write(book, ...edits, ...notes, one);
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(421).fill('done'));
  const batch = 'people.batchUpdateContacts';
  expect(kindsOf(account)).toEqual([batch, batch, batch, batch, 'people.updateContact']);
  await write(book, ...Array.from({ length: 401 }, () => create(io.uuid(), 'Rossi')));
  const creation = 'people.batchCreateContacts';
  expect(kindsOf(account)).toEqual([creation, creation, 'people.createContact']);
  const removals = cards.slice(430, 450).map((card): Write => ({ type: 'remove', key: card.id, card }));
  await write(book, ...removals);
  expect(kindsOf(account)).toEqual(['people.getBatchGet', 'people.batchDeleteContacts']);
  expect(sandbox.requests.overlappingMutations).toBe(0);
  // And none of it is news afterwards.
  const known = [...cards.slice(421, 430), ...results.map((result) => cardOf(result))];
  const made = await readPages(book, next, known);
  expect(made.cards.every(({ marker }) => marker !== null)).toBe(true);
  expect(made.removed.sort()).toEqual(removals.map(({ key }) => key).sort());
});

test('two writers of one account do not overlap', async () => {
  const { provider, session, discovery, io, sandbox, book } = await openGoogleAccount({
    behaviour: { overlappingMutations: 503, mutationMs: 30 },
  });
  const [other] = await provider.open(session, discovery.state, io);
  const both = await Promise.all([book, other!].map((one) => write(one, create(io.uuid(), 'Rossi'))));
  expect(both.flat().map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  expect(sandbox.requests.overlappingMutations).toBe(0);
});

test('an edit that changes nothing is not sent', async () => {
  const account = await openGoogleAccount({ people: 1 });
  const { book } = account;
  const [card] = (await readPages(book, null)).cards;
  kindsOf(account);
  const same = card!.contact.phones.map(
    ({ value, label }, at): Edit => ({ property: 'phones', at, value, label }),
  );
  const [result] = await write(
    book,
    update(card!, ...same, { property: 'nickname', value: card!.contact.nickname ?? null }),
  );
  expect([cardOf(result).version, kindsOf(account)]).toEqual([card!.version, []]);
});

test('of a batch, what was changed by others is stale, what is gone is gone, the rest is done', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 6 });
  const phone = sandbox.phone();
  const { cards } = await readPages(book, null);
  phone.edit(cards[1]!.id, { biographies: [{ value: 'theirs' }] });
  phone.remove(cards[3]!.id);
  const results = await write(book, ...cards.map((card) => rename(card, 'Nini')));
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'stale', 'done', 'gone', 'done', 'done']);
  const now = cardOf(results[1], 'stale');
  expect(now.contact.notes).toBe('theirs');
  expect(cardOf((await write(book, rename(now, 'Nini')))[0]).contact).toMatchObject({
    notes: 'theirs',
    nickname: 'Nini',
  });
});

test('one contact that is not taken spoils no batch, and says why', async () => {
  const { book, io } = await openGoogleAccount();
  const long: Edit = { property: 'name', part: 'given', value: 'x'.repeat(1025) };
  const noGroup: Edit = { property: 'groups', join: 'contactGroups/0000' };
  const writes = [
    create(io.uuid(), 'Uno'),
    create(io.uuid(), 'Due', [long]),
    create(io.uuid(), 'Tre', [noGroup]),
    create(io.uuid(), 'Quattro', [{ property: 'birthday', value: { month: 2, day: 31 } }]),
    create(io.uuid(), 'Cinque'),
  ];
  const results = await write(book, ...writes);
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'refused', 'done', 'refused', 'done']);
  expect(results[1]).toMatchObject({ reason: expect.stringContaining('1,024 characters') });
  expect(cardOf(results[2]).contact.groups).toEqual(['contactGroups/myContacts']);
});

test('a refusal that names nobody is narrowed down to the one it is about', async () => {
  const { book, io, sandbox } = await openGoogleAccount();
  const body = JSON.stringify({
    error: { code: 400, status: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' },
  });
  sandbox.faults.answer(
    99,
    { status: 400, body },
    {
      when: ({ method, body: sent }) => method?.mutates === true && sent.includes('Cattivo'),
    },
  );
  const writes = ['A', 'B', 'Cattivo', 'D', 'E'].map((family) => create(io.uuid(), family));
  const results = await write(book, ...writes);
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused', 'done', 'done']);
});

test('a full address book says so, in one request', async () => {
  const account = await openGoogleAccount({ behaviour: { contactLimit: 1 } });
  const { book, io } = account;
  const results = await write(book, create(io.uuid(), 'Uno'), create(io.uuid(), 'Due'));
  for (const result of results)
    expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('25,000') });
  expect(kindsOf(account)).toEqual(['people.batchCreateContacts']);
});

test.each([1, 3])(
  'creations (%i) whose answer was lost are found by their markers, never doubled',
  async (count) => {
    const account = await openGoogleAccount();
    const { book, io, sandbox } = account;
    const writes = Array.from({ length: count }, (_, index) => create(io.uuid(), `Rossi ${index}`));
    for (const [where, made] of [
      ['before', 0],
      ['after', count],
    ] as const) {
      sandbox.faults.cut(1, where, { when: ({ method }) => method?.mutates === true });
      const outcomes: string[] = [];
      const writing = (async () => {
        for await (const { outcome } of book.write(writes)) outcomes.push(outcome);
      })();
      // Nothing more is sent while it may be under way yet.
      await expect(writing).rejects.toMatchObject({ kind: 'unavailable' });
      expect([outcomes, sandbox.phone().count()]).toEqual([Array(count).fill('unknown'), made]);
    }
    const results = await write(book, ...writes);
    expect(results.map((result) => cardOf(result).marker)).toEqual(writes.map(({ key }) => key));
    expect(sandbox.phone().count()).toBe(count);
  },
);

test('an error of the server after a write may hide that it was done; other writes go on', async () => {
  const { book, io, sandbox } = await openGoogleAccount({ people: 2 });
  const { cards } = await readPages(book, null);
  sandbox.faults.serverError(1, { when: ({ method }) => method?.mutates === true, after: true }, 502);
  const results = await write(book, create(io.uuid(), 'Rossi'), rename(cards[0]!, 'Nini'));
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'unknown']);
});

test('an update whose answer was lost is done when it is sent again', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  sandbox.faults.serverError(1, { kind: 'people.updateContact', after: true }, 503);
  expect((await write(book, rename(cards[0]!, 'Nini')))[0]).toMatchObject({ outcome: 'unknown' });
  expect(cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]).contact.nickname).toBe('Nini');
});

test('a page in place of an answer to a write is no success', async () => {
  const { book, io, sandbox } = await openGoogleAccount();
  const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>hotel</html>' };
  sandbox.faults.answer(1, page);
  expect((await write(book, create(io.uuid(), 'Rossi')))[0]).toMatchObject({ outcome: 'unknown' });
});

test('reads that lag behind our own writes do not make them stale, nor doom anything', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  const card = cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]);
  sandbox.faults.staleReads(2);
  const [removed] = await write(book, { type: 'remove', key: 'one', card });
  expect(removed).toMatchObject({ outcome: 'done', card: null });
});

test('a contact refused as changed that shows unchanged is tried again before it is given up', async () => {
  const { book, sandbox, slept } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  const message =
    'Request person.etag is different than the current person.etag. Clear local cache and get the latest person.';
  const body = JSON.stringify({ error: { code: 400, status: 'FAILED_PRECONDITION', message } });
  sandbox.faults.answer(2, { status: 400, body }, { kind: 'people.updateContact' });
  expect(cardOf((await write(book, rename(cards[0]!, 'Nini')))[0]).contact.nickname).toBe('Nini');
  expect(slept.length).toBeGreaterThan(0);
});

test('a removal of one that went meanwhile spoils none of the others', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 4 });
  const { cards } = await readPages(book, null);
  const removals = cards.map((card): Write => ({ type: 'remove', key: card.id, card }));
  sandbox.faults.add({
    kind: 'people.batchDeleteContacts',
    effect: { answer: { status: 404, body: '{"error":{"code":404,"status":"NOT_FOUND","message":"gone"}}' } },
  });
  const results = await write(book, ...removals);
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done']);
  expect(sandbox.phone().count()).toBe(0);
});

test('getting linked to a profile gives a contact another name, which the answer tells', async () => {
  const profile = { sub: '1097', email: 'p@gmail.example', givenName: 'Paolo', familyName: 'Profilo' };
  const { book } = await openGoogleAccount({
    people: 1,
    behaviour: { profiles: [profile], linkingChangesName: true },
  });
  const { cards } = await readPages(book, null);
  const [before] = cards;
  const edit: Edit = { property: 'emails', at: null, label: 'work', value: profile.email };
  const card = cardOf((await write(book, update(before!, edit)))[0]);
  expect(card.id).not.toBe(before!.id);
  expect(card.uid).toBe(before!.id);
});

test('a card from the trash brings back what no field of ours shows, and leaves out what cannot be', async () => {
  const { book, io, sandbox } = await openGoogleAccount();
  const phone = sandbox.phone();
  const { resourceName } = phone.create({
    names: [{ givenName: 'Anna', phoneticGivenName: 'Anna' }],
    relations: [{ person: 'Bruno', type: 'spouse' }],
    userDefined: [{ key: 'colour', value: 'blue' }],
    clientData: [{ key: 'another product', value: '1' }],
  });
  phone.createGroup('Ski club');
  phone.createGroup('Padel');
  phone.label(resourceName, ['myContacts', 'family', 'starred', 'Ski club', 'Padel']);
  const [card] = (await readPages(book, null)).cards;
  await write(book, { type: 'remove', key: 'one', card: card! });
  phone.removeGroup('Padel');
  const marker = io.uuid();
  const [result] = await write(book, { type: 'create', key: 'two', marker, edits: [], template: card!.raw });
  const person = phone.get(cardOf(result).id)!;
  expect(person).toMatchObject({
    names: [{ givenName: 'Anna', phoneticGivenName: 'Anna' }],
    relations: [{ person: 'Bruno', type: 'spouse' }],
    userDefined: [{ key: 'colour', value: 'blue' }],
    clientData: [{ key: 'another product', value: '1' }, { value: marker }],
  });
  const skiClub = phone.groups().find(({ name }) => name === 'Ski club')!.resourceName;
  expect(cardOf(result).contact.groups.sort()).toEqual(
    ['contactGroups/myContacts', 'contactGroups/starred', skiClub].sort(),
  );
});

test('where labels are not taken at creation they are given afterwards', async () => {
  const account = await openGoogleAccount({ behaviour: { membershipsOnCreate: false } });
  const { book, io, sandbox } = account;
  const club = sandbox.phone().createGroup('Ski club').resourceName;
  const join: Edit = { property: 'groups', join: club };
  const results = await write(book, create(io.uuid(), 'Uno', [join]), create(io.uuid(), 'Due', [join]));
  for (const result of results) expect(cardOf(result).contact.groups).toContain(club);
  expect(sandbox.phone().count()).toBe(2);
});

test('a label that is gone cannot be given to a contact that is there', async () => {
  const { book } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  const [result] = await write(book, update(cards[0]!, { property: 'groups', join: 'contactGroups/00ff' }));
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('label') });
});

test('a picture of a kind that Google does not take is refused before anything is written', async () => {
  const account = await openGoogleAccount();
  const { book, io } = account;
  const photo = { type: 'image/webp', bytes: Buffer.from('RIFF0000WEBP') };
  const [result] = await write(book, { ...create(io.uuid(), 'Rossi'), photo } as Write);
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('JPEG or PNG') });
  expect(kindsOf(account)).toEqual([]);
});

test('a picture is not put onto a contact that somebody changed', async () => {
  const { book, sandbox } = await openGoogleAccount({ people: 1 });
  const { cards } = await readPages(book, null);
  sandbox.phone().edit(cards[0]!.id, { biographies: [{ value: 'theirs' }] });
  const photo = { type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) };
  const [result] = await write(book, {
    ...update(cards[0]!, { property: 'photo', value: 'x' }),
    photo,
  } as Write);
  expect(result).toMatchObject({ outcome: 'stale' });
});
