import { describe, expect, test } from 'vitest';
import { addressOf, CATALOGUE, definitionsOf, wholeOf } from '../fields/catalogue.ts';
import { type FieldType, KINDS } from '../fields/field.ts';
import { derive, isSearchedWhole } from './derive.ts';
import { searchWords } from './search-words.ts';

test('a person is called by first and last name, without the salutation', () => {
  expect(
    derive(CATALOGUE, 'contact', { salutation: 'Dott.', firstName: 'Anna', lastName: 'Bianchi' }).displayName,
  ).toBe('Anna Bianchi');
});

test.each([
  ['contact', { companyName: 'Acme Srl', email: 'info@acme.it' }, 'Acme Srl'],
  ['contact', { email: 'anna@example.org' }, 'anna@example.org'],
  ['lead', { mobile: '333 1234567' }, '333 1234567'],
  ['lead', { 'mailing.street': 'Via Roma 1\nScala B' }, 'Via Roma 1'],
  ['company', { website: 'acme.it' }, 'acme.it'],
] as const)('a %s with %j is called %s', (kind, values, name) => {
  expect(derive(CATALOGUE, kind, values).displayName).toBe(name);
});

test('a record with nothing but notes has no name to be found by', () => {
  expect(derive(CATALOGUE, 'contact', { description: 'Met at the fair', salutation: 'Dr' }).displayName).toBe(
    '',
  );
});

test('search text holds names without accents, e-mails, digits of phones and cities', () => {
  const { searchText } = derive(CATALOGUE, 'contact', {
    firstName: 'José',
    lastName: 'Núñez',
    companyName: 'Café Olé',
    email: 'Jose@Example.org',
    phone: '+34 (91) 123-45-67',
    'mailing.city': 'Málaga',
  });
  for (const word of ['jose nunez', 'cafe ole', 'jose@example.org', '34911234567', 'malaga'])
    expect(searchText).toContain(word);
});

test('what search looks in holds each value that it is said to hold whole, as lists compare it', () => {
  for (const kind of KINDS)
    for (const field of CATALOGUE[kind]) {
      const value = ` Àccents  and   Größe ${'x'.repeat(400)} `;
      const { keys, searchText } = derive(CATALOGUE, kind, {
        lastName: 'Rossi',
        name: 'Rossi',
        [field.key]: value,
      });
      if (isSearchedWhole(field))
        expect([field.key, searchText]).toEqual([field.key, expect.stringContaining(keys[field.key]!)]);
    }
});

test('a contact and the company written on it have the same company key', () => {
  const company = derive(CATALOGUE, 'company', { name: 'Società Esempio S.r.l.' });
  expect(company.companyKey).toBe(
    derive(CATALOGUE, 'contact', { lastName: 'Rossi', companyName: 'societa esempio' }).companyKey,
  );
  expect(company.companyKey).not.toBeNull();
  expect(derive(CATALOGUE, 'contact', { lastName: 'Rossi' }).companyKey).toBeNull();
});

describe('names of the world', () => {
  test.each<[string, Record<string, string>, string, string[]]>([
    [
      'Chinese',
      { lastName: '王', firstName: '小明' },
      '王小明',
      ['王小明', '王', '小明', '王 小明', '小明 王'],
    ],
    [
      'Japanese',
      { lastName: '山田', firstName: '太郎' },
      '山田太郎',
      ['山田太郎', '山田', '太郎', '山田　太郎'],
    ],
    ['Korean', { lastName: '김', firstName: '민준' }, '김민준', ['김민준', '김', '민준']],
    [
      'two surnames',
      { firstName: 'José', lastName: 'García López' },
      'José García López',
      ['garcia', 'lopez jose'],
    ],
    [
      'particles',
      { firstName: 'Juana', lastName: 'de la Cruz' },
      'Juana de la Cruz',
      ['de la cruz', 'cruz juana'],
    ],
    ['one word', { firstName: 'Suharto' }, 'Suharto', ['suharto']],
    ['Vietnamese', { lastName: 'Nguyễn', firstName: 'An' }, 'An Nguyễn', ['nguyen an', 'an nguyen']],
  ])('%s: shown as it is written, and found by the whole and by each part', (_, values, shown, searched) => {
    const { displayName, searchText } = derive(CATALOGUE, 'contact', values);
    expect(displayName).toBe(shown);
    for (const q of searched) for (const word of searchWords(q)) expect(searchText).toContain(word);
  });

  test('a family name alone is sorted by its main word, a company as it is written', () => {
    expect(derive(CATALOGUE, 'contact', { lastName: 'van der Berg' }).sortName).toBe('berg van der');
    expect(derive(CATALOGUE, 'contact', { firstName: 'Jan', lastName: 'van der Berg' }).sortName).toBe(
      'jan van der berg',
    );
    expect(derive(CATALOGUE, 'company', { name: 'la Bottega' }).sortName).toBe('la bottega');
  });
});

describe('fields that an administrator added', () => {
  const added = (key: string, type: FieldType) => ({ kind: 'contact' as const, key, type, custom: true });
  const fields = definitionsOf([
    added('custom.billing', 'email'),
    added('custom.desk', 'phone'),
    added('custom.number', 'text'),
    added('custom.city', 'date'),
  ]);
  const values = { 'custom.billing': 'Pay@Acme.it', 'custom.desk': '02 555 0100', 'custom.number': 'C-77' };

  test('are searched and matched by their type, as built-in ones are', () => {
    const { displayName, searchText, matchKeys } = derive(fields, 'contact', values);
    expect(displayName).toBe('Pay@Acme.it');
    for (const word of ['pay@acme.it', '025550100', 'c-77']) expect(searchText).toContain(word);
    expect(matchKeys).toEqual(['e:pay@acme.it', expect.stringMatching(/^p:/)]);
    expect(derive(CATALOGUE, 'contact', values).displayName).toBe('');
  });

  test('whatever their keys look like, they are parts of no address', () => {
    expect(addressOf('custom.city')).toBeNull();
    expect(wholeOf('mailing.city')).toBe('mailing');
  });
});

test('a value of a field that the kind lacks still finds its record, what another kind is called does not name it', () => {
  const { displayName, searchText } = derive(CATALOGUE, 'company', {
    name: 'Acme',
    mobile: '333 1234567',
    lastName: 'Bo',
  });
  expect(displayName).toBe('Acme');
  expect(searchText).toContain('3331234567');
  expect(searchText).not.toContain('bo');
});
