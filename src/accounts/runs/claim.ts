// Whose turn it is: an account is taken by one run at a time, with what the run has to know of it.
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { rows } from '../../database/query.ts';
import type { Claim } from '../../database/store/claim.ts';
import { raisedFence } from '../../database/tables/accounts.ts';
import type { AccountSettings, OwnMapping, RecordKind, RunCounts } from '../../sync/model.ts';
import { isNotListedFor, LEASE_SECONDS, leaseIsOver } from './due.ts';

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
        set ${raisedFence}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), next_run_at = null
        from found
        where account.id = found.this and state in ('active', 'failing') and credentials is not null
          and (lease_until is null or ${leaseIsOver})
        returning account.id, user_id, fence, provider, credentials, discovery, settings, mapping, failures, leaving, review,
          ${isNotListedFor(FULL_LISTING_HOURS)} as full_due),
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
        full_due or coalesce(unfinished."full", false) as "full", coalesce(unfinished.trigger = 'user', false) as asked,
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
