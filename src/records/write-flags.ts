// Sync mobile: one user's wish to have records on the phone, and the links that follow from it.
import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { lockRecordsAndAccounts } from '../database/locks.ts';
import { uuids } from '../database/query.ts';
import { setFlags } from '../database/tables/flags.ts';
import { moveLinks } from '../database/tables/links.ts';
import { ensureLinks } from './ensure-links.ts';
import { touchLinks } from './touch-links.ts';

export type WriteFlags = { userId: string; recordIds: string[] } & (
  | { on: true; source: 'user' }
  | { on: true; source: 'import'; runId: string }
  /** `keepCard`: the card stays in the address book and is no longer synced. */
  | { on: false; source: 'user' | 'card-deleted'; keepCard: boolean }
);

/** Sets the user's flags, in the caller's transaction; returns the records whose flag changed. Ids of nothing are passed over. */
export async function writeFlags(db: Db, write: WriteFlags): Promise<string[]> {
  const { userId, recordIds } = write;
  if (recordIds.length === 0) return [];
  await lockRecordsAndAccounts(db, recordIds, userId);
  const changed = await setFlags(db, write);
  if (write.on) {
    await keepCards(db, userId, recordIds, false);
    await ensureLinks(db, { userId, recordIds });
    return changed;
  }
  await keepCards(db, userId, recordIds, write.keepCard);
  await touchLinks(db, { recordIds, userId });
  return changed;
}

async function keepCards(db: Db, userId: string, recordIds: string[], keep: boolean): Promise<void> {
  const theirs = sql`record_id = any(${uuids(recordIds)})
    and state <> 'closed' and keep_card <> ${keep}
    and account_id in (select id from account where user_id = ${userId})`;
  await moveLinks(db, theirs, { type: 'kept', keep });
}
