// All of a person's accounts as one: how fresh, what runs, what is wrong. Pure.
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { runUnderWay } from '../../accounts/health.ts';

export interface Together {
  /** Those that a sync can be asked of. */
  ready: Account[];
  /** Under way or about to begin. */
  running: Account[];
  /** Share done of what is under way, 0 to 1; null while nobody knows. */
  share: number | null;
  /** When the least fresh of them was last checked; null while one never was. */
  checkedAt: string | null;
  nextAt: string | null;
  /** What keeps an account from being checked. */
  troubled: Account[];
}

export function together(accounts: Account[]): Together {
  const active = accounts.filter(({ state }) => state !== 'paused');
  const ready = active.filter(({ state }) => state !== 'sign-in-needed');
  const running = ready.filter((account) => runUnderWay(account) !== null);
  const checked = ready.map(({ lastCheckedAt }) => lastCheckedAt);
  const next = ready.flatMap(({ nextCheckAt }) => nextCheckAt ?? []);
  return {
    ready,
    running,
    share: shareOf(running),
    checkedAt: checked.includes(null) ? null : (checked.sort()[0] ?? null),
    nextAt: next.sort()[0] ?? null,
    troubled: active.filter(({ state, problem }) => state === 'sign-in-needed' || problem !== null),
  };
}

function shareOf(running: Account[]): number | null {
  const steps = running.flatMap(({ run }) => run?.progress ?? []);
  const expected = steps.reduce((sum, step) => sum + (step.expected ?? 0), 0);
  if (expected === 0 || steps.some((step) => step.expected === null)) return null;
  return Math.min(0.99, steps.reduce((sum, step) => sum + step.done, 0) / expected);
}
