import { expect, test } from 'vitest';
import { compareWithRecord } from './compare.ts';
import { contactOf } from './contact-of.ts';

const verdicts = (rows: ReturnType<typeof compareWithRecord>) =>
  rows.map(({ aspect, record, card, verdict }) => [aspect, record, card, verdict]);

test('a number with a country prefix is the same number under any label', () => {
  const card = { ...contactOf({}), phones: [{ value: '+39 348 123 4567', label: 'work' }] };
  expect(verdicts(compareWithRecord(card, { mobile: '3481234567' }))).toEqual([
    ['phone', '3481234567', '+39 348 123 4567', 'same'],
  ]);
});

test('numbers of two countries that end alike are two numbers', () => {
  const card = { ...contactOf({}), phones: [{ value: '+1 212 555 0100', label: 'work' }] };
  expect(verdicts(compareWithRecord(card, { mobile: '+44 12 1255 50100' }))).toEqual([
    ['phone', null, '+1 212 555 0100', 'only-card'],
    ['phone', '+44 12 1255 50100', null, 'only-record'],
  ]);
});

test('web addresses differ where the engine tells them apart', () => {
  const card = { ...contactOf({}), urls: [{ value: 'https://Acme.example/', label: null }] };
  const verdictOf = (website: string) => compareWithRecord(card, { website }).map(({ verdict }) => verdict);
  expect(verdictOf('https://acme.example')).toEqual(['same']);
  expect(verdictOf('https://www.acme.example')).toEqual(['only-card', 'only-record']);
});

test('what only one side has is told apart, never called a difference', () => {
  const card = { ...contactOf({}), emails: [{ value: 'New@Example.com', label: 'home' }] };
  expect(verdicts(compareWithRecord(card, { email: 'old@example.com' }))).toEqual([
    ['email', null, 'New@Example.com', 'only-card'],
    ['email', 'old@example.com', null, 'only-record'],
  ]);
});

test('two numbers that are the same twice on the card use up one value of the record', () => {
  const card = {
    ...contactOf({}),
    phones: [
      { value: '3481234567', label: 'home' },
      { value: '3481234567', label: 'work' },
    ],
  };
  expect(compareWithRecord(card, { mobile: '3481234567' }).map((row) => row.verdict)).toEqual([
    'same',
    'only-card',
  ]);
});

test('accents, case and punctuation do not make a name differ', () => {
  const card = {
    ...contactOf({}),
    name: { given: 'José', family: 'Núñez' },
    organization: { name: 'ACME, S.r.l.' },
  };
  const rows = compareWithRecord(card, { firstName: 'Jose', lastName: 'Nunez', companyName: 'Acme s.r.l' });
  expect(rows.map((row) => row.verdict)).toEqual(['same', 'same']);
});

test('a company is compared by its own name', () => {
  const card = {
    ...contactOf({}),
    name: { display: 'Mario Rossi' },
    organization: { name: 'Rossi Infissi' },
  };
  expect(verdicts(compareWithRecord(card, { name: 'Rossi Infissi srl' }))).toEqual([
    ['name', 'Rossi Infissi srl', 'Rossi Infissi', 'differs'],
  ]);
});

test('an address typed over two lines is the same address in one', () => {
  const address = { label: 'work', street: 'Via Manzoni 12\nScala B', postalCode: '20121', city: 'Milano' };
  const rows = compareWithRecord(
    { ...contactOf({}), addresses: [address] },
    { 'mailing.street': 'Via Manzoni 12, scala B', 'mailing.postalCode': '20121', 'mailing.city': 'Milano' },
  );
  expect(rows.map((row) => row.verdict)).toEqual(['same']);
});
