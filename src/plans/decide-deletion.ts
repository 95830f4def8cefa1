// A card was deleted on the phone, and its account asks what that means (`remoteDelete: 'ask'`): a person says it, of one
// record or of all that wait.
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import { lockAccount, ownAccount } from '../accounts/own-account.ts';
import type { Db } from '../database/database.ts';
import { lockLinks, lockRecordsAndAccounts } from '../database/locks.ts';
import { emit } from '../database/notify.ts';
import { rows, uuids } from '../database/query.ts';
import { moveLinks } from '../database/tables/links.ts';
import { toTrash } from '../database/tables/trash.ts';
import { AppError } from '../errors.ts';
import { makeDue } from '../records/touch-links.ts';
import { trashRecords } from '../records/trash-record.ts';
import { writeFlags } from '../records/write-flags.ts';
import { announce } from '../records/write-record.ts';
import { discardClass } from './decide-run.ts';

/**
 * 'follow': the record goes to the trash as well · 'keep': the record stays, and Sync mobile is off for its account's owner ·
 * 'restore': the card is made again from what is kept of it.
 */
type DeletionDecision = 'follow' | 'keep' | 'restore';

interface DecideDeletions {
  accountId: string;
  decision: DeletionDecision;
  /** Of this record alone. */
  recordId?: string | undefined;
  /** As many as were shown: where another number waits by now, nothing is decided. */
  count?: number | undefined;
}

/** Links of an account whose card is gone and that wait for this decision, as they were when that was found. */
export const isAskedAbout = (accountId: string): SQL =>
  sql`link.account_id = ${accountId} and link.state <> 'closed' and link.hold ->> 'code' = 'card-deleted'
    and link.touched = link.settled
    and exists (select 1 from card where card.id = link.card_id and card.state = 'gone')`;

/**
 * Whatever is decided, the card as it last was is in the trash first.
 * @throws AppError 'not-found'; 'not-allowed' for 'follow' without records.delete; 'nothing-waits'; 'plan-changed' when another
 * number waits than was shown
 */
export async function decideDeletions(
  db: Db,
  actor: Actor,
  { accountId, decision, recordId, count }: DecideDeletions,
): Promise<{ decided: number }> {
  await ownAccount(db, actor, accountId);
  if (recordId && (await rows(db, sql`select 1 from record where id = ${recordId}`)).length === 0)
    throw new AppError('not-found');
  if (decision === 'follow') await demandDoor(db, actor, 'deleteRecords');
  const { userId } = actor;
  return db.transaction(async (tx) => {
    const asked = sql`${isAskedAbout(accountId)} ${recordId ? sql`and link.record_id = ${recordId}` : sql``}`;
    const before = await askedAbout(tx, asked);
    await lockRecordsAndAccounts(tx, recordsOf(before), userId);
    await lockAccount(tx, actor, accountId);
    await lockLinks(tx, sql`${asked} and link.record_id = any(${uuids(recordsOf(before))})`);
    const found = await askedAbout(tx, sql`${asked} and link.record_id = any(${uuids(recordsOf(before))})`);
    if (found.length === 0) throw new AppError('nothing-waits');
    if (count !== undefined && count !== found.length) throw new AppError('plan-changed');
    const recordIds = recordsOf(found);
    if (decision === 'restore') await discardClass(tx, actor, 'record-unlinks', found);
    else {
      const linkIds = found.map(({ linkId }) => linkId);
      await toTrash(tx, { linkIds, reason: 'card-deleted', runId: null });
      await moveLinks(tx, linkIds, { type: 'closed', reason: 'card-deleted' });
      await writeFlags(tx, { userId, recordIds, on: false, source: 'card-deleted', keepCard: false });
      if (decision === 'follow') await trashRecords(tx, recordIds, { actor: 'user', userId });
    }
    await announce(tx, recordIds);
    await makeDue(tx, [accountId], 0);
    await noteAudit(tx, userId, 'deletion.decided', recordId ?? accountId);
    await emit(tx, { type: 'account.changed', accountId }, { userId });
    return { decided: found.length };
  });
}

interface Asked {
  linkId: string;
  recordId: string;
}

const askedAbout = (db: Db, where: SQL): Promise<Asked[]> =>
  rows<Asked>(
    db,
    sql`select id as "linkId", record_id as "recordId" from link where ${where} order by record_id`,
  );

const recordsOf = (asked: Asked[]): string[] => asked.map(({ recordId }) => recordId);
