import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { lockAccount } from '../accounts/own-account.ts';
import type { Db } from '../database/database.ts';
import { emit } from '../database/notify.ts';
import { queueItem } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { type Decision, decideItems, NOTHING, type QueueOutcome } from './decide-items.ts';
import { keepApart } from './keep-apart.ts';
import { amongItems, type QueueFilter, queueWhere } from './queue-filter.ts';

export interface UpdateQueue {
  id: string;
  ids?: string[] | undefined;
  /** Everything this finds; either this or `ids`. */
  filter?: QueueFilter | undefined;
  set: Decision | Apart;
  /** Only count. */
  preview?: boolean | undefined;
}

/** Records and cards that the cards are not, however alike; or that they may be after all. */
type Apart = { apart: string[] } | { together: string[] };

/**
 * Decides for a selection. What is imported already stays as it is; what waits for its import leaves it, and the
 * decision made here counts from the next one on. Whoever gives many a kind does not mean to double anybody: who is in
 * Rubrica is merged, and a second card of one person waits, as by the suggestions. One card given a kind by itself becomes a
 * record of its own.
 * @throws AppError 'not-found', 'bad-request', 'invalid-values' for a record that cannot be merged into
 */
export async function updateQueue(db: Db, actor: Actor, input: UpdateQueue): Promise<QueueOutcome> {
  const { id, ids, filter, set, preview = false } = input;
  if ((ids === undefined) === (filter === undefined))
    throw new AppError('bad-request', 'Give either ids or filter.', {
      fields: { ids: 'Either this or filter.', filter: 'Either this or ids.' },
    });
  return db.transaction(async (tx) => {
    await lockAccount(tx, actor, id);
    const target = ids ? inArray(queueItem.id, ids) : amongItems(await queueWhere(tx, id, filter!));
    const where = and(eq(queueItem.accountId, id), ne(queueItem.state, 'imported'), target)!;
    const isDecision = !('apart' in set || 'together' in set);
    const outcome = isDecision
      ? await decideItems(tx, id, { where, set, ids, preview })
      : preview
        ? NOTHING
        : { ...NOTHING, changed: await keepApart(tx, id, where, set) };
    if (outcome.changed > 0 && !preview)
      await emit(tx, { type: 'queue.changed', accountId: id }, { userId: actor.userId });
    return outcome;
  });
}
