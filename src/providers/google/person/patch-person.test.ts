import { expect, test } from 'vitest';
import type { Edit } from '../../../contact/contact.ts';
import { contactFromPerson } from './contact-from-person.ts';
import { patchPerson } from './patch-person.ts';
import type { Person } from './person.ts';

const contact = { source: { type: 'CONTACT', id: '7b' } };
const profile = { source: { type: 'PROFILE', id: '1097' } };

const ANNA: Person = {
  names: [
    {
      metadata: { ...contact, sourcePrimary: true },
      ...{ displayName: 'Anna Rossi', displayNameLastFirst: 'Rossi, Anna', unstructuredName: 'Anna Rossi' },
      ...{ givenName: 'Anna', familyName: 'Rossi', phoneticGivenName: 'ANNA' },
    },
    { metadata: profile, givenName: 'Annina' },
  ],
  phoneNumbers: [
    { metadata: contact, value: '', type: 'home' },
    {
      metadata: contact,
      value: '081 1',
      canonicalForm: '+39081',
      type: 'workMobile',
      formattedType: 'Work Mobile',
    },
    { metadata: profile, value: '099' },
    { metadata: contact, value: '081 2', type: ' Casa ', formattedType: ' Casa ' },
  ],
  addresses: [
    {
      metadata: contact,
      ...{
        formattedValue: 'Via Roma 1\nint. 3\nNapoli\nIT',
        streetAddress: 'Via Roma 1',
        extendedAddress: 'int. 3',
      },
      ...{ city: 'Napoli', country: 'Italia', countryCode: 'IT', type: 'home', formattedType: 'Home' },
    },
    { metadata: contact, formattedValue: 'somewhere in Rome' },
  ],
  biographies: [{ metadata: contact, value: '<b>x</b>', contentType: 'TEXT_HTML' }],
  birthdays: [{ metadata: contact, date: { month: 5, day: 1 }, text: '1 May' }],
  organizations: [{ metadata: contact, name: 'ACME', type: 'work', formattedType: 'Work', symbol: 'ACM' }],
};

const patch = (...edits: Edit[]) => patchPerson(ANNA, edits);

test('a part of the name: the other parts stay, what Google makes up and a whole name go', () => {
  expect(patch({ property: 'name', part: 'family', value: 'Bianchi' })).toEqual({
    names: [
      {
        metadata: { sourcePrimary: true },
        givenName: 'Anna',
        familyName: 'Bianchi',
        phoneticGivenName: 'ANNA',
      },
    ],
  });
  expect(
    patch(
      { property: 'name', part: 'family', value: null },
      { property: 'name', part: 'given', value: null },
    ),
  ).toEqual({ names: [] });
  const bare: Person = { names: [{ givenName: 'Anna', displayName: 'Anna' }] };
  expect(patchPerson(bare, [{ property: 'name', part: 'given', value: null }])).toEqual({ names: [] });
  const whole: Person = { names: [{ unstructuredName: 'Anna Rossi', displayName: 'Anna Rossi' }] };
  expect(patchPerson(whole, [{ property: 'name', part: 'family', value: 'Rossi' }])).toEqual({
    names: [{ familyName: 'Rossi' }],
  });
});

test('a value of a list: the list comes whole, with its own labels, without what is empty or of a profile', () => {
  expect(patch({ property: 'phones', at: 1, label: 'Casa', value: '081 3' })).toEqual({
    phoneNumbers: [
      { value: '081 1', type: 'workMobile' },
      { value: '081 3', type: ' Casa ' },
    ],
  });
  expect(patch({ property: 'phones', at: 0, label: 'mobile', value: '081 1' })).toEqual({
    phoneNumbers: [
      { value: '081 1', type: 'mobile' },
      { value: '081 2', type: ' Casa ' },
    ],
  });
  expect(patch({ property: 'phones', at: 0, label: null, value: null })).toEqual({
    phoneNumbers: [{ value: '081 2', type: ' Casa ' }],
  });
  expect(patch({ property: 'emails', at: null, label: 'Work mobile', value: 'a@x.example' })).toEqual({
    emailAddresses: [{ value: 'a@x.example', type: 'workMobile' }],
  });
});

test('several edits refer to the list as it was', () => {
  expect(
    patch(
      { property: 'phones', at: 0, label: null, value: null },
      { property: 'phones', at: 1, label: null, value: '081 4' },
      { property: 'phones', at: 7, label: null, value: 'nowhere' },
      { property: 'phones', at: null, label: 'pager', value: '081 5' },
    ),
  ).toEqual({
    phoneNumbers: [{ value: '081 4' }, { value: '081 5', type: 'pager' }],
  });
});

