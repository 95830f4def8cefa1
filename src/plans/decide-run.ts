// What waits for a person: carry it out, or not. Approved actions are planned once more from what is there, so nothing is
// done that the present no longer asks for.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { DISCARDING, demandAll } from '../access/doors.ts';
import { startDisconnect } from '../accounts/disconnect/start-disconnect.ts';
import { getRun } from '../accounts/get-run.ts';
import { applyScope } from '../accounts/groups/apply-scope.ts';
import { lockAccount } from '../accounts/own-account.ts';
import type { Db } from '../database/database.ts';
import { lockLinks, lockRecordsAndAccounts } from '../database/locks.ts';
import { emit } from '../database/notify.ts';
import { json, rows, uuids } from '../database/query.ts';
import type { BeforeReview } from '../database/schema.ts';
import { endRuns } from '../database/tables/accounts.ts';
import { moveLinks, touch } from '../database/tables/links.ts';
import { toTrash } from '../database/tables/trash.ts';
import { AppError } from '../errors.ts';
import { makeDue, touchLinks } from '../records/touch-links.ts';
import { writeFlags } from '../records/write-flags.ts';
import { updateRecordValues } from '../records/write-record.ts';
import { type ActionClass, isOfValues } from '../sync/decide/guard.ts';
import { withAgreed } from '../sync/link/link.ts';
import type { FieldDiff } from '../sync/model.ts';
import { discardedValues } from './discarded-values.ts';

interface Held {
  actionId: string;
  linkId: string;
  /** Null of a card alone. */
  recordId: string | null;
  type: string;
  class: ActionClass;
  diff: FieldDiff[];
  pull: FieldDiff[] | null;
  /** The record or the card has changed since this was planned. */
  moved: boolean;
}

/** What is decided about, held until the transaction ends. */
interface Waiting {
  held: Held[];
  accountId: string;
  reason: string | null;
  before: BeforeReview | null;
}

interface Decided {
  approved: number;
  discarded: number;
  /** The run decided about; of a disconnection that removes cards, the run that does it. */
  runId: string;
}

/** Lets what waits go on; with `class`, only that. @throws AppError 'not-found', 'nothing-waits' */
export async function approveRun(
  db: Db,
  actor: Actor,
  input: { id: string; class?: string | undefined },
): Promise<Decided> {
  return decide(db, actor, input, 'approved', async (tx, { held, accountId, reason }) => {
    if (reason === 'disconnect') {
      const { runId } = await startDisconnect(tx, actor, { accountId, planId: input.id });
      return runId;
    }
    await moveLinks(
      tx,
      held.map(({ linkId }) => linkId),
      { type: 'approved' },
    );
    return input.id;
  });
}

/**
 * Does not carry out what waits: cards that were to be deleted stay and are synced on, cards deleted on the phone are put
 * back, values are kept on both sides, cards that were to be made are not. What a change of
 * settings asks for is discarded with the change: the settings are again what they were. Values that have changed since
 * are not decided about: the next run plans them again, and what it would do then waits.
 * @throws AppError 'not-found', 'nothing-waits'; 'plan-changed' when nothing of it is as it was planned; 'not-allowed' when
 * a record would take a value back that the actor may not write
 */
export async function discardRun(
  db: Db,
  actor: Actor,
  input: { id: string; class?: string | undefined },
): Promise<Decided> {
  return decide(db, actor, input, 'discarded', async (tx, { held, accountId, reason, before }) => {
    if (reason === 'disconnect') return input.id;
    if (before && isOfSettings(reason, before, input.class)) {
      await bringBack(tx, actor, accountId, before);
      return input.id;
    }
    await demandAll(
      tx,
      actor,
      held.flatMap((item) => DISCARDING[item.class]),
    );
    for (const [name, items] of Map.groupBy(held, (item) => item.class))
      await discardClass(tx, actor, name, items);
    return input.id;
  });
}

/** What waits for a change of settings, which is taken back as a whole. */
const isOfSettings = (
  reason: string | null,
  before: BeforeReview | null,
  only: string | undefined,
): boolean => reason === 'settings' && before !== null && only === undefined;

/** Settings and mapping as they were before the change; every link is planned by them again. */
async function bringBack(
  tx: Db,
  { userId }: Actor,
  accountId: string,
  { settings, mapping }: BeforeReview,
): Promise<void> {
  await endRuns(tx, [accountId]);
  await tx.execute(
    sql`update account
      set settings = ${json(settings)} || jsonb_build_object('paused', settings -> 'paused'), mapping = ${json(mapping)},
        review = null, before = null
      where id = ${accountId}`,
  );
  await applyScope(tx, { accountId, userId });
  await moveLinks(tx, sql`account_id = ${accountId} and hold ->> 'code' = 'approval'`, { type: 'unasked' });
  await touch(tx, sql`account_id = ${accountId}`);
}

/** What is discarded of a link: of values, what was to be written. */
type Discardable = Pick<Held, 'linkId' | 'recordId'> & Partial<Pick<Held, 'type' | 'diff' | 'pull'>>;

