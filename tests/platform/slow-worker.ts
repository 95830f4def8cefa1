// A worker whose runs take until somebody writes 'go': for killing it in the middle of one.
import { setTimeout as delay } from 'node:timers/promises';
import type { Claimed } from '../../src/accounts/runs/claim.ts';
import { openDatabase } from '../../src/database/database.ts';
import { hearAll, openListener } from '../../src/database/notify.ts';
import { startJobs } from '../../src/jobs/jobs.ts';
import { createLog } from '../../src/log.ts';

const url = process.env.DATABASE_URL!;
const { db, pool } = openDatabase(url, () => {});
const log = createLog({ level: 'error', readable: false, write: (line) => void process.stderr.write(line) });

async function perform({ accountId, fence }: Claimed, signal: AbortSignal): Promise<boolean> {
  await pool.query('insert into performed (account_id, fence, pid) values ($1, $2, $3)', [
    accountId,
    fence,
    process.pid,
  ]);
  process.stdout.write(`began ${accountId}\n`);
  while (!signal.aborted) {
    const { rows } = await pool.query('select 1 from going');
    if (rows.length > 0) break;
    await pool.query(
      "update account set lease_until = now() + interval '5 seconds' where id = $1 and fence = $2",
      [accountId, fence],
    );
    await delay(50);
  }
  const due = signal.aborted ? 'now()' : 'null';
  await pool.query(
    `update account set lease_until = null, next_run_at = ${due} where id = $1 and fence = $2`,
    [accountId, fence],
  );
  if (!signal.aborted)
    await pool.query('update performed set ended = clock_timestamp() where account_id = $1 and fence = $2', [
      accountId,
      fence,
    ]);
  return true;
}

const listener = await openListener(url, () => {});
const jobs = await startJobs({ db, pool, listener, perform, log });
await hearAll(listener, { work: () => jobs.wake() });
process.once('SIGTERM', async () => {
  await jobs.stop();
  process.exit();
});
process.stdout.write('ready\n');
