// Cards that merges left over in the actor's own accounts, deleted because somebody asked for that: each by a run, through the
// guard and into the trash. Where an account cannot do it now, the card stays and waits in the queue.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { AppError } from '../../errors.ts';
import { deleteSecondCards } from '../../import-queue/delete-second-cards.ts';

/** Of the records `mergedIds`, that went to the trash by a merge; nothing where they are to stay. */
export async function deleteLeftOver(
  db: Db,
  actor: Actor,
  mergedIds: string[],
  wish: 'keep' | 'delete' | undefined,
): Promise<{ deleted: number; left: number }> {
  if (wish !== 'delete') return { deleted: 0, left: 0 };
  const waiting = await rows<{ accountId: string; ids: string[] }>(
    db,
    sql`select q.account_id as "accountId", array_agg(distinct q.id) as ids
      from queue_item q
      join account on account.id = q.account_id and account.user_id = ${actor.userId}
      join link on link.card_id = q.card_id and link.closed_reason = 'merged'
        and link.record_id = any(${sql.param(mergedIds)}::uuid[])
      where q.reason = 'duplicate' and q.state = 'pending'
      group by q.account_id order by q.account_id`,
  );
  const total = { deleted: 0, left: 0 };
  for (const { accountId: id, ids } of waiting) {
    const done = await deleteSecondCards(db, actor, { id, ids }).catch((error: unknown) => {
      if (error instanceof AppError) return { deleted: 0, left: ids.length };
      throw error;
    });
    total.deleted += done.deleted;
    total.left += done.left;
  }
  return total;
}
