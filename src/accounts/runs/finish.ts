// What came of a run, said in one transaction: the run is over, the account free and due again.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { emitAll, saying } from '../../database/notify.ts';
import { json, moment, nowInWords, rows } from '../../database/query.ts';
import type { Claim } from '../../database/store/claim.ts';
import { openRun } from '../../database/store/open-run.ts';
import { due, RANKS } from '../../database/tables/due.ts';
import type { RubricaEvent } from '../../events.ts';
import { ProviderError, type ProviderErrorKind } from '../../providers/provider.ts';
import type { RunCounts, RunRequests } from '../../sync/model.ts';
import { FenceLost } from '../../sync/store.ts';
import { endAccount } from '../disconnect/end-account.ts';
import { isForeseen, problemOfRun } from '../provider-problem.ts';
import type { Claimed } from './claim.ts';
import type { RunDeps } from './perform.ts';

/** After a failure of the whole account: minutes until the next try, by number of failures in a row. */
const RETRY_MINUTES = [1, 5, 15, 60];

/** Only the person can go on, by signing in again. */
const ENDED: readonly ProviderErrorKind[] = ['sign-in-needed', 'scope-missing'];

interface Outcome {
  counts: RunCounts;
  requests: RunRequests;
  error: unknown;
}

/**
 * `emptied`: the account was being disconnected, and its last card to go is gone. `lookAgainAt`: it is due by then, whatever its
 * interval; null: not for that.
 */
export async function finish(
  db: Db,
  claim: Claimed,
  outcome: Omit<Outcome, 'error'>,
  { emptied, lookAgainAt }: { emptied: boolean; lookAgainAt: number | null },
): Promise<void> {
  if (!emptied) return endWell(db, claim, outcome, lookAgainAt);
  await db.transaction(async (tx) => {
    await endWell(tx as Db, claim, outcome, lookAgainAt);
    await endAccount(tx as Db, claim);
  });
}

/** One statement: of most runs it is all they write. */
async function endWell(
  db: Db,
  claim: Claimed,
  { counts, requests }: Omit<Outcome, 'error'>,
  lookAgainAt: number | null,
): Promise<void> {
  const { accountId, fence, settings, runId, userId, unwritten } = claim;
  const isQuiet = unwritten !== undefined;
  // A tenth of jitter, so that accounts connected together do not stay together.
  const [ended] = await rows(
    db,
    sql`with ended as (
        update account
        set state = case when leaving is null and (settings ->> 'paused')::boolean then 'paused' else 'active' end,
          failures = 0, problem = null, last_checked_at = now(), lease_until = null,
          quiet_checks = quiet_checks + ${isQuiet ? 1 : 0},
          review = case when ${planWaits(claim)} then review end,
          before = case when ${planWaits(claim)} then before end,
          next_run_at = least(
            next_run_at,
            ${moment(lookAgainAt)}::timestamptz,
            now() + make_interval(secs => ${settings.intervalMinutes * 60} * (0.95 + random() * 0.1)),
            (select min(greatest(retry_at, now()))
              from link
              where account_id = ${accountId} and state <> 'closed' and retry_at is not null),
            (select case when count(*) > 0 then now() end
              from run
              where account_id = ${accountId} and state = 'queued'))
        where id = ${accountId} and fence = ${fence}
        returning 1),
      run_ended as (
        update run
        set state = 'done', counts = ${json(counts)}, requests = ${json(requests)}, error = null, progress = null,
          finished_at = now()
        from ended
        where run.id = ${runId})
      select ${saying(told(claim, 'done'), { userId })} from ended`,
  );
  if (!ended) throw new FenceLost(`account ${accountId} was taken over`);
}

const planWaits = ({ accountId }: Claim) =>
  sql`exists (
    select 1
    from run
    where account_id = ${accountId} and state = 'waiting' and reason <> 'disconnect')`;

export async function fail(deps: RunDeps, claim: Claimed, outcome: Outcome): Promise<void> {
  const { db } = deps;
  const code = problemOfRun(outcome.error, deps.providers(claim.provider)?.signIn);
  const detail = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
  const signInNeeded = outcome.error instanceof ProviderError && ENDED.includes(outcome.error.kind);
  const asked = outcome.error instanceof ProviderError ? outcome.error.retryAt : undefined;
  const minutes = RETRY_MINUTES[Math.min(claim.failures, RETRY_MINUTES.length - 1)]!;
  const retryAt = new Date(
    asked ?? deps.clock.now() + minutes * 60_000 * (0.9 + Math.random() * 0.2),
  ).toISOString();
  const { counts, requests } = outcome;
  await db.transaction(async (tx) => {
    await demandAccount(tx as Db, claim);
    await openRun(tx as Db, claim);
    await tx.execute(
      sql`update run
        set state = 'failed', counts = ${json(counts)}, requests = ${json(requests)}, error = ${json({ code, detail })},
          progress = null, finished_at = now()
        where id = ${claim.runId}`,
    );
    // `at` by the clock that all other times of the account are of (runs/due.ts compares it).
    await tx.execute(
      sql`update account
        set state = ${signInNeeded ? 'sign-in-needed' : 'failing'}, failures = failures + 1, lease_until = null,
          problem = ${json({ code, detail })} || jsonb_build_object('at', ${nowInWords}),
          next_run_at = ${signInNeeded ? null : retryAt}::timestamptz, due_rank = ${RANKS.failing}
        where id = ${claim.accountId} and fence = ${claim.fence} and state in ('active', 'failing')`,
    );
    await emitAll(tx as Db, told({ ...claim, unwritten: undefined }, 'failed'), { userId: claim.userId });
  });
  if (!isForeseen(outcome.error)) throw outcome.error;
}

/** Holds the account. @throws FenceLost */
async function demandAccount(tx: Db, { accountId, fence }: Claim): Promise<void> {
  const held = await rows(
    tx,
    sql`select 1 from account where id = ${accountId} and fence = ${fence} for update`,
  );
  if (held.length === 0) throw new FenceLost(`account ${accountId} was taken over`);
}

/** What people's screens are told. A check that found nothing is no run. */
const told = ({ accountId, runId, unwritten }: Claim, state: string): RubricaEvent[] => [
  ...(unwritten === undefined ? [{ type: 'run.finished' as const, accountId, runId, state }] : []),
  { type: 'account.changed', accountId },
];

/** The run stays unfinished and due; nothing it did is lost. */
export async function handBack(db: Db, claim: Claim, seconds: number): Promise<void> {
  await db.execute(
    sql`update account
      set lease_until = null, ${due('changed', seconds)}
      where id = ${claim.accountId} and fence = ${claim.fence}`,
  );
}
