/** The sandbox's own time: tokens, quotas and propagation follow it, so that seven days take no time in a test. */
export interface Clock {
  now(): number;
  advance(ms: number): void;
}

/** Follows `source`, ahead of it by all that was advanced. */
export function makeClock(source: () => number = Date.now): Clock {
  let ahead = 0;
  return {
    now: () => source() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
