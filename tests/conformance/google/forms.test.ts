// The forms that Google gives values in: their order, which of several is the present one, what is left out.
import { expect, test } from 'vitest';
import type { Edit } from '../../../src/contact/contact.ts';
import { openGoogleAccount } from '../../google-account.ts';
import { cardOf, readPages, write } from '../read-pages.ts';

const anna = { names: [{ givenName: 'Anna' }] };
const ended = { name: 'Former', title: 'Clerk', endDate: { year: 2011, month: 3, day: 1 } };
const company = (value: string | null): Edit => ({ property: 'organization', part: 'name', value });

test('a job that has ended is nobody’s company, wherever it stands; it shows among what else is on the card', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phone = sandbox.phone();
  const { resourceName } = phone.create({ ...anna, organizations: [ended, { name: 'ACME', title: 'CEO' }] });
  const { cards, next } = await readPages(book, null);
  expect(cards[0]!.contact).toMatchObject({
    organization: { name: 'ACME', title: 'CEO' },
    extras: [{ kind: 'organization.name', value: 'Former, Clerk' }],
  });
  const edits: Edit[] = [company('Zeta'), { property: 'organization', part: 'title', value: null }];
  const [renamed] = await write(book, { type: 'update', key: 'one', card: cards[0]!, edits });
  expect(cardOf(renamed).contact.organization).toEqual({ name: 'Zeta' });
  expect(phone.get(resourceName)!.organizations).toMatchObject([
    { name: 'Former', title: 'Clerk' },
    { name: 'Zeta' },
  ]);
  // Emptied, no other one comes in its place.
  const [emptied] = await write(book, {
    ...{ type: 'update', key: 'one', card: cardOf(renamed), edits: [company(null)] },
  });
  expect(cardOf(emptied).contact.organization).toEqual({});
  expect(phone.get(resourceName)!.organizations).toMatchObject([{ name: 'Former' }]);
  expect((await readPages(book, next, [cardOf(emptied)])).cards).toEqual([]);
});

test('the job that is marked as the current one is the company', async () => {
  const { book, sandbox } = await openGoogleAccount();
  sandbox.phone().create({ ...anna, organizations: [{ name: 'First' }, { name: 'Present', current: true }] });
  expect((await readPages(book, null)).cards[0]!.contact.organization).toEqual({ name: 'Present' });
});

test('another order in the answer flips nothing, and the next edit lands where it belongs', async () => {
  const { book, sandbox } = await openGoogleAccount();
  const phone = sandbox.phone();
  const { resourceName } = phone.create({
    ...anna,
    organizations: [{ name: 'ACME', title: 'CEO' }, { name: 'Beta' }, { name: 'Gamma' }],
    nicknames: [{ value: 'Nini' }, { value: 'Annina' }],
    phoneNumbers: [
      { value: '081 1', type: 'home' },
      { value: '081 2', type: 'home' },
    ],
  });
  const before = (await readPages(book, null)).cards[0]!.contact;
  sandbox.behaviour.valuesReversed = true;
  const { cards } = await readPages(book, null);
  expect(cards[0]!.contact).toMatchObject({ organization: before.organization, nickname: 'Nini' });
  const edits: Edit[] = [
    company('Zeta'),
    { property: 'nickname', value: 'Ninetta' },
    {
      ...{ property: 'phones', label: 'home', value: '081 3' },
      at: cards[0]!.contact.phones.findIndex(({ value }) => value === '081 2'),
    },
  ];
  const [written] = await write(book, { type: 'update', key: 'one', card: cards[0]!, edits });
  expect(cardOf(written).contact).toMatchObject({
    organization: { name: 'Zeta', title: 'CEO' },
    nickname: 'Ninetta',
  });
  sandbox.behaviour.valuesReversed = false;
  const { organizations, nicknames, phoneNumbers } = phone.get(resourceName)!;
  expect(organizations!.map(({ name }) => name).sort()).toEqual(['Beta', 'Gamma', 'Zeta']);
  expect(nicknames!.map(({ value }) => value).sort()).toEqual(['Annina', 'Ninetta']);
  expect(phoneNumbers!.map(({ value }) => value).sort()).toEqual(['081 1', '081 3']);
});

test('an address that gives its country by a code alone shows it, and another city leaves the code', async () => {
  const { book, sandbox } = await openGoogleAccount({ behaviour: { completesCountries: false } });
  const phone = sandbox.phone();
  const { resourceName } = phone.create({
    ...anna,
    addresses: [{ countryCode: 'IT' }, { city: 'Bern', countryCode: 'CH' }, { city: 'X', countryCode: 'QQ' }],
  });
  const [card] = (await readPages(book, null)).cards;
  expect(card!.contact.addresses).toEqual([
    { label: null, country: 'Italy', countryCode: 'it' },
    { label: null, city: 'Bern', country: 'Switzerland', countryCode: 'ch' },
    { label: null, city: 'X', countryCode: 'qq' },
  ]);
  const change = (at: number, value: { city?: string; country?: string | null }): Edit => ({
    ...{ property: 'addresses', label: null, at, value },
  });
  const edits = [change(0, { city: 'Roma', country: 'Italy' }), change(1, { country: null })];
  await write(book, { type: 'update', key: 'one', card: card!, edits });
  const [roma, bern] = phone.get(resourceName)!.addresses!;
  expect(roma).toMatchObject({ city: 'Roma', countryCode: 'IT' });
  expect(roma).not.toHaveProperty('country');
  expect(bern).not.toHaveProperty('countryCode');
});

test('the year 1604 is none, and a day that there is not is no date', async () => {
  const { book, sandbox } = await openGoogleAccount();
  sandbox.phone().create({
    ...anna,
    birthdays: [{ date: { year: 1604, month: 5, day: 12 } }],
    events: [{ type: 'anniversary', date: { year: 1604, month: 2, day: 29 } }],
  });
  expect((await readPages(book, null)).cards[0]!.contact).toMatchObject({
    birthday: { month: 5, day: 12 },
    anniversary: { month: 2, day: 29 },
  });
});
