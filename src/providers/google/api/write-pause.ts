// Google's daily quota of writes ("FBS") is told by refusals alone, and every try while it lasts begins it anew: a real
// project burned its quota that way. So writes of the account rest, longer each time.

const FIRST_MS = 5 * 60_000;
const LONGEST_MS = 6 * 3_600_000;

export interface WritePause {
  /** Milliseconds since the epoch until which nothing may be written; null when it may. */
  until(now: number): number | null;
  /** Writes were refused. Returns when to try again. */
  begin(now: number): number;
  /** A write was taken. */
  end(): void;
}

export function createWritePause(): WritePause {
  let length = 0;
  let until = 0;
  return {
    until: (now) => (now < until ? until : null),
    begin(now) {
      length = length === 0 ? FIRST_MS : Math.min(LONGEST_MS, length * 2);
      until = now + length;
      return until;
    },
    end() {
      length = 0;
    },
  };
}
