// What an account's owner may not do to a record waits; the owner may also give it up.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { lockAccount } from '../accounts/own-account.ts';
import type { Db } from '../database/database.ts';
import { emit } from '../database/notify.ts';
import { rows } from '../database/query.ts';
import { AppError } from '../errors.ts';
import { makeDue } from '../records/touch-links.ts';
import type { FieldDiff } from '../sync/model.ts';
import { discardClass } from './decide-run.ts';

interface Withheld {
  linkId: string;
  code: string;
  /** Changed since it was looked at. */
  moved: boolean;
  actionId: string | null;
  diff: FieldDiff[] | null;
}

/**
 * A change on the phone that may not come into its record is given up: the phone gets what the record says, and what only
 * the phone has stays there alone. A card whose deletion would delete the record is put back. No record is written.
 * @throws AppError 'not-found', 'nothing-waits', 'plan-changed'
 */
export async function discardHeld(
  db: Db,
  actor: Actor,
  { id, recordId }: { id: string; recordId: string },
): Promise<{ discarded: number }> {
  return db.transaction(async (tx) => {
    await lockAccount(tx, actor, id);
    const [found] = await rows<Withheld>(
      tx,
      sql`select link.id as "linkId", link.hold ->> 'code' as code, link.touched <> link.settled as moved,
          ra.id as "actionId", ra.diff
        from link
        left join lateral (
          select id, diff from run_action
          where link_id = link.id and outcome = 'not-allowed'
          order by nth desc, id desc
          limit 1) ra on true
        where link.account_id = ${id} and link.record_id = ${recordId} and link.state <> 'closed'
        for update of link`,
    );
    if (found?.code !== 'may-not-edit' && found?.code !== 'may-not-delete')
      throw new AppError('nothing-waits');
    if (found.moved) throw new AppError('plan-changed');
    const { linkId } = found;
    if (found.code === 'may-not-delete')
      await discardClass(tx, actor, 'record-unlinks', [{ linkId, recordId }]);
    else {
      const diff = found.diff ?? [];
      await discardClass(tx, actor, 'record-updates', [{ linkId, recordId, type: 'update-record', diff }]);
      await tx.execute(
        sql`update run_action set outcome = 'discarded' where link_id = ${linkId} and outcome = 'not-allowed'`,
      );
    }
    await makeDue(tx, [id], 0);
    await noteAudit(tx, actor.userId, 'plan.discarded', recordId);
    await emit(tx, { type: 'account.changed', accountId: id }, { userId: actor.userId });
    return { discarded: 1 };
  });
}
