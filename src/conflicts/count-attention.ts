import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

/** What waits for a word of the actor: open conflicts, and accounts with something to approve. */
export async function countAttention(db: Db, actor: Actor): Promise<{ conflicts: number; waiting: number }> {
  const [counted] = await rows<{ conflicts: number; waiting: number }>(
    db,
    sql`select
      (select count(*)::int from conflict join account on account.id = conflict.account_id
        where account.user_id = ${actor.userId} and conflict.resolution is null) as conflicts,
      (select count(distinct account.id)::int from run join account on account.id = run.account_id
        where account.user_id = ${actor.userId} and account.state <> 'disconnected' and run.state = 'waiting') as waiting`,
  );
  return counted!;
}
