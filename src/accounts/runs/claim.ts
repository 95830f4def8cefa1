// Whose turn it is: an account is taken by one run at a time, with what the run has to know of it.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { json, rows } from '../../database/query.ts';
import type { Claim } from '../../database/store/claim.ts';
import { raisedFence } from '../../database/tables/accounts.ts';
import { NO_COUNTS } from '../../sync/counts.ts';
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
export async function claimAccount(db: Db, accountId: string): Promise<Claimed | null> {
  return db.transaction(async (tx) => {
    // Waits for whatever an earlier claim has in the air: its transactions hold a key share.
    await tx.execute(sql`select 1 from account where id = ${accountId} for update`);
    const [account] = await rows<Omit<Claimed, 'runId' | 'full' | 'asked'> & { fullDue: boolean }>(
      tx as Db,
      sql`update account
        set ${raisedFence}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), next_run_at = null
        where id = ${accountId} and state in ('active', 'failing') and credentials is not null
          and (lease_until is null or ${leaseIsOver})
        returning id as "accountId", user_id as "userId", fence::int8::float8 as fence, provider, credentials, discovery,
          settings, mapping, failures, leaving, review, ${isNotListedFor(FULL_LISTING_HOURS)} as "fullDue",
          (select counts
            from run
            where account_id = ${accountId} and state = 'done' and reason is null
            order by created_at desc
            limit 1) as "lastCounts"`,
    );
    if (!account) return null;
    const [run] = await rows<{ id: string; full: boolean; asked: boolean }>(
      tx as Db,
      sql`with unfinished as (
          update run
          set state = 'running', started_at = coalesce(started_at, now())
          where id = (
            select id
            from run
            where account_id = ${accountId} and state in ('running', 'queued')
            order by state desc, created_at
            limit 1)
          returning id, "full", trigger = 'user' as asked),
        new as (
          insert into run (id, account_id, state, trigger, counts, requests, started_at)
          select ${newId()}, ${accountId}, 'running', 'schedule', ${json(NO_COUNTS)}, ${json({ total: 0, byKind: {} })}, now()
          where not exists (select 1 from unfinished)
          returning id, "full", false)
        select * from unfinished union all select * from new`,
    );
    return { ...account, runId: run!.id, full: run!.full || account.fullDue, asked: run!.asked };
  });
}
