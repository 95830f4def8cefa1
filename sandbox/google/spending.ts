import { type ApiError, fbsQuota, quotaExceeded } from './api-error.ts';
import type { Quotas } from './behaviour.ts';

/** What a call takes from the quotas (developers.google.com/people, guide to contacts). */
export type Cost = Partial<
  Pick<Quotas, 'criticalReads' | 'criticalWrites' | 'reads' | 'writes' | 'fullSyncs' | 'dailyContactWrites'>
>;

type Bucket = keyof Cost;

/** Metric, limit and path as errors name them. */
const named: Record<Exclude<Bucket, 'dailyContactWrites'>, [string, string, string]> = {
  criticalReads: [
    'Critical read requests (Contact and Profile Reads)',
    'CriticalReadsPerMinutePerProjectPerUser',
    'critical_read_requests',
  ],
  criticalWrites: [
    'Critical write requests (Contact Creates and Updates)',
    'CriticalWritesPerMinutePerProjectPerUser',
    'critical_write_requests',
  ],
  reads: ['Read requests (Group Reads)', 'ReadsPerMinutePerProjectPerUser', 'read_requests'],
  writes: ['Write requests (Group Writes and Deletes)', 'WritesPerMinutePerProjectPerUser', 'write_requests'],
  fullSyncs: ['Full sync requests', 'FullSyncsPerMinutePerProjectPerUser', 'full_sync_requests'],
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What one user has spent in this minute and on this day. */
export class Spending {
  #minute = -1;
  #day = -1;
  #spent: Record<Bucket, number> = nothing();
  #pausedUntil = Number.NEGATIVE_INFINITY;

  /** Takes the cost, or says why it is refused; what is refused costs nothing. */
  spend(cost: Cost, quotas: Quotas, now: number): ApiError | undefined {
    this.#turn(now);
    const writes = cost.dailyContactWrites ?? 0;
    if (writes > 0) {
      const tooMany = this.#spent.dailyContactWrites + writes > quotas.dailyContactWrites;
      if (tooMany || now < this.#pausedUntil) {
        this.#pausedUntil = now + quotas.fbsPauseMs;
        return fbsQuota();
      }
    }
    const entries = Object.entries(cost) as [Bucket, number][];
    for (const [bucket, units] of entries) {
      if (bucket === 'dailyContactWrites' || this.#spent[bucket] + units <= quotas[bucket]) continue;
      return quotaExceeded(...named[bucket]);
    }
    for (const [bucket, units] of entries) this.#spent[bucket] += units;
    return undefined;
  }

  /** Writes are refused with "FBS" errors until `quotas.fbsPauseMs` have gone by without one. */
  pauseWrites(until: number): void {
    this.#pausedUntil = until;
  }

  #turn(now: number): void {
    const minute = Math.floor(now / minuteMs);
    const day = Math.floor(now / dayMs);
    const { dailyContactWrites } = this.#spent;
    if (minute !== this.#minute) this.#spent = { ...nothing(), dailyContactWrites };
    if (day !== this.#day) this.#spent.dailyContactWrites = 0;
    this.#minute = minute;
    this.#day = day;
  }
}

const nothing = (): Record<Bucket, number> => ({
  criticalReads: 0,
  criticalWrites: 0,
  reads: 0,
  writes: 0,
  fullSyncs: 0,
  dailyContactWrites: 0,
});
