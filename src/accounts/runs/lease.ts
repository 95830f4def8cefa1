// A claim lasts as long as its run lives: renewed while it goes on, over by itself when the process died.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { Claim } from '../../database/store/claim.ts';
import { FenceLost } from '../../sync/store.ts';
import { LEASE_SECONDS } from './due.ts';

const RENEW_MS = 4_000;

export interface Lease {
  signal: AbortSignal;
  /** @throws FenceLost once the account is not this run's any more */
  held(): Promise<true>;
  /** It was seen a moment ago that the account is this run's: nobody asks again for the request that follows. */
  seen(): void;
  stop(): void;
}

/** Renews the claim while the run goes on; losing it, or being told to stop, aborts the run. */
export function keepLease(db: Db, claim: Claim, signal: AbortSignal): Lease {
  const lost = new AbortController();
  const timer = setInterval(async () => {
    const held = await rows(
      db,
      sql`update account
        set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
        where id = ${claim.accountId} and fence = ${claim.fence}
        returning id`,
    ).catch(() => [true]);
    if (held.length === 0) lost.abort();
  }, RENEW_MS);
  let isSeen = false;
  const held = async (): Promise<true> => {
    if (isSeen) {
      isSeen = false;
      return true;
    }
    const found = await rows(
      db,
      sql`select 1 from account where id = ${claim.accountId} and fence = ${claim.fence}`,
    );
    if (found.length > 0) return true;
    lost.abort();
    throw new FenceLost(`account ${claim.accountId} was taken over`);
  };
  return {
    signal: AbortSignal.any([signal, lost.signal]),
    held,
    seen: () => {
      isSeen = true;
    },
    stop: () => clearInterval(timer),
  };
}
