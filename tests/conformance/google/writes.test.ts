// What is written, and what must not change by it.
import { expect, test } from 'vitest';
import type { Edit } from '../../../src/contact/contact.ts';
import type { Write } from '../../../src/providers/provider.ts';
import { openGoogleAccount } from '../../google-account.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { create, kindsOf, rename, update } from './build-writes.ts';

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
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/^group: ./) });
});

test('a picture of a kind that Google does not take is refused before anything is written', async () => {
  const account = await openGoogleAccount();
  const { book, io } = account;
  const photo = { type: 'image/webp', bytes: Buffer.from('RIFF0000WEBP') };
  const [result] = await write(book, { ...create(io.uuid(), 'Rossi'), photo } as Write);
  expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/^picture-type: /) });
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

test.each([1, 3])(
  'changes (%i) that were taken and not kept are refused, and nobody has edited the contact',
  async (count) => {
    const { book, sandbox } = await openGoogleAccount({ people: count });
    const { cards } = await readPages(book, null);
    sandbox.behaviour.keepsUpdates = false;
    const results = await write(book, ...cards.map((card) => rename(card, 'Nini')));
    expect(results).toHaveLength(count);
    for (const result of results)
      expect(result).toMatchObject({
        outcome: 'refused',
        reason: 'not-kept',
      });
  },
);
