// What the guard asks of the database: what was done of late, what waits for a person, and where to keep what is held.
import { sql } from 'drizzle-orm';
import { NO_COUNTS } from '../../sync/counts.ts';
import type { ActionClass, Census, GuardState } from '../../sync/decide/guard.ts';
import type { LinkView } from '../../sync/link/view.ts';
import type { FieldDiff, FieldKey } from '../../sync/model.ts';
import type { Journal } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { lockLinks } from '../locks.ts';
import { newId } from '../new-id.ts';
import { emit } from '../notify.ts';
import { json, moment, rows } from '../query.ts';
import type { Claim } from './sync-store.ts';

const DAY_MS = 86_400_000;
/** The same value pulled into the same field this often in a day is no person typing. */
const FLIPS_A_DAY = 3;

/** @see GuardState */
export async function guardState(db: Db, { accountId }: Claim, now: number): Promise<GuardState> {
  const since = moment(now - DAY_MS);
  const [state] = await rows<Omit<GuardState, 'recent'>>(
    db,
    sql`select a.review,
      (select count(*)::int from card where account_id = a.id and state <> 'gone') as cards,
      (select count(*)::int from link where account_id = a.id and state <> 'closed' and card_id is not null) as linked,
      array(select distinct ra.class from run_action ra join run on run.id = ra.run_id
        where run.account_id = a.id and run.state = 'waiting' and run.reason <> 'disconnect' and ra.outcome = 'held' and ra.class is not null) as waiting
      from account a where a.id = ${accountId}`,
  );
  // What was sent and has no answer yet is done, for all one knows.
  const sent = (state: string) =>
    sql`(select count(*)::int from link where account_id = ${accountId} and state = ${state} and hold ->> 'code' is distinct from 'approved')`;
  const recent = await rows<{ name: ActionClass; count: number }>(
    db,
    sql`with done as (select ra.* from run_action ra join run on run.id = ra.run_id
        where run.account_id = ${accountId} and ra.at > ${since} and not ra.approved and ra.outcome in ('done', 'adopted', 'gone already', 'card-deleted', 'deleted')),
      emptied as (select type, (select count(*) from jsonb_array_elements(diff) d where d -> 'after' = 'null'::jsonb) as n from done)
      select 'card-creations' as name, count(*)::int + ${sent('creating')} as count from done where type = 'create'
      union all select 'card-deletions', count(*)::int + ${sent('deleting')} from done where type = 'remove' or (type = 'close' and outcome = 'deleted')
      union all select 'record-unlinks', count(*)::int from done where type = 'close' and outcome = 'card-deleted'
      union all select 'card-blanking', coalesce(sum(n), 0)::int from emptied where type = 'update'
      union all select 'record-blanking', coalesce(sum(n), 0)::int from emptied where type = 'update-record'`,
  );
  return { ...state!, recent: Object.fromEntries(recent.map(({ name, count }) => [name, count])) as Census };
}

/** One waiting run an account and reason: what comes later joins it, until somebody decides. */
export async function holdForApproval(
  tx: Db,
  claim: Claim,
  items: { view: LinkView; class: ActionClass; action: Journal }[],
): Promise<void> {
  const runId = await waitingRun(tx, claim);
  const input = json(
    items.map(({ view, class: name, action }) => ({
      id: newId(),
      linkId: view.link.id,
      recordId: view.record.id,
      cardId: view.card?.id ?? null,
      type: action.type,
      diff: action.diff,
      pull: action.pull ?? null,
      class: name,
      touched: view.link.touched,
    })),
  );
  const ids = sql`select "linkId" from jsonb_to_recordset(${input}) as t("linkId" uuid)`;
  await lockLinks(tx, sql`id in (${ids})`);
  await tx.execute(
    sql`delete from run_action where run_id = ${runId} and outcome = 'held' and link_id in (${ids})`,
  );
  await tx.execute(sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, pull, class, outcome)
    select id, ${runId}, type, "linkId", "recordId", "cardId", diff, pull, class, 'held'
    from jsonb_to_recordset(${input}) as t(id uuid, type text, "linkId" uuid, "recordId" uuid, "cardId" uuid, diff jsonb, pull jsonb, class text)`);
  await tx.execute(sql`update link set hold = jsonb_build_object('code', 'approval', 'detail', t.class), settled = t.touched, retry_at = null
    from jsonb_to_recordset(${input}) as t("linkId" uuid, class text, touched bigint) where link.id = t."linkId"`);
  await emit(tx, { type: 'account.changed', accountId: claim.accountId }, { userId: claim.userId });
}

/** @see SyncStore.release */
export async function release(tx: Db, claim: Claim, linkIds: string[]): Promise<void> {
  const ids = sql`select jsonb_array_elements_text(${json(linkIds)})::uuid`;
  await lockLinks(tx, sql`id in (${ids})`);
  const waiting = sql`account_id = ${claim.accountId} and state = 'waiting' and reason <> 'disconnect'`;
  await tx.execute(sql`delete from run_action where outcome = 'held' and link_id in (${ids})
    and run_id in (select id from run where ${waiting})`);
  await tx.execute(sql`update link set hold = null where id in (${ids}) and hold ->> 'code' = 'approval'`);
  await tx.execute(sql`update run set state = 'done', finished_at = now() where ${waiting}
    and not exists (select 1 from run_action where run_id = run.id and outcome = 'held')`);
  await emit(tx, { type: 'account.changed', accountId: claim.accountId }, { userId: claim.userId });
}

/** @see SyncStore.endReview */
export async function endReview(tx: Db, { accountId }: Claim): Promise<void> {
  await tx.execute(sql`update account set review = null, before = null
    where id = ${accountId} and review in ('settings', 'stayed')
      and not exists (select 1 from run where account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect')
      and not exists (select 1 from link where account_id = ${accountId} and state <> 'closed'
        and (touched <> settled or retry_at is not null))`);
}

async function waitingRun(tx: Db, { accountId }: Claim): Promise<string> {
  const [open] = await rows<{ id: string }>(
    tx,
    sql`select id from run where account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect' order by created_at limit 1`,
  );
  if (open) return open.id;
  const id = newId();
  await tx.execute(sql`insert into run (id, account_id, state, trigger, reason, counts, requests, started_at)
    select ${id}, ${accountId}, 'waiting', 'schedule', coalesce(review, 'guard'), ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })}, now()
    from account where id = ${accountId}`);
  return id;
}

/** Records one of whose values was pulled again and again within a day, with the field. */
export async function flipping(
  db: Db,
  { accountId }: Claim,
  items: { recordId: string; diff: FieldDiff[] }[],
  now: number,
): Promise<Map<string, FieldKey>> {
  const input = json(
    items.flatMap(({ recordId, diff }) => diff.map(({ field, after }) => ({ recordId, field, after }))),
  );
  const found = await rows<{ recordId: string; field: FieldKey }>(
    db,
    sql`select t."recordId", t.field from jsonb_to_recordset(${input}) as t("recordId" uuid, field text, after text)
      where (select count(*) from change where record_id = t."recordId" and field = t.field and after is not distinct from t.after
        and actor = 'sync' and account_id = ${accountId} and at > ${moment(now - DAY_MS)}) >= ${FLIPS_A_DAY}`,
  );
  return new Map(found.map(({ recordId, field }) => [recordId, field]));
}
