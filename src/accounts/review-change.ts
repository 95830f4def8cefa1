import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { lockLinks } from '../database/locks.ts';
import { emit } from '../database/notify.ts';
import { json } from '../database/query.ts';
import type { BeforeReview } from '../database/schema.ts';
import { endRuns } from '../database/tables/accounts.ts';
import { touch } from '../database/tables/links.ts';
import { ensureLinks } from '../records/ensure-links.ts';
import { makeDue } from '../records/touch-links.ts';
import { applyScope } from './groups/apply-scope.ts';

export interface ReviewChange {
  id: string;
  /** What a person is told about why everything is shown first. */
  reason: 'settings' | 'stayed';
  /** What was in force until now: discarding the plan brings it back. */
  before?: BeforeReview;
}

/**
 * What an account now asks for is shown before it is done: in the transaction of whoever changes its settings, its
 * scope or its mapping, every link is planned again and whatever would be written waits.
 */
export async function reviewChange(
  tx: Db,
  actor: Actor,
  { id, reason, before }: ReviewChange,
): Promise<void> {
  // A run that began under other settings would settle what is asked for here: it loses the account. Of several changes
  // in a row the first knows what was in force; a graver reason to look first stays.
  await endRuns(tx, [id]);
  await tx.execute(
    sql`update account
      set review = coalesce(review, ${reason}),
        before = case when review is null then ${before ? json(before) : null}::jsonb else before end
      where id = ${id}`,
  );
  await lockLinks(tx, sql`account_id = ${id} and state <> 'closed'`);
  await applyScope(tx, { accountId: id, userId: actor.userId });
  await ensureLinks(tx, { userId: actor.userId, accountId: id });
  await touch(tx, sql`account_id = ${id}`);
  await makeDue(tx, [id], 0);
  await emit(tx, { type: 'account.changed', accountId: id }, { userId: actor.userId });
}
