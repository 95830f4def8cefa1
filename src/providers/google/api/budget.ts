// How much of the API one account uses in a minute. Google counts per user and project, says the numbers to the project's
// owner alone, and refuses what exceeds them; so we count as well, and learn from refusals.

/** What a call takes, in Google's own buckets (google.md 7). */
export interface Cost {
  criticalReads?: number;
  criticalWrites?: number;
  reads?: number;
  writes?: number;
}

export const COST = {
  read: { criticalReads: 1 },
  /** The contact is read back after it was written. */
  write: { criticalReads: 1, criticalWrites: 1 },
  batchWrite: { criticalReads: 6, criticalWrites: 6 },
  remove: { writes: 1 },
  batchRemove: { writes: 10 },
  groupRead: { reads: 1 },
  groupWrite: { writes: 1 },
} as const satisfies Record<string, Cost>;

/** Seen in consoles of 2025 and 2026: 90 of each per user and minute (120 group reads). */
const UNITS_PER_MINUTE = 90;
/** A batch must fit. */
const FEWEST_UNITS = 12;
const MINUTE_MS = 60_000;

interface Effects {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface Budget {
  /** Waits until the cost fits into a minute. */
  spend(cost: Cost, effects: Effects): Promise<void>;
  /** Google says that this minute is used up: waits for the next one, and asks for less per minute from then on. */
  refused(effects: Effects, jitterMs: number): Promise<void>;
  /** When the minute after the present one begins. */
  nextMinute(now: number): number;
}

export function createBudget(): Budget {
  /** Counted minutes, ahead of the clock when waiting was cut short. */
  let minute = 0;
  let spent: Required<Cost> = nothing();
  let most = UNITS_PER_MINUTE;

  function turnTo(next: number): void {
    if (next <= minute) return;
    minute = next;
    spent = nothing();
    most = Math.min(UNITS_PER_MINUTE, most + 1);
  }

  async function waitForNext({ now, sleep }: Effects, jitterMs: number): Promise<void> {
    const next = minute + 1;
    await sleep(Math.max(0, next * MINUTE_MS - now()) + jitterMs);
    turnTo(Math.max(next, Math.floor(now() / MINUTE_MS)));
  }

  return {
    async spend(cost, effects) {
      turnTo(Math.floor(effects.now() / MINUTE_MS));
      const entries = Object.entries(cost) as [keyof Cost, number][];
      if (entries.some(([bucket, units]) => spent[bucket] + units > most)) await waitForNext(effects, 0);
      for (const [bucket, units] of entries) spent[bucket] += units;
    },
    async refused(effects, jitterMs) {
      turnTo(Math.floor(effects.now() / MINUTE_MS));
      most = Math.max(FEWEST_UNITS, Math.floor(most * 0.75));
      await waitForNext(effects, jitterMs);
    },
    nextMinute: (now) => (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS,
  };
}

const nothing = (): Required<Cost> => ({ criticalReads: 0, criticalWrites: 0, reads: 0, writes: 0 });
