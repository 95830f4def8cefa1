import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDate, parseDate } from './date.ts';

test.each([
  ['1980-05-12', '1980-05-12'],
  ['19800512', '1980-05-12'],
  ['1980-05-12T00:00:00Z', '1980-05-12'],
  ['20190210T000033', '2019-02-10'],
  ['1999-3-8', '1999-03-08'],
  ['1980/05/12', '1980-05-12'],
  ['1980.5.12', '1980-05-12'],
  ['--05-12', '--05-12'],
  ['--0512', '--05-12'],
  ['1604-05-12', '--05-12'],
  ['16040229', '--02-29'],
  ['2000-02-29', '2000-02-29'],
])('%s is %s', (text, date) => {
  expect(formatDate(parseDate(text)!)).toBe(date);
});

test.each([
  '12/05/1980',
  '1980/13/05',
  '05-12-1980',
  '1980',
  '1980-05',
  '--05',
  '19723101',
  '1900-02-29',
  '1980-04-31',
  '--13-01',
  '70-7-14',
  'circa 1800',
  '',
])('%s is no date', (text) => {
  expect(parseDate(text)).toBeNull();
});

test('a formatted date reads as itself', () => {
  const date = fc.record(
    {
      year: fc.integer({ min: 1, max: 9999 }).filter((year) => year !== 1604),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    },
    { requiredKeys: ['month', 'day'] },
  );
  fc.assert(
    fc.property(date, (value) => {
      expect(parseDate(formatDate(value))).toEqual(value);
    }),
  );
});
