// One process at a time starts or stops the embedded server. A lock whose holder died is taken over.

import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Waiting, waitFor } from '../waiting.ts';

const POLL_MS = 20;

/** Runs `work` while no other process holds the lock of `directory`; it is given back however `work` ends. */
export async function withStartLock<T>(
  directory: string,
  work: () => Promise<T>,
  waiting: Waiting = {},
): Promise<T> {
  const lock = join(directory, 'start.lock');
  const mine = `${lock}.${randomUUID()}`;
  const identity = `${process.pid} ${startOf(process.pid)}`;
  writeFileSync(mine, identity, { mode: 0o600 });
  try {
    const look = (): true | null => {
      if (taken(mine, lock)) return true;
      removeIfStale(lock);
      return null;
    };
    const what = `another process that is starting or stopping the embedded database (${lock})`;
    await waitFor(look, { everyMs: POLL_MS, what }, waiting);
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(lock: string): void {
  const seen = read(lock);
  if (seen === null || isAlive(seen)) return;
  // Moved aside rather than removed: if another process replaced the stale lock a moment ago, its own goes back.
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (read(aside) !== seen) taken(aside, lock);
  rmSync(aside, { force: true });
}

function read(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
}

function isAlive(identity: string): boolean {
  const [pid, start] = identity.split(' ');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(Number(pid)) === start;
}

/** When a process began, in ticks since boot: a number that was used before has another. '' where that is unknown. */
function startOf(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return afterName[0] === 'Z' ? 'zombie' : afterName[19]!;
  } catch {
    return '';
  }
}
