// A record waits because a card of an account is like it: whether it is that card, or gets one of its own.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import { demandRunning, lockAccount } from '../accounts/own-account.ts';
import { requestRun } from '../accounts/request-run.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { emit } from '../database/notify.ts';
import { rows } from '../database/query.ts';
import { moveLinks } from '../database/tables/links.ts';
import { AppError } from '../errors.ts';
import { makeDue } from '../records/touch-links.ts';

export interface DecideMatch {
  /** The record. */
  id: string;
  accountId: string;
  /** The card it waits for. */
  cardId: string;
  decision: 'same' | 'new';
}

/**
 * 'same': a run links the two, as an import that merges this one card, by what was chosen for these two and for no others. 'new': the card is somebody else, and the record gets
 * its own. Answers the run that will do it.
 * @throws AppError 'not-found' when the record does not wait for this card any more, 'not-allowed', 'account-paused'
 */
export async function decideMatch(
  db: Db,
  actor: Actor,
  { id, accountId, cardId, decision }: DecideMatch,
): Promise<{ runId: string | null }> {
  return db.transaction(async (tx) => {
    const account = await lockAccount(tx, actor, accountId);
    const [waits] = await rows<{ kind: string }>(
      tx,
      sql`select record.kind from link join record on record.id = link.record_id and record.deleted_at is null
        join card on card.id = ${cardId} and card.account_id = link.account_id and card.state <> 'gone'
        where link.account_id = ${accountId} and link.record_id = ${id} and link.state = 'new' and link.hold ->> 'cardId' = ${cardId}
          and not exists (select 1 from link other where other.card_id = card.id and other.state <> 'closed')`,
    );
    if (!waits) throw new AppError('not-found');
    const runId = decision === 'same' ? await link(waits.kind) : await keepApart();
    await emit(tx, { type: 'queue.changed', accountId }, { userId: actor.userId });
    await emit(tx, { type: 'record.changed', recordId: id }, { userId: actor.userId });
    return { runId };

    async function link(kind: string): Promise<string> {
      await demandDoor(tx, actor, 'importQueue');
      demandRunning(account);
      const importing = await requestRun(tx, accountId, 'import');
      await tx.execute(
        sql`insert into queue_item (id, account_id, card_id, kind, suggested_kind, reason, record_id, state, run_id)
          select ${newId()}, ${accountId}, id, ${kind}, suggested_kind, suggested_reason, ${id}, 'ready', ${importing}
          from card
          where id = ${cardId}
          on conflict (card_id) do update
            set kind = excluded.kind, record_id = excluded.record_id, state = 'ready', alone = false, error = null,
              run_id = excluded.run_id,
              choice = case when queue_item.record_id = excluded.record_id then queue_item.choice end`,
      );
      await noteAudit(tx, actor.userId, 'queue.imported', accountId);
      return importing;
    }

    async function keepApart(): Promise<null> {
      await tx.execute(
        sql`update card set apart = array_append(apart, ${id}::uuid) where id = ${cardId} and not ${id}::uuid = any(apart)`,
      );
      const waiting = sql`account_id = ${accountId} and record_id = ${id} and state = 'new'`;
      await moveLinks(tx, waiting, { type: 'released' });
      await makeDue(tx, [accountId]);
      return null;
    }
  });
}
