import { expect, test } from 'vitest';
import { createThrottleMemory } from './throttle.ts';

const MINUTE = 60_000;

test('each throttle in a row is waited out longer, up to an hour', () => {
  const throttle = createThrottleMemory();
  let now = 0;
  const waits = Array.from({ length: 5 }, () => {
    const until = throttle.next(now);
    const wait = (until - now) / MINUTE;
    now = until;
    return wait;
  });
  expect(waits).toEqual([1, 5, 15, 60, 60]);
});

test('asking again before the end does not lengthen the wait', () => {
  const throttle = createThrottleMemory();
  expect(throttle.next(0)).toBe(MINUTE);
  expect(throttle.next(MINUTE / 2)).toBe(MINUTE);
});

test('after a quiet day the next throttle is the first again', () => {
  const throttle = createThrottleMemory();
  throttle.next(0);
  throttle.next(2 * MINUTE);
  const later = 25 * 60 * MINUTE;
  expect(throttle.next(later)).toBe(later + MINUTE);
});
