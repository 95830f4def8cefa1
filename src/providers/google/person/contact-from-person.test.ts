import { expect, test } from 'vitest';
import { contactFromPerson } from './contact-from-person.ts';
import type { Person } from './person.ts';

const contact = { source: { type: 'CONTACT', id: '7b' } };
const profile = { source: { type: 'PROFILE', id: '1097' } };

test('a person as Google sends one', () => {
  const person: Person = {
    resourceName: 'people/c123',
    names: [
      {
        metadata: { ...contact, sourcePrimary: true },
        ...{ displayName: 'Ing. Anna Maria De Luca, PhD', unstructuredName: 'Ing. Anna Maria De Luca, PhD' },
        ...{ honorificPrefix: 'Ing.', givenName: 'Anna', middleName: 'Maria', familyName: 'De Luca' },
        honorificSuffix: 'PhD',
      },
    ],
    nicknames: [{ metadata: contact, value: 'Nini' }],
    organizations: [
      { metadata: contact, name: 'ACME', department: 'Vendite', title: 'CEO', type: 'work' },
      { metadata: contact, name: 'Other' },
    ],
    emailAddresses: [
      { metadata: contact, value: 'a@x.example', type: 'work', formattedType: 'Lavoro' },
      { metadata: { ...contact, sourcePrimary: true }, value: 'b@x.example', type: 'Ferien' },
    ],
    phoneNumbers: [
      { metadata: contact, value: '081 555', canonicalForm: '+39081555', type: 'homeFax' },
      { metadata: contact, value: '', type: 'home' },
      { metadata: contact, value: '082 555', type: 'workMobile', formattedType: 'Work Mobile' },
      { metadata: contact, value: '083 555' },
    ],
    addresses: [
      {
        metadata: contact,
        ...{ formattedValue: 'Via Roma 1\n80100 Napoli\nIT', type: 'home', streetAddress: 'Via Roma 1' },
        ...{
          extendedAddress: 'int. 3',
          city: 'Napoli',
          region: 'NA',
          postalCode: '80100',
          country: 'Italia',
        },
        countryCode: 'IT',
      },
      { metadata: contact, formattedValue: 'somewhere in Rome' },
      { metadata: contact, type: 'work' },
    ],
    urls: [{ metadata: contact, value: 'https://x.example', type: 'homePage' }],
    birthdays: [{ metadata: contact, date: { month: 2, day: 29 }, text: '2/29' }],
    biographies: [{ metadata: contact, value: 'one\r\ntwo', contentType: 'TEXT_PLAIN' }],
    memberships: [
      { metadata: contact, contactGroupMembership: { contactGroupResourceName: 'contactGroups/myContacts' } },
      {
        metadata: contact,
        contactGroupMembership: { contactGroupResourceName: 'contactGroups/chatBuddies' },
      },
      { metadata: contact, domainMembership: { inViewerDomain: true } },
    ],
    photos: [{ metadata: contact, url: 'https://photos.example/a=s100' }],
  };
  expect(contactFromPerson(person)).toEqual({
    name: {
      ...{ prefix: 'Ing.', given: 'Anna', middle: 'Maria', family: 'De Luca', suffix: 'PhD' },
      display: 'Ing. Anna Maria De Luca, PhD',
    },
    nickname: 'Nini',
    organization: { name: 'ACME', department: 'Vendite', title: 'CEO' },
    organizations: [{ name: 'ACME', department: 'Vendite', title: 'CEO' }, { name: 'Other' }],
    emails: [
      { value: 'a@x.example', label: 'work' },
      { value: 'b@x.example', label: 'Ferien', primary: true },
    ],
    phones: [
      { value: '081 555', label: 'homeFax' },
      { value: '082 555', label: 'Work mobile' },
      { value: '083 555', label: null },
    ],
    addresses: [
      {
        ...{ label: 'home', street: 'Via Roma 1\nint. 3', city: 'Napoli', state: 'NA', postalCode: '80100' },
        ...{ country: 'Italia', countryCode: 'it' },
      },
      { label: null, street: 'somewhere in Rome' },
    ],
    urls: [{ value: 'https://x.example', label: 'Home page' }],
    birthday: { month: 2, day: 29 },
    notes: 'one\ntwo',
    groups: ['contactGroups/myContacts'],
    photo: 'https://photos.example/a=s100',
    extras: [{ kind: 'organization.name', label: null, value: 'Other' }],
  });
});

