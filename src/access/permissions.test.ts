import { expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import type { Role } from './actor.ts';
import { demand, permissionsOf } from './permissions.ts';

const TABLE: Record<string, Role[]> = {
  'records.edit': ['administrator', 'user'],
  'accounts.connect': ['administrator', 'user'],
  'users.manage': ['administrator'],
  'fields.manage': ['administrator'],
  'providers.manage': ['administrator'],
  'health.see': ['administrator'],
};

test.each<Role>(['administrator', 'user'])('%s may do what the table says, and nothing else', (role) => {
  const expected = Object.keys(TABLE).filter((name) => TABLE[name]!.includes(role));
  expect(permissionsOf({ userId: 'x', role }).sort()).toEqual(expected.sort());
});

test('what is not allowed is refused as such', () => {
  expect(() => demand(false)).toThrow(AppError);
  expect(() => demand(true)).not.toThrow();
});
