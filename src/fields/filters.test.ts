import { expect, test } from 'vitest';
import { daysAhead, faultInCondition, OPERATOR_NAMES, OPERATORS_OF, readSort, sortText } from './filters.ts';
import { comparedAs } from './types.ts';

test.each([
  ['text', { op: 'contains', value: 'x' }, null],
  ['text', { op: 'contains', value: ' ' }, 'value'],
  ['text', { op: 'contains', value: ['x'] }, 'value'],
  ['text', { op: 'anyOf', value: ['x'] }, 'unknown-operator'],
  ['text', { op: 'empty' }, null],
  ['text', { op: 'empty', value: 'x' }, 'value'],
  ['number', { op: 'between', value: ['1', '2.5'] }, null],
  ['number', { op: 'between', value: ['1'] }, 'value'],
  ['number', { op: 'is', value: 'one' }, 'value'],
  ['date', { op: 'comesWithin', value: '30' }, null],
  ['date', { op: 'comesWithin', value: 'soon' }, 'value'],
  ['date', { op: 'atLeast', value: '2026-02-28' }, null],
  ['date', { op: 'atLeast', value: '28/02/2026' }, 'value'],
  ['user', { op: 'anyOf', value: ['me'] }, null],
  ['user', { op: 'anyOf', value: ['you'] }, 'value'],
  ['label', { op: 'anyOf', value: ['clients'] }, 'value'],
  ['sync', { op: 'anyOf', value: ['pending'] }, null],
  ['sync', { op: 'anyOf', value: ['lost'] }, 'value'],
  [undefined, { op: 'is', value: 'x' }, 'unknown-field'],
] as const)('of a %s, %j is told as %s', (type, { op, ...rest }, fault) => {
  const value = 'value' in rest ? (rest.value as string | string[]) : undefined;
  expect(faultInCondition({ field: 'any', op, value }, type)).toBe(fault);
});

test('every operator is offered by a type', () => {
  expect(new Set(Object.values(OPERATORS_OF).flat())).toEqual(new Set(OPERATOR_NAMES));
});

test('days ahead go over the end of the year, and a 29th of February is celebrated on the 28th', () => {
  expect(daysAhead(new Date('2026-12-30T12:00:00Z'), 3)).toEqual(['12-30', '12-31', '01-01', '01-02']);
  expect(daysAhead(new Date('2026-02-28T12:00:00Z'), 1)).toEqual(['02-28', '02-29', '03-01']);
  expect(daysAhead(new Date('2028-02-28T12:00:00Z'), 1)).toEqual(['02-28', '02-29']);
});

test('numbers compared as text are in their order', () => {
  const numbers = ['-12.5', '-3', '-0.5', '0', '0,5', '2', '10', '10.25', '999999999999999'];
  const keys = numbers.map((one) => comparedAs('number', one));
  expect(keys.toSorted()).toEqual(keys);
});

test('a number is compared by its digits, a text without case and accents', () => {
  expect(comparedAs('phone', '0039 (0)11-348 12')).toBe(comparedAs('phone', '+39 011 34812'));
  expect(comparedAs('text', 'Bogotá')).toBe('bogota');
});

test('an order is read and written', () => {
  expect(readSort('mailing.city,-updatedAt')).toEqual([
    { key: 'mailing.city', descending: false },
    { key: 'updatedAt', descending: true },
  ]);
  expect(sortText(readSort('mailing.city,-updatedAt'))).toBe('mailing.city,-updatedAt');
});
