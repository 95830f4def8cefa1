import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A machine that was started long ago, whose clock is set to and fro. */
function aMachine() {
  const machine = { passed: 7 * HOUR, ahead: 1_000_000 * HOUR };
  const clock = createClock(
    () => machine.passed + machine.ahead,
    () => machine.passed,
  );
  return { ...clock, machine };
}

test('a clock that runs evenly said least at the beginning', () => {
  const { machine, now, leastWithin } = aMachine();
  for (let run = 0; run < 5; run += 1) {
    expect(now()).toBe(machine.passed + machine.ahead);
    expect(leastWithin(5 * MINUTE)).toBe(now() - 5 * MINUTE);
    machine.passed += 2 * MINUTE;
    machine.ahead += 50;
  }
});

test('set ahead, what was written down before is no older for it', () => {
  const { machine, now, leastWithin } = aMachine();
  const written = now();
  machine.passed += MINUTE;
  machine.ahead += HOUR;
  expect(leastWithin(5 * MINUTE)).toBeLessThan(written);
  machine.passed += 5 * MINUTE;
  expect(leastWithin(5 * MINUTE)).toBeGreaterThan(written);
});

test('set back, what is written down from then on is as old as it is', () => {
  const { machine, now, leastWithin } = aMachine();
  now();
  machine.passed += MINUTE;
  machine.ahead -= HOUR;
  // By another process: this one has not looked at the clock since.
  const written = machine.passed + machine.ahead;
  machine.passed += MINUTE;
  expect(leastWithin(5 * MINUTE)).toBeLessThan(written);
  machine.passed += 5 * MINUTE;
  expect(leastWithin(5 * MINUTE)).toBeGreaterThan(written);
});

test('behind for a moment and right again, what was written down meanwhile is not old', () => {
  const { machine, now, leastWithin } = aMachine();
  now();
  machine.passed += MINUTE;
  machine.ahead -= HOUR;
  const written = now();
  machine.passed += MINUTE;
  machine.ahead += HOUR;
  expect(leastWithin(5 * MINUTE)).toBeLessThan(written);
  machine.passed += 6 * MINUTE;
  expect(leastWithin(5 * MINUTE)).toBe(now() - 5 * MINUTE);
});
