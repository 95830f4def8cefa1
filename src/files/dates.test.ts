import { expect, test } from 'vitest';
import { orderIn, readDate } from './dates.ts';

test.each([
  ['1971-03-09', '1971-03-09'],
  ['1971/3/9', '1971-03-09'],
  ['1971.03.09', '1971-03-09'],
  ['--03-09', '--03-09'],
  ['9.3.1971', '1971-03-09'],
  ['19/3/1971', '1971-03-19'],
  ['3/19/1971', '1971-03-19'],
  ['7/7/1971', '1971-07-07'],
  ['19/3/1971 00:00:00', '1971-03-19'],
  ['9 marzo 1971', '1971-03-09'],
  ['9 de enero de 1971', '1971-01-09'],
  ['9. März 1971', '1971-03-09'],
  ['1er août 1971', '1971-08-01'],
  ['March 9, 1971', '1971-03-09'],
  ['9th Dec 1971', '1971-12-09'],
  ['0/0/00', ''],
  ['  ', ''],
])('%j is %j, whoever wrote it', (text, value) => {
  for (const order of ['dmy', 'mdy', null] as const) expect(readDate(text, order)).toEqual({ value });
});

test('what could be two dates is neither, unless the order is known', () => {
  expect(readDate('9/3/1971', null)).toEqual({ fault: 'ambiguous-date' });
  expect(readDate('9/3/1971', 'dmy')).toEqual({ value: '1971-03-09' });
  expect(readDate('9/3/1971', 'mdy')).toEqual({ value: '1971-09-03' });
  expect(readDate('9/3/71', 'dmy')).toEqual({ fault: 'ambiguous-date' });
});

test.each(['yesterday', '31/2/1971', '30.02.1971', '1971', '13/13/1971', '9 foo 1971'])(
  '%j is no date',
  (text) => {
    expect(readDate(text, null)).toEqual({ fault: 'not-a-date' });
  },
);

test('the dates of a column show their order, unless they contradict each other', () => {
  expect(orderIn(['', '9/3/1971', '19/3/1971'])).toBe('dmy');
  expect(orderIn(['9/3/1971', '3/19/1971'])).toBe('mdy');
  expect(orderIn(['9/3/1971'])).toBeNull();
  expect(orderIn(['19/3/1971', '3/19/1971'])).toBeNull();
});
