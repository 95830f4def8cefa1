// Two programs started at the same time (a server and a worker) set up one after the other. The lock lies outside
// node_modules, which npm replaces, and is a folder because making one succeeds for exactly one of them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 200;
const NUMBER_WITHIN_MS = 5_000;

export async function withLock(root, work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const lock = join(tmpdir(), `rubrica-set-up-${userInfo().uid}-${name}`);
  while (!taken(lock)) {
    if (isStale(lock)) rmSync(lock, { recursive: true, force: true });
    else await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock) {
  try {
    mkdirSync(lock, { mode: 0o700 });
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/** Its holder is gone. A lock without a number was made this very moment, or its maker died in that moment. */
function isStale(lock) {
  let pid;
  try {
    pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
  } catch {
    const made = statSync(lock, { throwIfNoEntry: false });
    return made !== undefined && Date.now() - made.mtimeMs > NUMBER_WITHIN_MS;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
