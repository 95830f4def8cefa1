// How an account is, in one word: what its badge says and how it looks.
import type { Account, Run } from '../../../src/http/contract/accounts.ts';

export type Health =
  | 'in-step'
  | 'syncing'
  | 'waiting'
  | 'held'
  | 'partly'
  | 'new'
  | 'paused'
  | 'leaving'
  | 'sign-in-needed'
  | 'failing'
  | 'late'
  | 'delayed';

/** A check may be overdue by this many intervals before it is called late. */
const LATE_INTERVALS = 3;

export function healthOf(account: Account, now: number): Health {
  if (account.leaving && account.state !== 'sign-in-needed') return 'leaving';
  if (account.state === 'paused' || account.state === 'sign-in-needed') return account.state;
  if (account.run?.state === 'running') return 'syncing';
  if (account.health === 'waiting') return 'held';
  if (account.health === 'delayed') return 'delayed';
  if (account.state === 'failing') return 'failing';
  if (account.lastCheckedAt === null) return account.run?.state === 'queued' ? 'waiting' : 'new';
  const intervalMs = account.settings.intervalMinutes * 60_000;
  const isLate = now - Date.parse(account.lastCheckedAt) > LATE_INTERVALS * intervalMs + 60_000;
  if (isLate) return 'late';
  // Refused by the address book, or not for its owner to do: told in numbers beside it.
  if (account.books.some(({ problem }) => problem)) return 'partly';
  return account.totals.held > 0 ? 'partly' : 'in-step';
}

/** Its provider is switched off or not set up: an administrator can let it go on, its owner cannot. */
export const isProviderAway = ({ state, settings, problem }: Account): boolean =>
  state === 'paused' && !settings.paused && problem !== null;

/** Cards that are in none of the sums: always 0, or something is wrong. */
export function unaccounted({ totals }: Account): number {
  const { cards, linked, pending, ready, ignored, outOfScope, failed } = totals;
  return Math.abs(cards - (linked + pending + ready + ignored + outOfScope + failed));
}

/** The same for what a run counted when it ended. */
export function unaccountedIn({ state, counts }: Run): number {
  const { remoteTotal, linked, pending, ignored, outOfScope, failed } = counts;
  return state === 'done' ? Math.abs(remoteTotal - (linked + pending + ignored + outOfScope + failed)) : 0;
}

/** The run under way, if there is one. */
export const runUnderWay = ({ run }: Account) =>
  run?.state === 'running' || run?.state === 'queued' ? run : null;
