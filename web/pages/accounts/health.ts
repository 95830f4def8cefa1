// How an account is, in one word: what its badge says and how it looks.
import type { Account } from '../../../src/http/contract/accounts.ts';

export type Health =
  | 'in-step'
  | 'syncing'
  | 'waiting'
  | 'held'
  | 'new'
  | 'paused'
  | 'sign-in-needed'
  | 'failing'
  | 'late'
  | 'delayed';

/** A check may be overdue by this many intervals before it is called late. */
const LATE_INTERVALS = 3;

export function healthOf(account: Account, now: number): Health {
  if (account.state === 'paused' || account.state === 'sign-in-needed') return account.state;
  if (account.run?.state === 'running') return 'syncing';
  if (account.health === 'waiting') return 'held';
  if (account.health === 'delayed') return 'delayed';
  if (account.state === 'failing') return 'failing';
  if (account.lastCheckedAt === null) return account.run?.state === 'queued' ? 'waiting' : 'new';
  const intervalMs = account.settings.intervalMinutes * 60_000;
  const isLate = now - Date.parse(account.lastCheckedAt) > LATE_INTERVALS * intervalMs + 60_000;
  return isLate ? 'late' : 'in-step';
}

/** The run under way, if there is one. */
export const runUnderWay = ({ run }: Account) =>
  run?.state === 'running' || run?.state === 'queued' ? run : null;
