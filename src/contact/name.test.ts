import { describe, expect, test } from 'vitest';
import { emptyContact, type PersonName } from './contact.ts';
import { composeName, displayName, ownName, sortKey } from './name.ts';

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

describe('names of the world', () => {
  test.each<[string, PersonName]>([
    ['王小明', { family: '王', given: '小明' }],
    ['欧阳娜娜', { family: '欧阳', given: '娜娜' }],
    ['山田太郎', { family: '山田', given: '太郎' }],
    ['山田マリ', { family: '山田', given: 'マリ' }],
    ['さくらももこ', { family: 'さくら', given: 'ももこ' }],
    ['김민준', { family: '김', given: '민준' }],
    ['𠮷田𠮷男', { family: '𠮷田', given: '𠮷男' }],
    ['王小明先生', { family: '王', given: '小明', suffix: '先生' }],
    ['Dr. 王小明', { prefix: 'Dr.', family: '王', given: '小明' }],
    ['マイケル ジャクソン', { family: 'ジャクソン', given: 'マイケル' }],
    ['John 王', { family: '王', given: 'John' }],
    ['王', { family: '王' }],
    ['小明', { given: '小明' }],
    ['An Văn Nguyễn', { family: 'Nguyễn', given: 'An', middle: 'Văn' }],
    ['Gabriel García Márquez', { family: 'García Márquez', given: 'Gabriel' }],
    ['Vincent van Gogh', { family: 'van Gogh', given: 'Vincent' }],
    ['Suharto', { given: 'Suharto' }],
  ])('%s is composed as it is read', (whole, name) => {
    expect(composeName(name)).toBe(whole);
  });

  test.each([
    ['de la Cruz', 'cruz de la'],
    ['van der Berg', 'berg van der'],
    ['von Goethe', 'goethe von'],
    ['De Luca', 'de luca'],
    ['Van Damme', 'van damme'],
    ["d'Angelo", "d'angelo"],
    ['Vincent van Gogh', 'vincent van gogh'],
    ['de', 'de'],
    ['', ''],
    ['王小明', '王小明'],
  ])('%s is sorted as %s', (name, key) => {
    expect(sortKey(name)).toBe(key);
  });
});
