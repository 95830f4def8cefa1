import { expect, test } from 'vitest';
import type { Run } from '../../../src/http/contract/accounts.ts';
import { activityByDay } from './activity.ts';

const aRun = (startedAt: Date | null, counts: Partial<Run['counts']>, state: Run['state'] = 'done') =>
  ({ startedAt: startedAt?.toISOString() ?? null, counts: { ...EMPTY, ...counts }, state }) as Run;
const EMPTY = { created: 0, merged: 0, updated: 0, deleted: 0, pushed: 0, conflicts: 0 };
const now = new Date(2026, 2, 10, 12);

test('runs of one day add up; quiet days are there with nothing', () => {
  const days = activityByDay(
    [
      aRun(new Date(2026, 2, 10, 0, 1), { updated: 2, created: 1 }),
      aRun(new Date(2026, 2, 10, 11), { pushed: 5, deleted: 1 }),
    ],
    now,
  );
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({ incoming: 4, outgoing: 5, failed: false });
  expect(days.at(-2)).toMatchObject({ incoming: 0, outgoing: 0 });
});

test('a failed run marks its day, one that has not begun and one of last year count nowhere', () => {
  const days = activityByDay(
    [
      aRun(new Date(2026, 2, 9, 8), {}, 'failed'),
      aRun(null, { updated: 9 }, 'queued'),
      aRun(new Date(2025, 2, 9), { updated: 9 }),
    ],
    now,
  );
  expect(days.filter((day) => day.failed).map((day) => day.date.getDate())).toEqual([9]);
  expect(days.reduce((sum, day) => sum + day.incoming, 0)).toBe(0);
});
