// Whose turn it is stands in the row of the account and nowhere else: `next_run_at` says from when, `due_rank` who goes before
// whom. Whoever wants a run writes it by this, in the transaction of what the run is for.
import { type SQL, sql } from 'drizzle-orm';

/** A person waits; something changed on either side; it is time to look; it is time to try what failed last time. */
export const RANKS = { asked: 0, changed: 1, routine: 2, failing: 3 } as const;

const rank = (why: keyof typeof RANKS): SQL => sql`${RANKS[why]}::int2`;

/**
 * The assignment: due in so many seconds, or when it was anyway. What failed last time stays behind the others whatever changes,
 * and moves ahead for whoever asks.
 */
export function due(why: 'asked' | 'changed' | 'routine', seconds = 0): SQL {
  const behind = sql`case when state = 'failing' then ${rank('failing')} else ${rank(why)} end`;
  return sql`next_run_at = least(next_run_at, now() + make_interval(secs => ${seconds})),
    due_rank = least(due_rank, ${why === 'asked' ? rank(why) : behind})`;
}
