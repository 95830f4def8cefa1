import { expect, test } from 'vitest';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { together } from './list-freshness.ts';

const account = (columns: object): Account =>
  ({
    state: 'active',
    problem: null,
    run: null,
    lastCheckedAt: '2026-01-01T10:00:00Z',
    nextCheckAt: '2026-01-01T10:05:00Z',
    ...columns,
  }) as Account;
const running = (done: number, expected: number | null) =>
  account({ run: { state: 'running', progress: { done, expected } } });

test('all are as fresh as the least fresh, and the next check is the first to come', () => {
  const found = together([
    account({ lastCheckedAt: '2026-01-01T10:02:00Z', nextCheckAt: '2026-01-01T10:09:00Z' }),
    account({}),
  ]);
  expect(found).toMatchObject({ checkedAt: '2026-01-01T10:00:00Z', nextAt: '2026-01-01T10:05:00Z' });
  expect(together([account({}), account({ lastCheckedAt: null })]).checkedAt).toBeNull();
});

test('a paused account is asked nothing and troubles nobody; one without sign-in is in trouble', () => {
  const [paused, out] = [
    account({ state: 'paused', lastCheckedAt: null }),
    account({ state: 'sign-in-needed' }),
  ];
  const found = together([paused, out, account({})]);
  expect(found.ready).toHaveLength(1);
  expect(found.troubled).toEqual([out]);
  expect(found.checkedAt).not.toBeNull();
});

test('the share done is of all together, unknown as long as one of them is', () => {
  expect(together([running(50, 100), running(0, 100)]).share).toBe(0.25);
  expect(together([running(50, 100), running(0, null)]).share).toBeNull();
  expect(together([running(100, 100)]).share).toBe(0.99);
  expect(together([account({})]).share).toBeNull();
});
