import { expect, test } from 'vitest';
import type { Edit } from '../../../contact/contact.ts';
import type { GraphContact } from './graph-contact.ts';
import { newContact } from './new-contact.ts';
import { patchContact } from './patch-contact.ts';

const ANNA: GraphContact = {
  id: 'anna',
  parentFolderId: 'folder',
  categories: ['Friends'],
  displayName: 'Anna Rossi',
  fileAs: 'Rossi, Anna',
  givenName: 'Anna',
  surname: 'Rossi',
  yomiSurname: 'rossi',
  emailAddresses: [
    { name: 'Anna R.', address: 'anna@a.example' },
    { name: 'x,', address: '' },
    { name: 'anna@b.example', address: 'anna@b.example' },
  ],
  businessPhones: ['081 1', '081 2'],
  mobilePhone: '333',
  homePhones: [],
  businessAddress: { street: 'Via Roma 1', city: 'Napoli' },
  homeAddress: {},
  otherAddress: {},
  personalNotes: 'one\r\ntwo',
  birthday: '1980-05-12T11:59:00Z',
};

const patch = (...edits: Edit[]) => patchContact(ANNA, edits).fields;
const phone = (label: string | null, value: string, at: number | null = null): Edit => ({
  ...{ property: 'phones', at, label, value },
});

test('only what changed is sent, and the display name with it', () => {
  expect(patch({ property: 'organization', part: 'title', value: 'CEO' })).toEqual({
    jobTitle: 'CEO',
    displayName: 'Anna Rossi',
  });
  expect(patch({ property: 'notes', value: 'one\ntwo' })).toEqual({});
  expect(patch({ property: 'notes', value: 'one\nthree' })).toMatchObject({ personalNotes: 'one\r\nthree' });
  expect(patch({ property: 'nickname', value: null })).toEqual({});
});

test('a rename goes to what somebody is called and sorted by; the reading of the old name goes', () => {
  expect(patch({ property: 'name', part: 'family', value: 'Bianchi' })).toEqual({
    surname: 'Bianchi',
    yomiSurname: '',
    displayName: 'Anna Bianchi',
    fileAs: 'Bianchi, Anna',
  });
  const called = { ...ANNA, displayName: 'Nini' };
  const edit: Edit = { property: 'name', part: 'family', value: 'Bianchi' };
  expect(patchContact(called, [edit]).fields.displayName).toBe('Nini');
});

test('a company keeps its name in all the places that it has it in', () => {
  const acme = { displayName: 'ACME', givenName: 'ACME', companyName: 'ACME', fileAs: 'ACME' };
  const edit: Edit = { property: 'organization', part: 'name', value: 'Zeta' };
  expect(patchContact(acme, [edit]).fields).toEqual({
    ...{ companyName: 'Zeta', givenName: 'Zeta', displayName: 'Zeta', fileAs: 'Zeta' },
  });
});

test.each(['ACME', '-'])('a company that becomes a person is not called %s', (givenName) => {
  const acme = { displayName: 'ACME', givenName, companyName: 'ACME' };
  const edits: Edit[] = [{ property: 'name', part: 'family', value: 'Rossi' }];
  expect(patchContact(acme, edits).fields).toMatchObject({ surname: 'Rossi', givenName: '' });
  edits.push({ property: 'name', part: 'given', value: 'Anna' });
  expect(patchContact(acme, edits).fields).toMatchObject({ surname: 'Rossi', givenName: 'Anna' });
});

test('a list goes whole, with what nobody is shown of it', () => {
  expect(patch({ property: 'emails', at: 1, label: null, value: 'new@b.example' })).toMatchObject({
    emailAddresses: [ANNA.emailAddresses, [{ address: 'new@b.example' }]].flatMap((all) =>
      (all as object[]).slice(0, 2),
    ),
  });
  expect(patch({ property: 'emails', at: 0, label: null, value: 'anna@c.example' }).emailAddresses).toEqual([
    { name: 'Anna R.', address: 'anna@c.example' },
    ...(ANNA.emailAddresses as object[]).slice(1),
  ]);
  expect(patch(phone('work', '081 3', 1)).businessPhones).toEqual(['081 1', '081 3']);
  expect(patch({ property: 'phones', at: 2, label: 'mobile', value: null })).toMatchObject({
    mobilePhone: '',
  });
});

