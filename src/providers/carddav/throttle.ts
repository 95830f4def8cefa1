// How long to leave an account alone that its server throttles without saying for how long.

/** carddav.md 4: blocks of seconds to a quarter of an hour have been seen. */
const STEPS_MS = [1, 5, 15, 60].map((minutes) => minutes * 60_000);
/** A quiet time after which the next throttle counts as the first. */
const FORGET_MS = 24 * 3_600_000;

export interface ThrottleMemory {
  /** When to ask again, a step later for every throttle in a row. */
  next(now: number): number;
}

export function createThrottleMemory(): ThrottleMemory {
  let step = 0;
  let last = Number.NEGATIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  return {
    next(now) {
      if (now < until) return until;
      if (now - last > FORGET_MS) step = 0;
      last = now;
      until = now + STEPS_MS[Math.min(step, STEPS_MS.length - 1)]!;
      step += 1;
      return until;
    },
  };
}
