import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 0, 1);

test.each([
  ['120', now + 120_000],
  [' 0 ', now],
  ['1.5', now + 1500],
  ['Thu, 01 Jan 2026 00:05:00 GMT', now + 300_000],
  ['Wed, 31 Dec 2025 23:00:00 GMT', now],
  ['soon', null],
  [null, null],
])('%s', (value, expected) => {
  expect(parseRetryAfter(value, now)).toBe(expected);
});
