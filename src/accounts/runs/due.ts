// Which accounts are due and which are taken, as conditions on a row of `account`. A clock that was ahead and came back
// leaves times behind that lie in the future: nobody waits for them.
import { sql } from 'drizzle-orm';
import { beganInWords, nowInWords } from '../../database/query.ts';

/** A claim lasts this long unless renewed: so long nobody touches an account whose process died. */
export const LEASE_SECONDS = 15;

const lease = sql`make_interval(secs => ${LEASE_SECONDS})`;

// What is later than the clock is later than the beginning of the transaction: said first, since an index finds it.

/** Somebody had the account and has it no more. No right clock writes a lease that ends later than one that begins now. */
export const leaseIsOver = sql`(
  lease_until < now()
  or (lease_until > now() + ${lease} and lease_until > clock_timestamp() + ${lease}))`;

/**
 * The clock that set its next check was ahead: by it, the account was last heard of later than now. Compared as text, for no
 * word in there may stop those who look for what is due.
 */
const isHeardOfLater = sql`(
  (state = 'failing' and problem ->> 'at' collate "C" > ${beganInWords} and problem ->> 'at' collate "C" > ${nowInWords})
  or (state <> 'failing' and last_checked_at > now() and last_checked_at > clock_timestamp()))`;

/** Of an account that is not due: its run died with its process, or its next check was set by a clock that was ahead. */
export const isLeft = sql`(
  ${leaseIsOver}
  or (next_run_at is not null and ${isHeardOfLater}))`;

/** Everything was last listed so long ago, or when the clock was ahead; an account that never was counts from its beginning. */
export const isNotListedFor = (hours: number) => sql`(
  coalesce(last_full_at, created_at)
    not between now() - make_interval(hours => ${hours} + (hashtext(id::text) & 15)) and clock_timestamp())`;
