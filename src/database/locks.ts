// Rows that several transactions write are locked in one order: records, then accounts, then links, each by id, so that
// nobody waits for somebody who waits for them. Each lock is a statement of its own: what a statement locks while it
// updates, it locks in the order it happens to find it. A key stays free to refer to (`no key`): a new link or flag waits
// for nobody who edits its record.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from './database.ts';
import { rows, uuids } from './query.ts';

/** Holds the records until the transaction ends. */
export async function lockRecords(db: Db, ids: string[]): Promise<void> {
  if (ids.length > 0)
    await db.execute(sql`select 1 from record where ${among(ids)} order by id for no key update`);
}

/** Holds the accounts. A run's own share of its account (a key share) and this do not wait for each other. */
export async function lockAccounts(db: Db, ids: string[]): Promise<void> {
  if (ids.length > 0)
    await db.execute(sql`select 1 from account where ${among(ids)} order by id for no key update`);
}

/** Holds the links that `where` finds; their ids. */
export async function lockLinks(db: Db, where: SQL): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from link where ${where} order by id for no key update`,
  );
  return found.map(({ id }) => id);
}

/**
 * Holds the records and the accounts they are linked in, with `userId` also that user's other accounts: for what then
 * writes or opens links there.
 */
export async function lockRecordsAndAccounts(db: Db, recordIds: string[], userId?: string): Promise<void> {
  await lockRecords(db, recordIds);
  const accounts = await rows<{ id: string }>(
    db,
    sql`select account_id as id from link
        where record_id = any(${uuids(recordIds)}) and state <> 'closed'
      union select id from account where user_id = ${userId ?? null}`,
  );
  await lockAccounts(
    db,
    accounts.map(({ id }) => id),
  );
}

const among = (ids: string[]): SQL => sql`id = any(${uuids(ids)})`;
