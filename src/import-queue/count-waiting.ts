import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

/** How many cards of all the actor's accounts wait for a decision or an import. */
export async function countWaiting(db: Db, actor: Actor): Promise<number> {
  const [count] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from queue_item
      join account on account.id = queue_item.account_id
      join card on card.id = queue_item.card_id and card.state <> 'gone'
      where account.user_id = ${actor.userId} and queue_item.state in ('pending', 'ready')`,
  );
  return count!.n;
}
