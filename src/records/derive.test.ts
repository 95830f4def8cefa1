import { expect, test } from 'vitest';
import { CATALOGUE } from '../fields/catalogue.ts';
import { derive } from './derive.ts';

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

test('a contact and the company written on it have the same company key', () => {
  const company = derive(CATALOGUE, 'company', { name: 'Società Esempio S.r.l.' });
  expect(company.companyKey).toBe(
    derive(CATALOGUE, 'contact', { lastName: 'Rossi', companyName: 'societa esempio' }).companyKey,
  );
  expect(company.companyKey).not.toBeNull();
  expect(derive(CATALOGUE, 'contact', { lastName: 'Rossi' }).companyKey).toBeNull();
});
