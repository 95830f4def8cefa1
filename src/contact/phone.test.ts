import { expect, test } from 'vitest';
import { phoneKey, phoneMatchDigits } from './phone.ts';

test.each([
  ['+39 333 123 4567', '+393331234567'],
  ['0039 333-1234567', '+393331234567'],
  ['+49 (0611) 123456', '+49611123456'],
  ['+39 06 1234', '+39061234'],
  ['333 123 4567', '3331234567'],
  ['(06) 12.34', '061234'],
  ['+1-418-656-9254;ext=102', '+14186569254;ext=102'],
  ['+1 418 656 9254 x102', '+14186569254;ext=102'],
  ['06 1234 int. 12', '061234;ext=12'],
  ['1-800-FLOWERS', '1800flowers'],
  ['*#06#', '*#06#'],
  ['su appuntamento', 'suappuntamento'],
  ['+999 1', '+9991'],
  ['  ', ''],
])('%s is compared as %s', (typed, key) => {
  expect(phoneKey(typed)).toBe(key);
});

test('two texts without digits are two values', () => {
  expect(phoneKey('Privattelefon')).not.toBe(phoneKey('Fax'));
});

test('digits dialled after a pause are part of the number', () => {
  expect(phoneKey('+39 06 1234,,45')).not.toBe(phoneKey('+39 06 1234'));
});

test('a number matches itself with and without country code and trunk zero', () => {
  expect(phoneMatchDigits('+39 333 1234567')).toBe(phoneMatchDigits('333 1234567'));
  expect(phoneMatchDigits('+49 40 1234567')).toBe(phoneMatchDigits('040 1234567'));
  expect(phoneMatchDigits('+39 06 1234567')).toBe(phoneMatchDigits('06 1234567'));
  expect(phoneMatchDigits('112')).toBe('');
});
