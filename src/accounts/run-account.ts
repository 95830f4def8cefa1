// One run of one account from claim to account of what it did; runs/ has a file for each part.
import { isDatabaseAway } from '../database/database-problem.ts';
import { repeating } from '../database/prepared.ts';
import { NO_COUNTS } from '../sync/counts.ts';
import type { RunCounts, RunRequests } from '../sync/model.ts';
import { FenceLost } from '../sync/store.ts';
import { isEmptied } from './disconnect/leave-account.ts';
import { type Claimed, claimAccount } from './runs/claim.ts';
import { fail, finish, handBack } from './runs/finish.ts';
import { keepLease } from './runs/lease.ts';
import { perform, type RunDeps } from './runs/perform.ts';
import { endingGrant } from './sign-in/end-grant.ts';

/** A run that the database failed is taken up again after this. */
const AWAY_SECONDS = 3;

/**
 * Works off what is due for one account. Returns quietly when there is nothing to do or another process is at it.
 * When `signal` aborts, the run is handed back: whoever comes next goes on with it.
 */
export const runAccount = (deps: RunDeps, accountId: string, signal: AbortSignal): Promise<void> =>
  repeating(async () => {
    const claim = await claimAccount(deps.db, accountId);
    if (claim) await run(deps, claim, signal);
  });

/** The same with an account that was claimed; whether anything was written. */
export const runClaimed = async (deps: RunDeps, claim: Claimed, signal: AbortSignal): Promise<boolean> => {
  await repeating(() => run(deps, claim, signal));
  return claim.unwritten === undefined;
};

async function run(deps: RunDeps, claim: Claimed, signal: AbortSignal): Promise<void> {
  const lease = keepLease(deps.db, claim, signal);
  const counts: RunCounts = { ...NO_COUNTS, ...sumsOf(claim.lastCounts) };
  const requests: RunRequests = { total: 0, byKind: {} };
  try {
    const lookAgainAt = await perform(deps, claim, counts, requests, lease);
    const emptied = claim.leaving !== null && (await isEmptied(deps.db, claim, claim.leaving));
    const end = () => finish(deps.db, claim, { counts, requests }, { emptied, lookAgainAt });
    await (emptied ? endingGrant(deps, claim.accountId, end) : end());
  } catch (error) {
    if (error instanceof FenceLost) return;
    if (lease.signal.aborted) await handBack(deps.db, claim, 0);
    else if (isDatabaseAway(error)) {
      // No fault of the account's. Where not even this can be written, the claim runs out by itself.
      await handBack(deps.db, claim, AWAY_SECONDS).catch(() => {});
      throw error;
    } else await fail(deps, claim, { counts, requests, error });
  } finally {
    lease.stop();
  }
}

/** What is there at an account: an idle run does not count it again. */
const sumsOf = (counts: RunCounts | null): Partial<RunCounts> => {
  if (!counts) return {};
  const { remoteTotal, linked, pending, ignored, outOfScope, failed } = counts;
  return { remoteTotal, linked, pending, ignored, outOfScope, failed };
};
