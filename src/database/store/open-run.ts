// A run that nobody asked for has a row from when it writes something: a check that finds nothing is no run.
import { sql } from 'drizzle-orm';
import { NO_COUNTS } from '../../sync/counts.ts';
import type { Db } from '../database.ts';
import { json } from '../query.ts';
import type { Claim } from './claim.ts';

/** In the transaction that writes first; whoever commits that says so in the claim. */
export async function openRun(tx: Db, { accountId, runId, unwritten }: Claim): Promise<void> {
  if (unwritten === undefined) return;
  await tx.execute(
    sql`insert into run (id, account_id, state, trigger, counts, requests, started_at)
      values (${runId}, ${accountId}, 'running', 'schedule', ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })},
        ${unwritten}::timestamptz)
      on conflict (id) do nothing`,
  );
}
