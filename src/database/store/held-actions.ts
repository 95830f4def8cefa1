// What the guard asks of the database: what was done of late, what waits for a person, and where to keep what is held.
import { sql } from 'drizzle-orm';
import { NO_COUNTS } from '../../sync/counts.ts';
import type { ActionClass, Census, GuardState } from '../../sync/decide/guard.ts';
import { WHILE_SENT } from '../../sync/link/move.ts';
import type { Db } from '../database.ts';
import { newId } from '../new-id.ts';
import { json, moment, rows, uuids } from '../query.ts';
import { sameBook } from '../tables/trash.ts';
import type { Claim } from './claim.ts';
import type { DoneStep } from './link-effects.ts';

const DAY_MS = 86_400_000;

/** @see GuardState */
export async function guardState(db: Db, { accountId }: Claim, now: number): Promise<GuardState> {
  const since = moment(now - DAY_MS);
  const [state] = await rows<Omit<GuardState, 'recent'>>(
    db,
    sql`select a.review,
      (select count(*)::int from card where account_id = a.id and state <> 'gone') as cards,
      (select count(*)::int from link where account_id = a.id and state <> 'closed' and card_id is not null) as linked,
      array(select distinct ra.class from run_action ra join run on run.id = ra.run_id
        where run.account_id = a.id and run.state = 'waiting' and run.reason <> 'disconnect'
          and ra.outcome = 'held' and ra.class is not null) as waiting
      from account a where a.id = ${accountId}`,
  );
  // A book that is connected again has been through the same day.
  const ofBook = sql`any(array(select before.id from account before
      join account present on present.id = ${accountId} and ${sameBook({ was: sql`before`, is: sql`present` })}))`;
  // What was sent and has no answer yet is done, for all one knows, also where its account was left before there was one.
  const open = sql`(link.account_id = ${accountId} and state <> 'closed')`;
  const left = sql`(link.account_id = ${ofBook} and state = 'closed' and (intent ->> 'at')::float8 > ${now - DAY_MS})`;
  const isUnapproved = (name: ActionClass) =>
    sql`(hold ->> 'code', hold ->> 'detail') is distinct from ('approved', ${name}::text)`;
  const sent = (type: keyof typeof WHILE_SENT, name: ActionClass) =>
    sql`(select count(*)::int from link
      where (${open} and state = ${WHILE_SENT[type]} or ${left} and intent ->> 'type' = ${type}) and ${isUnapproved(name)})`;
  const unanswered = sql`(select count(distinct (link.id, d ->> 'field'))::int
      from link, jsonb_array_elements(coalesce(nullif(link.intent -> 'diff', 'null'::jsonb), '[]')) d
      where (${open} or ${left}) and d -> 'after' = 'null'::jsonb and ${isUnapproved('card-blanking')})`;
  const recent = await rows<{ name: ActionClass; count: number }>(
    db,
    sql`with done as (select ra.* from run_action ra join run on run.id = ra.run_id
        where run.account_id = ${ofBook} and ra.at > ${since} and not ra.approved
          and ra.outcome in ('done', 'adopted', 'gone already', 'card-deleted', 'deleted', 'unanswered')),
      emptied as (
        select type, (select count(*) from jsonb_array_elements(diff) d where d -> 'after' = 'null'::jsonb) as n
        from done)
      select 'card-creations' as name, count(*)::int + ${sent('create', 'card-creations')} as count
        from done where type = 'create'
      union all select 'card-deletions', count(*)::int + ${sent('remove', 'card-deletions')}
        from done where type = 'remove' or (type = 'close' and outcome = 'deleted')
      union all select 'record-unlinks', count(*)::int from done where type = 'close' and outcome = 'card-deleted'
      union all select 'card-blanking', coalesce(sum(n), 0)::int + ${unanswered} from emptied where type = 'update'
      union all select 'record-blanking', coalesce(sum(n), 0)::int from emptied where type = 'update-record'`,
  );
  return { ...state!, recent: Object.fromEntries(recent.map(({ name, count }) => [name, count])) as Census };
}

/** Into the account's waiting run: what comes later joins it, until somebody decides. */
export async function holdActions(tx: Db, claim: Claim, done: DoneStep[]): Promise<void> {
  const held = done.filter(({ step }) => step.waits);
  if (held.length === 0) return;
  const runId = await waitingRun(tx, claim);
  const input = json(
    held.map(({ step: { linkId, recordId, waits }, before }) => ({
      id: newId(),
      linkId,
      recordId,
      cardId: before.cardId,
      type: waits!.action.type,
      diff: waits!.action.diff,
      pull: waits!.action.pull ?? null,
      class: waits!.class,
    })),
  );
  await tx.execute(
    sql`delete from run_action
      where run_id = ${runId} and outcome = 'held'
        and link_id in (select "linkId" from jsonb_to_recordset(${input}) as t("linkId" uuid))`,
  );
  await tx.execute(
    sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, pull, class, outcome)
      select id, ${runId}, type, "linkId", "recordId", "cardId", diff, pull, class, 'held'
      from jsonb_to_recordset(${input}) as t(
        id uuid, type text, "linkId" uuid, "recordId" uuid, "cardId" uuid, diff jsonb, pull jsonb, class text)`,
  );
}

/** What waited of these links waits no more; a run in which nothing waits any more has ended. */
export async function releaseActions(tx: Db, { accountId }: Claim, linkIds: string[]): Promise<void> {
  if (linkIds.length === 0) return;
  const waiting = sql`account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect'`;
  await tx.execute(
    sql`delete from run_action
      where outcome = 'held' and run_id in (select id from run where ${waiting})
        and link_id = any(${uuids(linkIds)})`,
  );
  await tx.execute(
    sql`update run set state = 'done', finished_at = now()
      where ${waiting}
        and not exists (select 1 from run_action where run_id = run.id and outcome = 'held')`,
  );
}

/** @see SyncStore.finish */
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
    sql`select id from run
      where account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect'
      order by created_at limit 1`,
  );
  if (open) return open.id;
  const id = newId();
  await tx.execute(sql`insert into run (id, account_id, state, trigger, reason, counts, requests, started_at)
    select ${id}, ${accountId}, 'waiting', 'schedule', coalesce(review, 'guard'), ${json(NO_COUNTS)},
      ${json({ total: 0, byKind: {} })}, now()
    from account where id = ${accountId}`);
  return id;
}
