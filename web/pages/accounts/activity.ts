// Runs, told by day: what came in, what went out, what clashed.
import type { Run } from '../../../src/http/contract/accounts.ts';

export const ACTIVITY_DAYS = 30;
const DAY_MS = 86_400_000;

export interface Day {
  /** Midnight, where the reader is. */
  date: Date;
  incoming: number;
  outgoing: number;
  conflicts: number;
  failed: boolean;
}

/** The last thirty days, oldest first, quiet days included. */
export function activityByDay(runs: readonly Run[], now: Date): Day[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Array.from({ length: ACTIVITY_DAYS }, (_, at) => {
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (ACTIVITY_DAYS - 1 - at));
    return { date, incoming: 0, outgoing: 0, conflicts: 0, failed: false };
  });
  const byDate = new Map(days.map((day) => [day.date.toDateString(), day]));
  for (const { startedAt, counts, state } of runs) {
    const day = startedAt ? byDate.get(new Date(startedAt).toDateString()) : undefined;
    if (!day) continue;
    day.incoming += counts.created + counts.merged + counts.updated + counts.deleted;
    day.outgoing += counts.pushed;
    day.conflicts += counts.conflicts;
    if (state === 'failed') day.failed = true;
  }
  return days;
}

/** Whether `run` began before the days that are drawn. */
export const isBeforeActivity = (run: Run, now: Date): boolean =>
  run.startedAt !== null && now.getTime() - new Date(run.startedAt).getTime() > ACTIVITY_DAYS * DAY_MS;
