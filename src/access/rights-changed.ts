// What somebody may do has changed: no run goes on with what was, and what waited for it goes on by itself.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { wakeDispatcher } from '../database/notify.ts';
import { rows, uuids } from '../database/query.ts';
import { endRuns } from '../database/tables/accounts.ts';
import { due } from '../database/tables/due.ts';
import { touch } from '../database/tables/links.ts';

/** Links that wait for a permission of their account's owner (sync/decide/plan.ts). */
export const WITHHELD = ['may-not-edit', 'may-not-delete'] as const;

/** What a run asks for (rightsOf). */
const OF_RUNS: readonly string[] = ['records.edit', 'records.delete'];

/**
 * In the transaction of the change: of one person's permissions, or of what the role of users may. Runs under way end before their next step
 * and begin again with the rights there are then; what was withheld is planned again.
 */
export async function rightsChanged(
  tx: Db,
  whose: { userId: string } | 'users',
  permissions: readonly string[] = OF_RUNS,
): Promise<void> {
  if (!permissions.some((name) => OF_RUNS.includes(name))) return;
  const theirs =
    whose === 'users'
      ? sql`and user_id in (select id from app_user where role = 'user')`
      : sql`and user_id = ${whose.userId}`;
  const withheld = sql`state <> 'closed' and hold ->> 'code' in (${sql.join(
    WITHHELD.map((code) => sql`${code}`),
    sql`, `,
  )})`;
  // Taken for update, so that it waits for the transactions of runs: none of them holds back anything after this.
  const accounts = await rows<{ id: string }>(
    tx,
    sql`select id from account where state <> 'disconnected' ${theirs} order by id for update`,
  );
  const ids = accounts.map(({ id }) => id);
  const these = uuids(ids);
  // What a run was under way with, what it was asked to import and what waits for the right is due at once.
  await tx.execute(
    sql`update account
      set ${due('changed')}
      where id = any(${these}) and state in ('active', 'failing') and (
        lease_until is not null
        or exists (select 1 from link where link.account_id = account.id and ${withheld})
        or exists (select 1 from queue_item q where q.account_id = account.id and q.state = 'ready' and q.run_id is not null))`,
  );
  await endRuns(tx, ids);
  // Whoever has one of them locked is touching it, and waits for its account.
  const waiting = await rows<{ id: string }>(
    tx,
    sql`select id from link where ${withheld} and account_id = any(${these}) for no key update skip locked`,
  );
  await touch(
    tx,
    waiting.map(({ id }) => id),
  );
  await wakeDispatcher(tx);
}