test('a number goes to the slot of its label, while there is room', () => {
  expect(patch(phone('home', '06 1'))).toMatchObject({ homePhones: ['06 1'] });
  expect(patch(phone('Casa', '06 1'))).toMatchObject({ homePhones: ['06 1'] });
  // Two at work, so what has no label of a slot goes home.
  expect(patch(phone('main', '06 1'), phone(null, '06 2'))).toMatchObject({ homePhones: ['06 1', '06 2'] });
  // Another one, in the place of what goes.
  const gone: Edit = { property: 'phones', at: 0, label: 'work', value: null };
  expect(patch(phone('work', '081 3'), gone)).toMatchObject({ businessPhones: ['081 2', '081 3'] });
  // Another label.
  expect(patch(phone('home', '081 2', 1))).toMatchObject({
    businessPhones: ['081 1'],
    homePhones: ['081 2'],
  });
});

test.each([
  [phone('work', '081 3')],
  [phone('mobile', '334')],
  [phone('workFax', '081 9')],
  [phone('pager', '081 9')],
  [{ property: 'emails', at: null, label: 'work', value: 'third@a.example' }],
  [{ property: 'emails', at: 0, label: 'work', value: 'a@b.com,' }],
  [{ property: 'addresses', at: null, label: 'work', value: { city: 'Roma' } }],
  [{ property: 'addresses', at: 0, label: 'work', value: { poBox: '12' } }],
  [{ property: 'birthday', value: { month: 5, day: 12 } }],
  [{ property: 'anniversary', value: { year: 2010, month: 5, day: 12 } }],
] satisfies [Edit][])('what has no place is not sent: %j', (edit) => {
  expect(patchContact(ANNA, [edit])).toEqual({ fields: {}, sent: [] });
});

test('an address goes with all its five parts, an emptied one with none', () => {
  expect(
    patch({
      property: 'addresses',
      at: 0,
      label: 'work',
      value: { street: 'Via Po 2\nint. 3', poBox: '12' },
    }),
  ).toMatchObject({
    businessAddress: {
      ...{ street: 'Via Po 2\r\nint. 3', city: 'Napoli', state: '', postalCode: '', countryOrRegion: '' },
    },
  });
  expect(patch({ property: 'addresses', at: 0, label: 'work', value: null })).toMatchObject({
    businessAddress: { street: '', city: '', state: '', postalCode: '', countryOrRegion: '' },
  });
  expect(patch({ property: 'addresses', at: null, label: 'Casa', value: { city: 'Roma' } })).toHaveProperty(
    'homeAddress.city',
    'Roma',
  );
});

test('a birthday is a moment at noon, and none is null', () => {
  expect(patch({ property: 'birthday', value: { year: 1912, month: 2, day: 9 } })).toMatchObject({
    birthday: '1912-02-09T11:59:00Z',
  });
  expect(patch({ property: 'birthday', value: null })).toMatchObject({ birthday: null });
  expect(patch({ property: 'birthday', value: { year: 1980, month: 5, day: 12 } })).toEqual({});
});

test('a category is added to those there are; a folder is none', () => {
  expect(patch({ property: 'groups', join: 'Clients' })).toMatchObject({
    categories: ['Friends', 'Clients'],
  });
  expect(patch({ property: 'groups', join: 'Friends' }, { property: 'groups', join: 'folder' })).toEqual({});
});

const made = (edits: Edit[], template: GraphContact | null = null, needsGivenName = false) =>
  newContact(edits, template && JSON.stringify(template), needsGivenName).fields;
const family: Edit = { property: 'name', part: 'family', value: 'Rossi' };

test('a new contact is called what its parts say, a company everywhere by its name', () => {
  expect(made([family])).toEqual({ surname: 'Rossi', displayName: 'Rossi' });
  expect(made([family], null, true)).toEqual({ surname: 'Rossi', givenName: '-', displayName: 'Rossi' });
  const company: Edit[] = [
    { property: 'organization', part: 'name', value: 'ACME' },
    { property: 'isCompany', value: true },
  ];
  expect(made(company)).toEqual({
    ...{ companyName: 'ACME', givenName: 'ACME', displayName: 'ACME', fileAs: 'ACME' },
  });
});

test('a contact from the trash comes with all that can be written, and no address of nothing', () => {
  const fields = made([phone('home', '06 1')], { ...ANNA, createdDateTime: 'x', manager: 'Bea' });
  const { id: _id, parentFolderId: _folder, homeAddress: _home, otherAddress: _other, ...rest } = ANNA;
  expect(fields).toEqual({ ...rest, manager: 'Bea', homePhones: ['06 1'] });
});
