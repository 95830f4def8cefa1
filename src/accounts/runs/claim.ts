// Whose turn it is: an account is taken by one run at a time, with what the run has to know of it.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { rows, uuids } from '../../database/query.ts';
import type { Claim } from '../../database/store/claim.ts';
import { raisedFence } from '../../database/tables/accounts.ts';
import { due, RANKS } from '../../database/tables/due.ts';
import type { AccountSettings, OwnMapping, RecordKind, RunCounts } from '../../sync/model.ts';
import { isLeft, isNotListedFor, LEASE_SECONDS, leaseIsOver } from './due.ts';

/** Feeds of changes lose deletions: everything is listed once a week, spread over half a day (sync.md 6). */
const FULL_LISTING_HOURS = 6 * 24;

/** An account that a run has to itself, and what it is given to do. */
export interface Claimed extends Claim {
  provider: string;
  credentials: string;
  discovery: Record<string, unknown>;
  settings: AccountSettings;
  mapping: Partial<Record<RecordKind, OwnMapping>>;
  failures: number;
  /** The plan of the disconnection this run carries out. */
  leaving: string | null;
  full: boolean;
  /** Its book was never read whole. */
  isUnknown: boolean;
  /** Somebody waits for this run. */
  asked: boolean;
  /** What the last run counted: sums that an idle run does not count again. */
  lastCounts: RunCounts | null;
  /** Why everything is to be seen before it is done. */
  review: string | null;
}

/** Takes the account if it may run and nobody has it; goes on with an unfinished run before it starts another. */
export const claimAccount = (db: Db, accountId: string): Promise<Claimed | null> =>
  claim(db, sql`select id from account where id = ${accountId} for update`);

export interface Wanted {
  /** None that failed last time, but for whoever asks. */
  healthy: boolean;
  /** None whose book was never read whole, which may take long. */
  known: boolean;
  /** None of these people. */
  exceptUsers: string[];
}

/** Takes the account whose turn it is, of those that nobody else is about to take; null when none is due. */
export function claimNext(db: Db, { healthy, known, exceptUsers }: Wanted): Promise<Claimed | null> {
  const ranks = Object.values(RANKS).filter((rank) => !healthy || rank !== RANKS.failing);
  return claim(
    db,
    sql`select next.id
      from unnest(${sql.param(ranks)}::int2[]) as rank
      cross join lateral (
        select id
        from account
        where due_rank = rank and state in ('active', 'failing') and next_run_at <= now()
          and (lease_until is null or ${leaseIsOver}) and credentials is not null
          and user_id <> all(${uuids(exceptUsers)}) and (last_full_at is not null or not ${known}::boolean)
        order by next_run_at
        limit 1
        for update skip locked) as next
      limit 1`,
  );
}

/** Makes due what a process that died, or a clock that was ahead, left behind. */
export async function findLeft(db: Db): Promise<void> {
  await db.execute(
    sql`update account
      set ${due('changed')}
      where id in (
        select id
        from account
        where state in ('active', 'failing') and (next_run_at is null or next_run_at > now()) and ${isLeft}
        for no key update skip locked)`,
  );
}

/**
 * Claims the account that `found` locks, which waits for whatever an earlier claim has in the air: its transactions hold a key
 * share. What is read of other tables may be of before that wait, so the state of a run is looked at once more where it is written;
 * one that was asked for meanwhile is seen at the end of this one.
 */
async function claim(db: Db, found: SQL): Promise<Claimed | null> {
  const runId = newId();
  const [claimed] = await rows<Claimed & { startedAt: string; unfinished: string | null }>(
    db,
    sql`with found (this) as materialized (${found}),
      claimed as (
        update account
        set ${raisedFence}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), next_run_at = null,
          due_rank = ${RANKS.routine}
        from found
        where account.id = found.this and state in ('active', 'failing') and credentials is not null
          and (lease_until is null or ${leaseIsOver})
        returning account.id, user_id, fence, provider, credentials, discovery, settings, mapping, failures, leaving, review,
          ${isNotListedFor(FULL_LISTING_HOURS)} as full_due, last_full_at is null as is_unknown),
      unfinished as (
        update run
        set state = 'running', started_at = coalesce(started_at, now())
        where state in ('running', 'queued') and id = (
          select run.id
          from run join claimed on claimed.id = run.account_id
          where run.state in ('running', 'queued')
          order by run.state desc, run.created_at
          limit 1)
        returning id, "full", trigger)
      select claimed.id as "accountId", user_id as "userId", fence::float8 as fence, provider, credentials, discovery, settings,
        mapping, failures, leaving, review, now()::text as "startedAt", unfinished.id as unfinished,
        full_due or coalesce(unfinished."full", false) as "full", coalesce(unfinished.trigger = 'user', false) as asked, is_unknown as "isUnknown",
        (select counts
          from run
          where account_id = claimed.id and state = 'done' and reason is null
          order by created_at desc
          limit 1) as "lastCounts"
      from claimed left join unfinished on true`,
  );
  if (!claimed) return null;
  const { startedAt, unfinished, ...account } = claimed;
  return { ...account, runId: unfinished ?? runId, ...(unfinished === null && { unwritten: startedAt }) };
}
