import { expect, test } from 'vitest';
import type { Account, Run } from '../../../src/http/contract/accounts.ts';
import { healthOf, unaccounted, unaccountedIn } from './health.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const anAccount = (over: object) =>
  ({
    state: 'active',
    run: null,
    lastCheckedAt: minutesAgo(2),
    settings: { intervalMinutes: 5 },
    books: [{ problem: null }],
    totals: { held: 0 },
    ...over,
  }) as Account;

test('an account checked within its interval is in step, one three intervals overdue is late', () => {
  expect(healthOf(anAccount({}), NOW)).toBe('in-step');
  expect(healthOf(anAccount({ lastCheckedAt: minutesAgo(14) }), NOW)).toBe('in-step');
  expect(healthOf(anAccount({ lastCheckedAt: minutesAgo(17) }), NOW)).toBe('late');
});

test('an account that holds changes back is not called in step', () => {
  expect(healthOf(anAccount({ totals: { held: 3 } }), NOW)).toBe('partly');
});

test('an account with a book that fails is not called in step, however well the others are', () => {
  const books = [{ problem: null }, { problem: { code: 'one-book-gone' } }];
  expect(healthOf(anAccount({ books }), NOW)).toBe('partly');
});

test('a pause or a needed sign-in is said even while a run ends', () => {
  const run = { state: 'running' };
  expect(healthOf(anAccount({ state: 'paused', run }), NOW)).toBe('paused');
  expect(healthOf(anAccount({ state: 'sign-in-needed', run }), NOW)).toBe('sign-in-needed');
  expect(healthOf(anAccount({ state: 'failing', run }), NOW)).toBe('syncing');
});

test('what waits for approval, or was not checked for a day, is said as the server says it', () => {
  expect(healthOf(anAccount({ health: 'waiting' }), NOW)).toBe('held');
  expect(healthOf(anAccount({ health: 'delayed', lastCheckedAt: minutesAgo(2000) }), NOW)).toBe('delayed');
  expect(healthOf(anAccount({ health: 'waiting', state: 'sign-in-needed' }), NOW)).toBe('sign-in-needed');
});

test('before its first check an account waits or is new, never in step', () => {
  expect(healthOf(anAccount({ lastCheckedAt: null, run: { state: 'queued' } }), NOW)).toBe('waiting');
  expect(healthOf(anAccount({ lastCheckedAt: null }), NOW)).toBe('new');
});

test('cards that are in none of the sums are counted, now and in what a run left', () => {
  const sums = { linked: 3, pending: 2, ignored: 1, outOfScope: 1, failed: 1 };
  const totals = (cards: number) => anAccount({ totals: { ...sums, ready: 1, cards } });
  expect([unaccounted(totals(9)), unaccounted(totals(11)), unaccounted(totals(8))]).toEqual([0, 2, 1]);
  const run = (over: object) => ({ state: 'done', counts: { ...sums, remoteTotal: 8 }, ...over }) as Run;
  expect([unaccountedIn(run({})), unaccountedIn(run({ counts: { ...sums, remoteTotal: 10 } }))]).toEqual([
    0, 2,
  ]);
  expect(unaccountedIn(run({ state: 'failed', counts: { ...sums, remoteTotal: 0 } }))).toBe(0);
});
