// Runs as their owner sees them: what each did, and what of it a person was asked about.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { run } from '../../database/schema.ts';
import { NO_COUNTS } from '../../sync/counts.ts';
import { problemView } from '../provider-problem.ts';

export type RunRow = typeof run.$inferSelect;

/** What waits or waited for a person, and what became of it. */
interface Asked {
  held: number;
  approved: number;
  discarded: number;
  by: string | null;
}

interface Told {
  runId: string;
  asked: Asked;
  ended: number;
}

/** In the order of `found`; two queries however many. */
export async function runViews(db: Db, actor: Actor, found: RunRow[]) {
  const told = new Map((await tell(db, found)).map((one) => [one.runId, one]));
  return found.map((row) => runView(actor, row, told.get(row.id)));
}

function runView(actor: Actor, row: RunRow, told: Told | undefined) {
  const { id, accountId, state, trigger, reason, counts, requests, progress, startedAt, finishedAt, error } =
    row;
  const at = (finishedAt ?? startedAt ?? row.createdAt).toISOString();
  return {
    id,
    accountId,
    state,
    trigger,
    reason,
    asked: reason === null ? null : (told?.asked ?? { held: 0, approved: 0, discarded: 0, by: null }),
    ended: told?.ended ?? 0,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    // A run from before something was counted has none of it.
    counts: { ...NO_COUNTS, ...counts },
    requests,
    progress,
    error: error && problemView(actor, { ...error, at }),
  };
}

async function tell(db: Db, found: RunRow[]): Promise<Told[]> {
  if (found.length === 0) return [];
  return rows<Told>(
    db,
    sql`select run.id as "runId",
        json_build_object(
          'held', count(*) filter (where outcome = 'held'),
          'approved', count(*) filter (where outcome = 'approved'),
          'discarded', count(*) filter (where outcome = 'discarded'),
          'by', (select name from app_user where app_user.id = run.decided_by)) as asked,
        (count(*) filter (where type = 'close' and run.reason is null))::int as ended
      from run
      join run_action on run_action.run_id = run.id
      where run.id = any(${sql.param(found.map(({ id }) => id))}::uuid[])
      group by run.id`,
  );
}
