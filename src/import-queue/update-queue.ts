import { and, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { lockAccount } from '../accounts/own-account.ts';
import type { Db } from '../database/database.ts';
import { emit } from '../database/notify.ts';
import { card, queueItem, type RecordKind, record } from '../database/schema.ts';
import { releaseLookalikes } from '../database/store/release-lookalikes.ts';
import { AppError } from '../errors.ts';
import { type QueueFilter, queueWhere } from './queue-filter.ts';

/** A kind, merging into a record, ignoring, taking a decision back, or each its suggested kind. */
export type Decision =
  | { kind: RecordKind | null }
  | { recordId: string }
  | { state: 'ignored' | 'pending' }
  | { suggested: true };

export interface UpdateQueue {
  id: string;
  ids?: string[] | undefined;
  /** Everything this finds; either this or `ids`. */
  filter?: QueueFilter | undefined;
  set: Decision;
}

/**
 * Decides for a selection. What is imported already stays as it is; what waits for its import leaves it, and the
 * decision made here counts from the next one on.
 * @throws AppError 'not-found', 'bad-request', 'invalid-values' for a record that cannot be merged into
 */
export async function updateQueue(db: Db, actor: Actor, input: UpdateQueue): Promise<{ changed: number }> {
  const { id, ids, filter, set } = input;
  if ((ids === undefined) === (filter === undefined))
    throw new AppError('bad-request', 'Give either ids or filter.', {
      fields: { ids: 'Either this or filter.', filter: 'Either this or ids.' },
    });
  return db.transaction(async (tx) => {
    await lockAccount(tx, actor, id);
    const target = ids ? inArray(queueItem.id, ids) : await found(tx, id, filter!);
    // Whoever gives many a kind does not mean a second card of one record: that becomes a record only by itself.
    const meant = 'kind' in set && ids?.length !== 1 ? ne(queueItem.reason, 'duplicate') : undefined;
    const where = and(eq(queueItem.accountId, id), ne(queueItem.state, 'imported'), target, meant)!;
    if ('recordId' in set) await demandMergeable(tx, id, set.recordId, ids);
    const changed = await tx
      .update(queueItem)
      .set({ ...(await columns(tx, set)), error: null, runId: null })
      .where(where);
    const count = changed.rowCount ?? 0;
    if (count > 0) await releaseLookalikes(tx, id);
    if (count > 0) await emit(tx, { type: 'queue.changed', accountId: id }, { userId: actor.userId });
    return { changed: count };
  });
}

async function found(db: Db, accountId: string, filter: QueueFilter): Promise<SQL> {
  const items = db
    .select({ id: sql`${queueItem.id}`.as('found') })
    .from(queueItem)
    .innerJoin(card, eq(card.id, queueItem.cardId))
    .where(await queueWhere(db, accountId, filter));
  return sql`${queueItem.id} in ${items}`;
}

/** Of a second card of one record the suggestion is to leave it alone. */
const isDuplicate = sql`${queueItem.reason} = 'duplicate'`;
const SUGGESTED = {
  kind: sql`case when ${isDuplicate} then null else ${queueItem.suggestedKind} end`,
  recordId: sql`case when ${isDuplicate} then ${queueItem.recordId} end`,
  state: sql`case when ${isDuplicate} then 'ignored' else 'ready' end`,
};

async function columns(db: Db, set: Decision) {
  if ('suggested' in set) return SUGGESTED;
  if ('state' in set) return { kind: null, recordId: null, state: set.state };
  if ('kind' in set)
    return { kind: set.kind, recordId: null, state: set.kind ? ('ready' as const) : ('pending' as const) };
  const [target] = await db.select({ kind: record.kind }).from(record).where(eq(record.id, set.recordId));
  return { kind: target!.kind, recordId: set.recordId, state: 'ready' as const };
}

/** One card into one record: a second card of the same account would have to share the link. */
async function demandMergeable(
  db: Db,
  accountId: string,
  recordId: string,
  ids: string[] | undefined,
): Promise<void> {
  const refuse = (detail: string, fault: string): never => {
    throw new AppError('invalid-values', detail, { fields: { recordId: fault } });
  };
  if (ids?.length !== 1) refuse('One card at a time can be merged into a record.', 'one-at-a-time');
  if ((await db.$count(record, and(eq(record.id, recordId), isNull(record.deletedAt)))) === 0)
    refuse('There is no such record.', 'unknown');
  const taken = await db.execute(sql`
    select 1 from link where account_id = ${accountId} and record_id = ${recordId} and state not in ('new', 'closed')
    union all
    select 1 from queue_item
    where account_id = ${accountId} and record_id = ${recordId} and state = 'ready' and id <> ${ids![0]}`);
  if (taken.rowCount)
    refuse('Another card of this account stands for this record already.', 'linked-already');
}
