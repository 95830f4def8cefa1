// Sync mobile: one user's wish to have records on the phone, and the links that follow from it.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { lockLinks, lockRecordsAndAccounts } from '../database/locks.ts';
import { rows } from '../database/query.ts';
import { ensureLinks } from './ensure-links.ts';
import { touchLinks } from './touch-links.ts';

export type WriteFlags = { userId: string; recordIds: string[] } & (
  | { on: true; source: 'user' | 'import' }
  /** `keepCard`: the card stays in the address book and is no longer synced. */
  | { on: false; source: 'user'; keepCard: boolean }
);

/** Sets the user's flags, in the caller's transaction; returns the records whose flag changed. Ids of nothing are passed over. */
export async function writeFlags(db: Db, write: WriteFlags): Promise<string[]> {
  const { userId, recordIds } = write;
  if (recordIds.length === 0) return [];
  await lockRecordsAndAccounts(db, recordIds, userId);
  if (write.on) {
    const changed = await turnOn(db, userId, recordIds, write.source);
    await keepCards(db, userId, recordIds, false);
    await ensureLinks(db, { userId, recordIds });
    return changed;
  }
  const changed = await turnOff(db, userId, recordIds);
  await keepCards(db, userId, recordIds, write.keepCard);
  await touchLinks(db, { recordIds, userId });
  return changed;
}

async function turnOn(db: Db, userId: string, recordIds: string[], source: string): Promise<string[]> {
  const changed = await rows<{ id: string }>(
    db,
    sql`insert into flag (record_id, user_id, "on", source)
      select id, ${userId}, true, ${source} from record
      where id = any(${sql.param(recordIds)}::uuid[]) and deleted_at is null order by id
      on conflict (record_id, user_id) do update set "on" = true, source = excluded.source, changed_at = now()
      where not flag."on"
      returning record_id as id`,
  );
  return changed.map(({ id }) => id);
}

async function turnOff(db: Db, userId: string, recordIds: string[]): Promise<string[]> {
  const changed = await rows<{ id: string }>(
    db,
    sql`update flag set "on" = false, source = 'user', changed_at = now()
      where user_id = ${userId} and record_id = any(${sql.param(recordIds)}::uuid[]) and "on"
      returning record_id as id`,
  );
  return changed.map(({ id }) => id);
}

async function keepCards(db: Db, userId: string, recordIds: string[], keep: boolean): Promise<void> {
  const links = await lockLinks(
    db,
    sql`record_id = any(${sql.param(recordIds)}::uuid[]) and state <> 'closed' and keep_card <> ${keep}
      and account_id in (select id from account where user_id = ${userId})`,
  );
  await db.execute(sql`update link set keep_card = ${keep} where id = any(${sql.param(links)}::uuid[])`);
}
