// A flagged record has an open link in each of its user's accounts that may be written to.
import { type SQL, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { insertLinks } from '../database/tables/links.ts';
import { makeDue, touchLinks } from './touch-links.ts';

/**
 * Opens the links that the user's flags ask for and that are missing, and makes the open ones due. Without `recordIds`
 * it looks at every record the user has flagged; `accountId` narrows it to one account.
 */
export async function ensureLinks(
  db: Db,
  {
    userId,
    recordIds,
    accountId,
  }: { userId: string; recordIds?: string[] | undefined; accountId?: string | undefined },
): Promise<void> {
  const conditions: SQL[] = [sql`flag.user_id = ${userId}`, sql`flag."on"`, sql`record.deleted_at is null`];
  if (recordIds) conditions.push(sql`record.id = any(${sql.param(recordIds)}::uuid[])`);
  if (accountId) conditions.push(sql`account.id = ${accountId}`);
  const wanted = await db.execute<{ record_id: string; account_id: string; linked: boolean }>(sql`
    select record.id as record_id, account.id as account_id, link.id is not null as linked
    from flag
    join record on record.id = flag.record_id
    join account on account.user_id = flag.user_id and account.state <> 'disconnected' and account.leaving is null
      and account.settings ->> 'direction' <> 'in'
    left join link on link.account_id = account.id and link.record_id = record.id and link.state <> 'closed'
    where ${sql.join(conditions, sql` and `)}
    order by record.id`);
  const missing = wanted.rows.filter((row) => !row.linked);
  // Somebody else may have opened the same link since it was looked for.
  await insertLinks(
    db,
    missing.map(({ record_id: recordId, account_id: accountId }) => ({
      id: newId(),
      recordId,
      accountId,
      marker: v4().toUpperCase(),
    })),
  );
  await makeDue(db, [...new Set(missing.map((row) => row.account_id))]);
  const linked = wanted.rows.filter((row) => row.linked).map((row) => row.record_id);
  await touchLinks(db, { recordIds: [...new Set(linked)], userId, accountId });
}