test('an address: the parts named change, and what Google wrote out of them goes', () => {
  const [, second] = patch({ property: 'addresses', at: 0, label: 'home', value: { city: 'Salerno' } })
    .addresses!;
  const edited = (value: (Edit & { property: 'addresses' })['value']) =>
    patch({ property: 'addresses', at: 0, label: 'home', value }).addresses![0];
  expect(edited({ city: 'Salerno' })).toEqual({
    ...{ streetAddress: 'Via Roma 1', extendedAddress: 'int. 3', city: 'Salerno' },
    ...{ country: 'Italia', countryCode: 'IT', type: 'home' },
  });
  expect(second).toEqual({ formattedValue: 'somewhere in Rome' });
  expect(edited({ street: 'Via Po 2\nint. 3' })).toMatchObject({
    streetAddress: 'Via Po 2',
    extendedAddress: 'int. 3',
  });
  expect(edited({ street: 'Via Po 2' })).not.toHaveProperty('extendedAddress');
  expect(edited({ country: 'España' })).toMatchObject({ country: 'España', countryCode: 'ES' });
  expect(edited({ country: 'Atlantis' })).not.toHaveProperty('countryCode');
  expect(patch({ property: 'addresses', at: 1, label: null, value: { city: 'Roma' } }).addresses![1]).toEqual(
    { streetAddress: 'somewhere in Rome', city: 'Roma' },
  );
  expect(patch({ property: 'addresses', at: 0, label: null, value: null }).addresses).toEqual([second]);
});

test('an address of which nothing is left is gone', () => {
  const value = { street: null, city: null, country: null };
  expect(patch({ property: 'addresses', at: 0, label: 'home', value }).addresses).toHaveLength(1);
});

test('notes become plain text, a birthday the date alone', () => {
  expect(patch({ property: 'notes', value: 'x' })).toEqual({ biographies: [{ value: 'x' }] });
  expect(patch({ property: 'birthday', value: { year: 1980, month: 5, day: 1 } })).toEqual({
    birthdays: [{ date: { year: 1980, month: 5, day: 1 } }],
  });
  expect(patch({ property: 'notes', value: null }, { property: 'birthday', value: null })).toEqual({
    biographies: [],
    birthdays: [],
  });
});

test('an anniversary is an event among others', () => {
  const graduation = { date: { year: 2001, month: 7, day: 1 }, type: 'Laurea' };
  const wedding = { date: { month: 6, day: 12 }, type: 'anniversary', formattedType: 'Anniversario' };
  const person: Person = { events: [graduation, wedding] };
  const value = { year: 2010, month: 6, day: 12 };
  expect(contactFromPerson(person).anniversary).toEqual({ month: 6, day: 12 });
  expect(patchPerson(person, [{ property: 'anniversary', value }])).toEqual({
    events: [graduation, { date: value, type: 'anniversary' }],
  });
  expect(patchPerson(person, [{ property: 'anniversary', value: null }])).toEqual({ events: [graduation] });
  expect(patchPerson({ events: [graduation] }, [{ property: 'anniversary', value }])).toEqual({
    events: [graduation, { date: value, type: 'anniversary' }],
  });
});

test('of an organisation what we do not know stays', () => {
  expect(patch({ property: 'organization', part: 'name', value: null })).toEqual({
    organizations: [{ type: 'work', symbol: 'ACM' }],
  });
});

test('what is as it was is no change', () => {
  expect(
    patch(
      { property: 'name', part: 'given', value: ' Anna ' },
      { property: 'organization', part: 'name', value: 'ACME' },
      { property: 'phones', at: 1, label: 'Casa', value: '081 2' },
      {
        property: 'addresses',
        at: 0,
        label: 'home',
        value: { city: 'Napoli', street: 'Via Roma 1\nint. 3' },
      },
      { property: 'addresses', at: 1, label: null, value: { street: 'somewhere in Rome' } },
      { property: 'nickname', value: null },
      { property: 'isCompany', value: true },
    ),
  ).toEqual({});
});

test('the reading of a name goes with it, those of the other parts stay', () => {
  const names = [
    { familyName: '山田', givenName: '太郎', phoneticFamilyName: 'ヤマダ', phoneticGivenName: 'タロウ' },
  ];
  const organizations = [{ name: '青空', phoneticName: 'アオゾラ' }];
  expect(
    patchPerson({ names, organizations }, [
      { property: 'name', part: 'family', value: '佐藤' },
      { property: 'organization', part: 'name', value: '山川' },
    ]),
  ).toEqual({
    names: [{ givenName: '太郎', phoneticGivenName: 'タロウ', familyName: '佐藤' }],
    organizations: [{ name: '山川' }],
  });
  expect(
    patchPerson({ names: [{ familyName: 'Nicolo', phoneticFamilyName: 'x' }] }, [
      { property: 'name', part: 'family', value: 'Nicolò' },
    ]),
  ).toEqual({ names: [{ familyName: 'Nicolò', phoneticFamilyName: 'x' }] });
});
