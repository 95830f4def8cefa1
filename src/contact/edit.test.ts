import { expect, test } from 'vitest';
import { type Contact, type Edit, emptyContact } from './contact.ts';
import { applyEdits } from './edit.ts';

const card = (): Contact => ({
  ...emptyContact(),
  name: { given: 'Ada', display: 'Ada' },
  phones: [
    { value: '1', label: 'home', primary: true },
    { value: '2', label: null },
  ],
  addresses: [{ label: 'home', street: 'Via Po 1', country: 'Italia', countryCode: 'it' }],
});

test('the contact given is left alone', () => {
  const before = card();
  applyEdits(before, [
    { property: 'name', part: 'given', value: 'Eva' },
    { property: 'phones', at: 0, label: null, value: null },
  ]);
  expect(before).toEqual(card());
});

test('indices mean the contact as given, whatever stands before them in the list of edits', () => {
  const edits: Edit[] = [
    { property: 'phones', at: null, label: 'work', value: '3' },
    { property: 'phones', at: 0, label: 'home', value: null },
    { property: 'phones', at: 1, label: 'mobile', value: '22' },
    { property: 'phones', at: 2, label: null, value: 'not there' },
  ];
  expect(applyEdits(card(), edits).phones).toEqual([
    { value: '22', label: 'mobile' },
    { value: '3', label: 'work' },
  ]);
});

test('another value in its place stays the preferred one', () => {
  expect(applyEdits(card(), [{ property: 'phones', at: 0, label: 'work', value: '9' }]).phones[0]).toEqual({
    value: '9',
    label: 'work',
    primary: true,
  });
});

test('an address is edited part by part; another country takes the code away, the same one does not', () => {
  const edit = (value: Record<string, string | null>): Edit => ({
    property: 'addresses',
    at: 0,
    label: 'work',
    value,
  });
  expect(applyEdits(card(), [edit({ city: 'Roma', country: 'Italia' })]).addresses).toEqual([
    { label: 'work', street: 'Via Po 1', city: 'Roma', country: 'Italia', countryCode: 'it' },
  ]);
  expect(applyEdits(card(), [edit({ country: 'Francia' })]).addresses[0]).not.toHaveProperty('countryCode');
});

test('empty texts and addresses without a part are removals', () => {
  const after = applyEdits(card(), [
    { property: 'name', part: 'given', value: ' ' },
    { property: 'phones', at: 0, label: null, value: '' },
    { property: 'phones', at: null, label: null, value: '\n' },
    { property: 'addresses', at: 0, label: 'home', value: { street: null, country: '' } },
    { property: 'addresses', at: null, label: 'home', value: {} },
  ]);
  expect(after).toMatchObject({ phones: [{ value: '2' }], addresses: [] });
  expect(after.name).not.toHaveProperty('given');
});

test('texts arrive clean', () => {
  const after = applyEdits(card(), [
    { property: 'notes', value: ' a\r\nb\u0000 ' },
    { property: 'emails', at: null, label: ' Scuola ', value: ' a@b ' },
  ]);
  expect([after.notes, after.emails]).toEqual(['a\nb', [{ value: 'a@b', label: 'Scuola' }]]);
});

test('a birthday and the mark of a company come and go', () => {
  const on = applyEdits(card(), [
    { property: 'isCompany', value: true },
    { property: 'birthday', value: { month: 5, day: 12 } },
  ]);
  expect(on).toMatchObject({ isCompany: true, birthday: { month: 5, day: 12 } });
  const off = applyEdits(on, [
    { property: 'isCompany', value: false },
    { property: 'birthday', value: null },
  ]);
  expect(off).toEqual(card());
});
