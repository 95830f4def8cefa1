import { expect, test } from 'vitest';
import { contactFromGraph } from './contact-from-graph.ts';
import type { GraphContact } from './graph-contact.ts';

/** As one was seen in a mailbox: unset values as `""`, `null` and `{}`. */
const RANDOM: GraphContact = {
  parentFolderId: 'folder',
  categories: ['Clients', 'Friends'],
  birthday: '2012-09-11T11:59:00Z',
  fileAs: '',
  displayName: 'Wo. Random Peterson Person Jr.',
  givenName: 'Random',
  initials: null,
  middleName: 'Peterson',
  nickName: 'Mikey',
  surname: 'Person',
  title: 'Wo.',
  generation: 'Jr.',
  yomiGivenName: 'Aaaaa',
  imAddresses: ['immmm'],
  jobTitle: 'Principal Dough Beater',
  companyName: 'Company Name',
  department: 'Mangrove',
  officeLocation: 'AhemBad',
  profession: null,
  businessHomePage: 'https://example.com',
  assistantName: '',
  homePhones: ['123091230921'],
  mobilePhone: '00000111111',
  businessPhones: [],
  spouseName: 'Nona',
  personalNotes: 'one\r\ntwo\u0000',
  children: ['Ada', 'Bea'],
  emailAddresses: [
    { name: 'mock', address: 'mockemail@provider.com' },
    { name: 'a@b.com,', address: '' },
    { name: 'anotheremail@place.com', address: 'anotheremail@place.com' },
  ],
  homeAddress: {
    street: 'Street\r\n2nd floor',
    city: 'City',
    postalCode: '090909',
    countryOrRegion: 'Italia',
  },
  businessAddress: {},
  otherAddress: { street: 'Another street' },
  photo: { '@odata.mediaEtag': '"BA09D118"' },
};

test('everything that has a place is read, and what has none shows beside it', () => {
  expect(contactFromGraph(RANDOM)).toEqual({
    name: {
      prefix: 'Wo.',
      given: 'Random',
      middle: 'Peterson',
      family: 'Person',
      suffix: 'Jr.',
      display: 'Wo. Random Peterson Person Jr.',
    },
    organization: { name: 'Company Name', department: 'Mangrove', title: 'Principal Dough Beater' },
    nickname: 'Mikey',
    notes: 'one\ntwo',
    birthday: { year: 2012, month: 9, day: 11 },
    emails: [
      { value: 'mockemail@provider.com', label: null },
      { value: 'anotheremail@place.com', label: null },
    ],
    phones: [
      { value: '00000111111', label: 'mobile' },
      { value: '123091230921', label: 'home' },
    ],
    urls: [{ value: 'https://example.com', label: null }],
    addresses: [
      { street: 'Street\n2nd floor', city: 'City', postalCode: '090909', country: 'Italia', label: 'home' },
      { street: 'Another street', label: 'other' },
    ],
    groups: ['folder', 'Clients', 'Friends'],
    photo: '"BA09D118"',
    extras: [
      { kind: 'related', label: 'spouse', value: 'Nona' },
      { kind: 'related', label: 'child', value: 'Ada' },
      { kind: 'related', label: 'child', value: 'Bea' },
      { kind: 'messenger', label: null, value: 'immmm' },
      { kind: 'location', label: 'work', value: 'AhemBad' },
      { kind: 'phonetic', label: null, value: 'Aaaaa' },
    ],
  });
});

test.each([
  ['2012-09-11T23:30:00Z', { year: 2012, month: 9, day: 11 }],
  ['1912-02-29T11:59:00Z', { year: 1912, month: 2, day: 29 }],
  ['1604-05-12T11:59:00Z', { month: 5, day: 12 }],
  ['0001-01-01T00:00:00Z', undefined],
  ['0001-01-01T08:00:00Z', undefined],
  [null, undefined],
])('a birthday is the day it is written on (%s)', (birthday, day) => {
  expect(contactFromGraph({ birthday }).birthday).toEqual(day);
});

test.each([
  [{ companyName: 'ACME' }, true, undefined],
  [{ companyName: 'ACME', givenName: 'ACME' }, true, undefined],
  [{ companyName: 'ACME', givenName: '-' }, true, undefined],
  [{ companyName: 'ACME', givenName: 'Anna' }, undefined, 'Anna'],
  [{ companyName: 'ACME', givenName: 'ACME', surname: 'Rossi' }, undefined, 'ACME'],
  [{ givenName: '-', surname: 'Rossi' }, undefined, undefined],
])('%j is a company: %s', (graph, isCompany, given) => {
  const contact = contactFromGraph(graph);
  expect([contact.isCompany, contact.name.given]).toEqual([isCompany, given]);
});