test('what belongs to a linked profile is left out, its photo and the monogram too', () => {
  const read = contactFromPerson({
    names: [
      { metadata: profile, givenName: 'Paolo' },
      { metadata: contact, givenName: 'Pino' },
    ],
    birthdays: [{ metadata: profile, date: { year: 1980, month: 5, day: 1 } }],
    photos: [
      { metadata: profile, url: 'https://photos.example/p' },
      { metadata: contact, url: 'https://photos.example/m', default: true },
    ],
  });
  expect(read.name.given).toBe('Pino');
  expect([read.birthday, read.photo]).toEqual([undefined, null]);
});

test('a contact without a name is called by what it has; with a company it is one', () => {
  const company = contactFromPerson({ organizations: [{ name: 'Rossi S.p.A.' }] });
  expect(company).toMatchObject({ name: { display: 'Rossi S.p.A.' }, isCompany: true });
  const address = contactFromPerson({ emailAddresses: [{ value: 'a@x.example' }] });
  expect(address.name).toEqual({ display: 'a@x.example' });
  expect(address.isCompany).toBeUndefined();
  expect(contactFromPerson({}).name).toEqual({});
  const person = contactFromPerson({ names: [{ familyName: 'Rossi' }], organizations: [{ name: 'ACME' }] });
  expect(person.isCompany).toBeUndefined();
});

test.each([
  [
    { year: 1980, month: 5, day: 1 },
    { year: 1980, month: 5, day: 1 },
  ],
  [
    { year: 0, month: 5, day: 1 },
    { month: 5, day: 1 },
  ],
  // Apple's for no year, which phones send on to Google.
  [
    { year: 1604, month: 2, day: 29 },
    { month: 2, day: 29 },
  ],
  [{ year: 1980, month: 5 }, undefined],
  [{ year: 1980 }, undefined],
  [undefined, undefined],
])('the birthday %j is %j', (date, birthday) => {
  expect(contactFromPerson({ birthdays: [{ date }] }).birthday).toEqual(birthday);
});

test('what no field takes is shown beside them', () => {
  const person: Person = {
    names: [{ givenName: '太郎', phoneticGivenName: 'タロウ', phoneticFamilyName: 'ヤマダ' }],
    nicknames: [{ value: 'Nini' }, { value: 'Ninetta' }],
    organizations: [
      { name: 'ACME', jobDescription: 'Acquisti' },
      { name: 'Beta', title: 'Socia', type: 'work' },
    ],
    events: [
      { date: { month: 6, day: 12 }, type: 'anniversary' },
      { date: { year: 2001, month: 7, day: 1 }, type: 'Laurea' },
      { date: { year: 2020, month: 1, day: 1 }, type: 'anniversary' },
    ],
    relations: [
      { person: 'Luca', type: 'spouse' },
      { metadata: profile, person: 'nobody' },
    ],
    imClients: [{ username: 'ada', protocol: 'skype', formattedProtocol: 'Skype' }],
    sipAddresses: [{ value: 'sip:ada', type: 'work' }],
    userDefined: [{ key: 'Tavolo', value: '12' }],
    clientData: [{ key: 'rubrica', value: 'x' }],
  };
  expect(
    (contactFromPerson(person).extras ?? []).map(({ kind, label, value }) => [kind, label, value]),
  ).toEqual([
    ['related', 'spouse', 'Luca'],
    ['event', 'Laurea', '2001-07-01'],
    ['event', 'anniversary', '2020-01-01'],
    ['messenger', 'Skype', 'ada'],
    ['messenger', 'work', 'sip:ada'],
    ['custom', 'Tavolo', '12'],
    ['organization.name', 'work', 'Beta, Socia'],
    ['role', null, 'Acquisti'],
    ['phonetic', null, 'ヤマダ タロウ'],
    ['nickname', null, 'Ninetta'],
  ]);
});
