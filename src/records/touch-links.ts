// "This is due": the one place that tells sync a record moved. It runs in the transaction of the write, so that
// saving a record and promising its sync cannot part.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { wakeDispatcher } from '../database/notify.ts';

/** A burst of edits becomes one run. */
export const SETTLE_SECONDS = 2;

export interface Touched {
  recordIds: string[];
  /** Only the links of this user's accounts. */
  userId?: string | undefined;
  /** Only the links of this account. */
  accountId?: string | undefined;
  /** An edit that came through this link is no news to it. */
  exceptLinkId?: string | undefined;
}

/** Makes every open link of the records due, and the accounts they belong to. */
export async function touchLinks(
  db: Db,
  { recordIds, userId, accountId, exceptLinkId }: Touched,
): Promise<void> {
  if (recordIds.length === 0) return;
  const conditions: SQL[] = [
    sql`link.record_id = any(${sql.param(recordIds)}::uuid[])`,
    sql`link.state <> 'closed'`,
  ];
  if (userId) conditions.push(sql`link.account_id in (select id from account where user_id = ${userId})`);
  if (accountId) conditions.push(sql`link.account_id = ${accountId}`);
  if (exceptLinkId) conditions.push(sql`link.id <> ${exceptLinkId}`);
  const touched = await db.execute<{ account_id: string }>(sql`
    with touched as (
      update link set touched = touched + 1 where ${sql.join(conditions, sql` and `)} returning account_id
    )
    select distinct account_id from touched`);
  await makeDue(
    db,
    touched.rows.map((row) => row.account_id),
  );
}

/** Accounts that are paused, signed out or disconnected stay as they are: they catch up when they are back. */
export async function makeDue(db: Db, accountIds: string[], seconds = SETTLE_SECONDS): Promise<void> {
  if (accountIds.length === 0) return;
  // Order matters: two writers that touch the same accounts take their locks in the same sequence.
  const due = await db.execute(sql`
    update account set next_run_at = least(next_run_at, now() + make_interval(secs => ${seconds}))
    where id in (
      select id from account
      where id = any(${sql.param(accountIds)}::uuid[]) and state in ('active', 'failing')
      order by id for no key update
    )`);
  if (due.rowCount) await wakeDispatcher(db);
}
