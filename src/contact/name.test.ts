import { expect, test } from 'vitest';
import { emptyContact } from './contact.ts';
import { composeName, displayName, ownName } from './name.ts';

test('a name is composed in reading order', () => {
  expect(
    composeName({ prefix: 'Dott.', given: 'Mario', middle: ' Luigi ', family: 'Rossi', suffix: 'Jr.' }),
  ).toBe('Dott. Mario Luigi Rossi Jr.');
  expect(composeName({ family: 'Rossi', display: 'x' }, ['family', 'given'])).toBe('Rossi');
});

test('what stands in for a name, in order', () => {
  const contact = emptyContact();
  expect(displayName(contact)).toBe('');
  contact.phones = [{ value: '1', label: null }];
  expect(displayName(contact)).toBe('1');
  contact.emails = [{ value: 'a@b', label: null }];
  expect(displayName(contact)).toBe('a@b');
  contact.organization.name = 'Acme';
  expect(displayName(contact)).toBe('Acme');
  contact.name.given = 'Ada';
  expect(displayName(contact)).toBe('Ada');
  contact.name.display = 'The Countess';
  expect(displayName(contact)).toBe('The Countess');
});

test('an e-mail that stands in for a name is not one', () => {
  expect(
    ownName({ ...emptyContact(), name: { display: 'a@b' }, emails: [{ value: 'a@b', label: null }] }),
  ).toBe('');
  expect(ownName({ ...emptyContact(), name: { display: 'Ada' } })).toBe('Ada');
});
