import { describe, expect, test } from 'vitest';
import { isSameNumber, phoneKey, phoneMatchDigits } from './phone.ts';

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

describe('a number with its country and without', () => {
  test.each([
    ['333 7654321', '+39 333 765 4321'],
    ['02 1234567', '0039 02 1234567'],
    ['020 7946 0958', '+44 20 7946 0958'],
    ['+39 333 765 4321', '0039 333 7654321'],
    ['٣٣٣ ٧٦٥٤٣٢١', '+39 333 7654321'],
  ])('%s and %s are one', (a, b) => {
    expect(isSameNumber(a, b)).toBe(true);
    expect(isSameNumber(b, a)).toBe(true);
    // What counts as the same for a match is no conflict afterwards.
    expect(phoneMatchDigits(a)).toBe(phoneMatchDigits(b));
  });

  test.each([
    ['another country', '+1 212 555 0100', '+44 212 555 0100'],
    ['another number that ends alike', '+1 212 555 0100', '+44 12 1255 50100'],
    ['a number of more digits', '333 7654321', '+39 1333 7654321'],
    ['an extension', '02 1234567', '+39 02 1234567 int. 12'],
    ['what is dialled after a pause', '02 1234567', '+39 02 1234567,,99'],
    ['a short number, the same in many places', '1515', '+39 1515'],
    ['words', 'su appuntamento', '+39 333 7654321'],
  ])('%s tells two apart', (_what, a, b) => {
    expect(isSameNumber(a, b)).toBe(false);
    expect(isSameNumber(b, a)).toBe(false);
  });
});
