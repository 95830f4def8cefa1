// A second card of somebody who has one in the address book already is deleted there: by a run, as every other card, through
// the guard and into the trash.
import { sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandRunning, lockAccount } from '../accounts/own-account.ts';
import { requestRun } from '../accounts/request-run.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { rows, uuids } from '../database/query.ts';
import { insertLinks } from '../database/tables/links.ts';
import { AppError } from '../errors.ts';
import { NOTHING_AGREED } from '../sync/link/link.ts';
import { secondCards } from './second-cards.ts';

export interface DeleteSecondCards {
  /** The account. */
  id: string;
  /** Of queue items. */
  ids: string[];
}

interface Going {
  cardId: string;
  contentHash: string;
}

/**
 * Each card goes as it is at this moment; one that changes before its turn waits in the queue again. `left` are those that are
 * no second card of anybody by now, or cannot be deleted.
 * @throws AppError 'not-found', 'account-paused', or what keeps the account from signing in; 'no-second-card' when all are left
 */
export async function deleteSecondCards(
  db: Db,
  actor: Actor,
  { id, ids }: DeleteSecondCards,
): Promise<{ deleted: number; left: number; runId: string }> {
  return db.transaction(async (tx) => {
    const account = await lockAccount(tx, actor, id);
    demandRunning(account);
    const seconds = account.settings.direction === 'in' ? [] : await secondCards(tx, id, ids);
    const going = await rows<Going>(
      tx,
      sql`delete from queue_item q
        using card
        join book on book.id = card.book_id
        where card.id = q.card_id and q.account_id = ${id} and q.state <> 'imported'
          and card.id = any(${uuids(seconds)})
          and card.state = 'live' and card.loss is null and card.in_scope and not book.read_only
          and not exists (select 1 from link where link.card_id = card.id and link.state <> 'closed')
        returning card.id as "cardId", card.content_hash as "contentHash"`,
    );
    if (going.length === 0) throw new AppError('no-second-card');
    await insertLinks(
      tx,
      going.map(({ cardId, contentHash }) => ({
        id: newId(),
        accountId: id,
        recordId: null,
        cardId,
        state: 'active' as const,
        marker: v4().toUpperCase(),
        base: { ...NOTHING_AGREED, content: contentHash },
        createdByUs: false,
      })),
    );
    const runId = await requestRun(tx, id, 'user');
    await noteAudit(tx, actor.userId, 'queue.deleted', id);
    await emit(tx, { type: 'queue.changed', accountId: id }, { userId: actor.userId });
    return { deleted: going.length, left: new Set(ids).size - going.length, runId };
  });
}
