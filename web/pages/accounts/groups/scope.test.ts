import { expect, test } from 'vitest';
import type { Group } from '../../../../src/http/contract/accounts.ts';
import { choiceFor, isTargetOutside, sameScope, withoutGone, withUse } from './scope.ts';

const scope = { mode: 'groups' as const, include: ['a', 'b'], exclude: ['c'] };

test('a group is taken, left out or neither', () => {
  expect(choiceFor(withUse(scope, 'a', 'exclude'), 'a')).toBe('exclude');
  expect(withUse(scope, 'a', 'neutral')).toEqual({ ...scope, include: ['b'] });
  expect(withUse(scope, 'c', 'include')).toEqual({ ...scope, include: ['a', 'b', 'c'], exclude: [] });
});

test('the order in which groups were chosen makes no other scope', () => {
  expect(sameScope(scope, { ...scope, include: ['b', 'a'] })).toBe(true);
  expect(sameScope(scope, { ...scope, mode: 'all' })).toBe(false);
});

test('groups that are gone are forgotten wherever they stand', () => {
  const gone = [
    { id: 'a', exists: false },
    { id: 'b', exists: true },
    { id: 'c', exists: false },
  ] as Group[];
  expect(withoutGone(scope, gone)).toEqual({ mode: 'groups', include: ['b'], exclude: [] });
});

test('new cards must land where cards are synced', () => {
  expect(isTargetOutside(scope, null, [])).toBe(false);
  expect(isTargetOutside(scope, 'b', [])).toBe(false);
  expect(isTargetOutside(scope, 'd', [])).toBe(true);
  expect(isTargetOutside({ ...scope, include: [] }, null, [])).toBe(true);
  expect(isTargetOutside({ ...scope, mode: 'all' }, 'c', [])).toBe(true);
  expect(isTargetOutside({ ...scope, mode: 'all' }, null, [])).toBe(false);
  expect(isTargetOutside({ ...scope, mode: 'all' }, null, ['c', 'd'])).toBe(false);
  expect(isTargetOutside({ ...scope, mode: 'all' }, null, ['c'])).toBe(true);
});
