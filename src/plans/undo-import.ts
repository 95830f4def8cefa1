// Takes back what the import of one card did. The card is let go of first, so that nothing of what follows reaches it: it stays
// as its owner has it, and waits in the queue again.
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { lockRecordsAndAccounts } from '../database/locks.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { rows } from '../database/query.ts';
import { endRuns } from '../database/tables/accounts.ts';
import { moveLinks } from '../database/tables/links.ts';
import { ensureLinks } from '../records/ensure-links.ts';
import { makeDue } from '../records/touch-links.ts';
import { trashRecord, trashRecords } from '../records/trash-record.ts';
import { writeFlags } from '../records/write-flags.ts';
import { updateRecordValues } from '../records/write-record.ts';
import type { Done, SkipReason } from './undoable.ts';

export interface Import {
  runId: string;
  accountId: string;
  recordId: string;
  linkId: string;
  /** Whether it made the record, or the card was merged into one that was there. */
  type: 'import' | 'merge';
  /** What the same run did to the record besides. */
  parts: Done[];
}

interface Facts {
  deleted: boolean;
  /** Edited by a person since it was made. */
  edited: boolean;
  /** On the phone of somebody else. */
  shared: boolean;
  /** The import switched Sync mobile on. */
  flagged: boolean;
}

/** Null when all of it was taken back, otherwise what was not. In the caller's transaction. */
export async function undoImport(tx: Db, actor: Actor, done: Import): Promise<SkipReason | null> {
  const { recordId } = done;
  await lockRecordsAndAccounts(tx, [recordId], actor.userId);
  const facts = await factsOf(tx, actor, done);
  if (!facts || facts.deleted) return 'record-deleted';
  if (done.type === 'import' && facts.edited) return 'changed-since';
  if (!(await letGo(tx, actor, done))) return 'changed-since';
  if (done.type === 'merge') return takeBackMerge(tx, actor, done, facts);
  await flagOff(tx, actor, recordId);
  if (facts.shared) return 'used-by-others';
  await trashRecord(tx, recordId, { actor: 'user', userId: actor.userId });
  await trashCompaniesOf(tx, actor, done.runId);
  return null;
}

/** Companies that the run made because its cards named them go with the last of their people, unless somebody uses them. */
async function trashCompaniesOf(tx: Db, { userId }: Actor, runId: string): Promise<void> {
  const left = await rows<{ id: string }>(
    tx,
    sql`select id from record
      where made_by_sync and deleted_at is null and version = 1
        and id in (select record_id from change where run_id = ${runId})
        and not exists (select 1 from record person where person.company_id = record.id and person.deleted_at is null)
        and not exists (select 1 from flag where flag.record_id = record.id and flag."on")
      order by id`,
  );
  await trashRecords(
    tx,
    left.map(({ id }) => id),
    { actor: 'user', userId },
  );
}

async function factsOf(tx: Db, { userId }: Actor, { recordId, runId }: Import): Promise<Facts | undefined> {
  const [facts] = await rows<Facts>(
    tx,
    sql`select record.deleted_at is not null as deleted,
        exists (select 1 from change where record_id = record.id and actor = 'user') as edited,
        exists (select 1 from flag where record_id = record.id and user_id <> ${userId} and "on") as shared,
        exists (
          select 1 from flag
          where record_id = record.id and user_id = ${userId} and "on" and run_id = ${runId}) as flagged
      from record
      where record.id = ${recordId}`,
  );
  return facts;
}

/** Ends the link, and its card waits again. False while the card is being deleted. */
async function letGo(tx: Db, { userId }: Actor, { accountId, linkId }: Import): Promise<boolean> {
  await endRuns(tx, [accountId]);
  const ended = await moveLinks(tx, [linkId], ({ state }) =>
    state === 'deleting' ? null : { type: 'closed', reason: 'undone' },
  );
  if (ended.length === 0) {
    const [open] = await rows(tx, sql`select 1 from link where id = ${linkId} and state <> 'closed'`);
    if (open) return false;
  }
  await tx.execute(
    sql`update conflict
      set resolution = 'crm', resolved_at = now()
      where link_id = ${linkId} and resolution is null`,
  );
  await offerAgain(tx, sql`(select card_id from link where id = ${linkId})`);
  await makeDue(tx, [accountId], 0);
  await emit(tx, { type: 'queue.changed', accountId }, { userId });
  return true;
}

/** Also a card that the link followed to another address: nobody was asked about that one. */
async function offerAgain(tx: Db, cardId: SQL): Promise<void> {
  await tx.execute(
    sql`delete from queue_item
      where card_id = ${cardId} and state in ('imported', 'ignored')
        and exists (select 1 from card where card.id = card_id and not card.in_scope)`,
  );
  await tx.execute(
    sql`insert into queue_item (id, account_id, card_id, suggested_kind, reason, state, unlinked_before)
      select ${newId()}::uuid, account_id, id, suggested_kind, suggested_reason, 'pending', true
      from card
      where id = ${cardId} and state <> 'gone' and in_scope
        and not exists (select 1 from link where link.card_id = card.id and link.state <> 'closed')
      on conflict (card_id) do update
        set state = 'pending', kind = null, record_id = null, run_id = null, alone = false, with_company = false,
          ignored_content = null, ruling = 'by-hand', rule_id = null
        where queue_item.state in ('imported', 'ignored')`,
  );
}

/** The cards that Rubrica made of the record in the actor's other accounts go; one that was there before stays. */
export async function flagOff(tx: Db, { userId }: Actor, ...recordIds: string[]): Promise<void> {
  await writeFlags(tx, { userId, recordIds, on: false, source: 'user', keepCard: false });
  const others = sql`record_id = any(${sql.param(recordIds)}::uuid[]) and state <> 'closed' and not created_by_us
    and account_id in (select id from account where user_id = ${userId})`;
  await moveLinks(tx, others, { type: 'kept', keep: true });
}

/** What the card brought goes where nobody has changed it since. */
async function takeBackMerge(
  tx: Db,
  actor: Actor,
  { recordId, linkId, parts }: Import,
  { flagged }: Facts,
): Promise<SkipReason | null> {
  const brought = parts
    .filter((part) => part.type === 'update-record' && part.linkId === linkId)
    .flatMap(({ diff }) => diff);
  const isWhole = await takeBackValues(tx, actor, recordId, brought);
  if (flagged) await flagOff(tx, actor, recordId);
  // It was on the phone before, and whether this is its card is asked again.
  else await ensureLinks(tx, { userId: actor.userId, recordIds: [recordId] });
  return isWhole ? null : 'changed-since';
}

/** What was written goes back to what it was, where nobody has changed it since; whether that is all of it. */
export async function takeBackValues(
  tx: Db,
  { userId }: Actor,
  recordId: string,
  written: Done['diff'],
): Promise<boolean> {
  const [current] = await rows<{ values: Record<string, string> }>(
    tx,
    sql`select "values" from record where id = ${recordId}`,
  );
  const values = new Map(Object.entries(current!.values));
  const untouched = written.filter(({ field, after }) => (values.get(field) ?? null) === after);
  const before = Object.fromEntries(untouched.map(({ field, before }) => [field, before]));
  await updateRecordValues(tx, { recordId, values: before, by: { actor: 'user', userId } });
  return untouched.length === written.length;
}
