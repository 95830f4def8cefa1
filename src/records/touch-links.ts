// "This is due": the one place that tells sync a record moved. It runs in the transaction of the write, so that
// saving a record and promising its sync cannot part.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { lockAccounts } from '../database/locks.ts';
import { wakeDispatcher } from '../database/notify.ts';
import { rows } from '../database/query.ts';
import { due } from '../database/tables/due.ts';
import { touch } from '../database/tables/links.ts';
import { tiesOneOf } from '../database/tables/ties.ts';

/** A burst of edits becomes one run. */
const SETTLE_SECONDS = 2;

export interface Touched {
  recordIds: string[];
  /** Only the links of this user's accounts. */
  userId?: string | undefined;
  /** Only the links of this account. */
  accountId?: string | undefined;
  /** Only the links of accounts that tie one of these labels to a group. */
  tiedTo?: string[] | undefined;
  /** An edit that came through this link is no news to it. */
  exceptLinkId?: string | undefined;
}

/** Makes every open link of the records due, and the accounts they belong to. */
export async function touchLinks(
  db: Db,
  { recordIds, userId, accountId, tiedTo, exceptLinkId }: Touched,
): Promise<void> {
  if (recordIds.length === 0) return;
  const conditions: SQL[] = [
    sql`link.record_id = any(${sql.param(recordIds)}::uuid[])`,
    sql`link.state <> 'closed'`,
  ];
  if (userId) conditions.push(sql`link.account_id in (select id from account where user_id = ${userId})`);
  if (accountId) conditions.push(sql`link.account_id = ${accountId}`);
  if (tiedTo) conditions.push(tiesOneOf(sql`link.account_id`, tiedTo));
  if (exceptLinkId) conditions.push(sql`link.id <> ${exceptLinkId}`);
  const where = sql.join(conditions, sql` and `);
  const foreseen = await rows<{ id: string }>(
    db,
    sql`select distinct account_id as id from link where ${where}`,
  );
  const accounts = new Set(foreseen.map(({ id }) => id));
  await makeDue(db, [...accounts]);
  const touched = await touch(db, where);
  await makeDue(
    db,
    touched.filter((id) => !accounts.has(id)),
  );
}

/** Accounts that are paused, signed out or disconnected stay as they are: they catch up when they are back. */
export async function makeDue(db: Db, accountIds: string[], seconds = SETTLE_SECONDS): Promise<void> {
  if (accountIds.length === 0) return;
  await lockAccounts(db, accountIds);
  const { rowCount } = await db.execute(sql`
    update account set ${due('changed', seconds)}
    where id = any(${sql.param(accountIds)}::uuid[]) and state in ('active', 'failing')`);
  if (rowCount) await wakeDispatcher(db);
}
