// Which accounts are due and which are taken, as conditions on a row of `account`. A clock that was ahead and came back
// leaves times behind that lie in the future: nobody waits for them.
import { sql } from 'drizzle-orm';

/** A claim lasts this long unless renewed: so long nobody touches an account whose process died. */
export const LEASE_SECONDS = 15;

/** Somebody had the account and has it no more. No right clock writes a lease that ends later than one that begins now. */
export const leaseIsOver = sql`(
  lease_until < now()
  or lease_until > clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))`;

/** When the account was last heard of, by the clock that also set its next check. */
const heardOf = sql`case state when 'failing' then (problem ->> 'at')::timestamptz else last_checked_at end`;

/** The next check has come, or was set by a clock that was ahead. */
export const isDue = sql`(
  next_run_at <= now()
  or (next_run_at is not null and ${heardOf} > clock_timestamp()))`;

/** Everything was last listed so long ago, or when the clock was ahead; an account that never was counts from its beginning. */
export const isNotListedFor = (hours: number) => sql`(
  coalesce(last_full_at, created_at)
    not between now() - make_interval(hours => ${hours} + (hashtext(id::text) & 15)) and clock_timestamp())`;
