// The clock of a machine may be set at any moment, ahead or back. What it said tells how long ago something was only as far as
// nobody set it since: time that passes evenly, whatever a clock says, tells when somebody did. Pure.

/** Further from where it was than this, a clock was set; what is less is the way it is kept right. */
const SET_MS = 2_000;
/** Of what was longer ago nobody asks. */
const LONGEST_MS = 3_600_000;

export interface Clock {
  /** Milliseconds since the epoch, for what is written down. */
  now(): number;
  /** The least that it has said within the last `withinMs`, an hour at most: what was written down earlier is older than that. */
  leastWithin(withinMs: number): number;
}

/** How far a clock was ahead of the time that passed, and when it may have been: between two looks nobody knows when it was set. */
interface Setting {
  from: number;
  until: number;
  ahead: number;
}

/** `wall` is what the machine says, `passed` counts evenly from anywhere. */
export function createClock(wall: () => number, passed: () => number): Clock {
  let settings: Setting[] = [];

  function look(): number {
    const until = passed();
    const ahead = wall() - until;
    const last = settings.at(-1);
    if (last && Math.abs(ahead - last.ahead) <= SET_MS) Object.assign(last, { until, ahead });
    else {
      if (last) settings = settings.filter((each) => each.until > until - LONGEST_MS);
      settings.push({ from: last?.until ?? Number.NEGATIVE_INFINITY, until, ahead });
      if (last) last.until = until;
    }
    return until;
  }

  return {
    now() {
      look();
      return wall();
    },
    leastWithin(withinMs) {
      const since = look() - withinMs;
      const within = settings.filter(({ until }) => until >= since);
      return Math.min(...within.map(({ from, ahead }) => Math.max(from, since) + ahead));
    },
  };
}