/** In the caller's transaction: actions of one class are not carried out, and will not be planned again as they were. */
export async function discardClass(
  db: Db,
  actor: Actor,
  name: ActionClass,
  items: Discardable[],
): Promise<void> {
  const recordIds = items.flatMap(({ recordId }) => recordId ?? []);
  const linkIds = items.map(({ linkId }) => linkId);
  const { userId } = actor;
  switch (name) {
    case 'card-deletions': {
      // A deleted record cannot be on a phone, and a card alone has none: the card stays and is synced no more.
      const ofNoRecord = sql`${among(linkIds)} and not exists (
        select 1 from record where record.id = link.record_id and record.deleted_at is null)`;
      // A flag that is switched on keeps no card.
      await writeFlags(db, { userId, recordIds, on: true, source: 'user' });
      await moveLinks(db, ofNoRecord, { type: 'kept', keep: true });
      await moveLinks(db, linkIds, { type: 'released' });
      return;
    }
    case 'record-unlinks':
      await letGo(db, linkIds);
      await writeFlags(db, { userId, recordIds, on: true, source: 'user' });
      return;
    case 'card-creations':
      // Whoever wants no card here wants none to go elsewhere.
      await writeFlags(db, { userId, recordIds, on: false, source: 'user', keepCard: true });
      // A card alone stays in the trash: nobody but its link wants it.
      await moveLinks(db, sql`${among(linkIds)} and record_id is null`, { type: 'closed', reason: 'kept' });
      await moveLinks(db, linkIds, { type: 'released' });
      return;
    default:
      await keepBothSides(db, actor, items);
      await moveLinks(db, linkIds, { type: 'released' });
  }
}

/**
 * Of cards that were deleted on the phone: the record gets a link of its own instead, and the run makes the card again from the
 * trash, unless it finds there that its owner has put it back. One that is back already is planned as it is.
 */
async function letGo(db: Db, linkIds: string[]): Promise<void> {
  const gone = await rows<{ id: string }>(
    db,
    sql`select link.id
      from link
      join card on card.id = link.card_id
      where ${among(linkIds)} and link.state <> 'closed' and card.state = 'gone'
      order by link.id`,
  );
  const ids = gone.map(({ id }) => id);
  await toTrash(db, { linkIds: ids, reason: 'card-deleted', runId: null });
  await moveLinks(db, ids, { type: 'closed', reason: 'kept' });
  await moveLinks(db, linkIds, { type: 'released' });
}

const among = (linkIds: string[]) => sql`link.id = any(${uuids(linkIds)})`;

/** @see discardedValues */
async function keepBothSides(db: Db, actor: Actor, items: Discardable[]): Promise<void> {
  const by = { actor: 'user' as const, userId: actor.userId };
  for (const item of items) {
    const { type = '', diff = [], pull } = item;
    const { record, agreed } = discardedValues({ type, diff, pull });
    if (item.recordId && Object.keys(record).length > 0)
      await updateRecordValues(db, { recordId: item.recordId, values: record, by });
    await moveLinks(db, [item.linkId], ({ base }) =>
      base === null ? null : { type: 'agreed', base: withAgreed(base, agreed) },
    );
  }
  await touchLinks(db, { recordIds: items.flatMap(({ recordId }) => recordId ?? []) });
}

async function decide(
  db: Db,
  actor: Actor,
  { id, class: only }: { id: string; class?: string | undefined },
  decision: 'approved' | 'discarded',
  carryOut: (tx: Db, waiting: Waiting) => Promise<string>,
): Promise<Decided> {
  const { accountId, reason, state } = await getRun(db, actor, id);
  if (reason === 'disconnect' && only)
    throw new AppError('bad-request', 'A disconnection is approved or discarded as a whole.', {
      fields: { class: 'Leave this out.' },
    });
  return db.transaction(async (tx) => {
    const records = await rows<{ id: string }>(
      tx,
      sql`select distinct record_id as id
        from run_action
        where run_id = ${id} and outcome = 'held' and record_id is not null`,
    );
    await lockRecordsAndAccounts(
      tx,
      records.map((one) => one.id),
    );
    const account = await lockAccount(tx, actor, accountId);
    await lockLinks(tx, sql`account_id = ${accountId} and state <> 'closed'`);
    const found = await rows<Held>(
      tx,
      sql`select ra.id as "actionId", ra.link_id as "linkId", ra.record_id as "recordId", ra.type, ra.class, ra.diff, ra.pull,
          coalesce(link.touched <> link.settled, false) as moved
        from run_action ra
        join run on run.id = ra.run_id
        left join link on link.id = ra.link_id
        where ra.run_id = ${id} and run.state = 'waiting' and ra.outcome = 'held'
          ${only ? sql`and ra.class = ${only}` : sql``}
        for update of ra`,
    );
    // An account without a linked card is disconnected all the same.
    const mayBeEmpty = reason === 'disconnect' && state === 'waiting';
    if (found.length === 0 && !mayBeEmpty) throw new AppError('nothing-waits');
    const wholly =
      decision === 'approved' || reason === 'disconnect' || isOfSettings(reason, account.before, only);
    const held = wholly ? found : found.filter((item) => !(item.moved && isOfValues(item.class)));
    if (found.length > 0 && held.length === 0) throw new AppError('plan-changed');
    const runId = await carryOut(tx, { held, accountId, reason, before: account.before });
    const actionIds = held.map(({ actionId }) => actionId);
    await tx.execute(
      sql`update run_action
        set outcome = ${decision}
        where id = any(${uuids(actionIds)})`,
    );
    await closeWhenDecided(tx, actor, id, accountId, decision);
    await makeDue(tx, [accountId], 0);
    await noteAudit(tx, actor.userId, `plan.${decision}`, id);
    await emit(tx, { type: 'account.changed', accountId }, { userId: actor.userId });
    return { approved: 0, discarded: 0, [decision]: held.length, runId };
  });
}

async function closeWhenDecided(
  db: Db,
  actor: Actor,
  id: string,
  accountId: string,
  decision: string,
): Promise<void> {
  await db.execute(
    sql`update run
      set state = 'done', finished_at = now(), decision = ${decision}, decided_by = ${actor.userId}
      where id = ${id} and not exists (select 1 from run_action where run_id = ${id} and outcome = 'held')`,
  );
  // What was to be seen first has been seen.
  await db.execute(
    sql`update account
      set review = null, before = null
      where id = ${accountId} and not exists (
        select 1 from run where account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect')`,
  );
}
