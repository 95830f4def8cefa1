import { expect, test } from 'vitest';
import { timeLeftMs } from './time-left.ts';

const START = '2026-01-01T00:00:00.000Z';
const after = (seconds: number) => Date.parse(START) + seconds * 1000;

test('a quarter done in ten seconds leaves thirty', () => {
  expect(timeLeftMs({ done: 100, expected: 400 }, START, after(10))).toBe(30_000);
});

test('nothing is promised while the size is unknown, at the very start, or when all is read', () => {
  expect(timeLeftMs({ done: 100, expected: null }, START, after(10))).toBeNull();
  expect(timeLeftMs({ done: 100, expected: 400 }, START, after(1))).toBeNull();
  expect(timeLeftMs({ done: 3, expected: 400 }, START, after(10))).toBeNull();
  expect(timeLeftMs({ done: 400, expected: 400 }, START, after(10))).toBeNull();
});
