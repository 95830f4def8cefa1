import { and, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { lockAccount } from '../accounts/own-account.ts';
import type { Db } from '../database/database.ts';
import { emit } from '../database/notify.ts';
import { json } from '../database/query.ts';
import { card, queueItem, type RecordKind, record } from '../database/schema.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { releaseLookalikes } from '../database/tables/links.ts';
import { AppError } from '../errors.ts';
import type { Choice } from '../sync/model.ts';
import { findMatches } from './find-matches.ts';
import { type QueueFilter, queueWhere } from './queue-filter.ts';

/** A kind, merging into a record, ignoring, taking a decision back, or each as its suggestion says. */
export type Decision =
  | { kind: RecordKind | null }
  | { recordId: string; choice?: Choice | undefined }
  | { state: 'ignored' | 'pending' }
  | { suggested: true; choice?: Choice | undefined };

export interface UpdateQueue {
  id: string;
  ids?: string[] | undefined;
  /** Everything this finds; either this or `ids`. */
  filter?: QueueFilter | undefined;
  set: Decision;
  /** Only count. */
  preview?: boolean | undefined;
}

/** What becomes of the items that a decision is about. */
export interface QueueOutcome {
  changed: number;
  /** Into a record that is there. */
  merged: number;
  company: number;
  contact: number;
  lead: number;
  ignored: number;
  /** Second cards of one person: somebody has to say of each what it is. */
  waiting: number;
}

const NOTHING: QueueOutcome = {
  changed: 0,
  merged: 0,
  company: 0,
  contact: 0,
  lead: 0,
  ignored: 0,
  waiting: 0,
};

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
    const target = ids ? inArray(queueItem.id, ids) : await found(tx, id, filter!);
    const where = and(eq(queueItem.accountId, id), ne(queueItem.state, 'imported'), target)!;
    if ('recordId' in set) await demandMergeable(tx, id, set.recordId, ids);
    const isByCard = 'suggested' in set || ('kind' in set && set.kind !== null && ids?.length !== 1);
    const decided = isByCard
      ? await suggestedRows(tx, id, where, 'kind' in set ? set.kind : null)
      : await sameRows(tx, where, set);
    if (preview) return outcomeOf(decided);
    const choice = 'choice' in set ? set.choice : undefined;
    const moving = decided
      .filter(({ stays }) => !stays)
      .map((each) => ({ ...each, choice: each.recordId === null ? undefined : choice }));
    await tx.execute(sql`update queue_item set kind = t.kind, record_id = t."recordId", state = t.state, alone = t.alone,
        choice = t.choice, error = null, run_id = null
      from jsonb_to_recordset(${json(moving)}) as t(
        id uuid, kind text, "recordId" uuid, state text, alone boolean, choice jsonb)
      where queue_item.id = t.id`);
    if (moving.length > 0) await releaseLookalikes(tx, id);
    if (moving.length > 0) await emit(tx, { type: 'queue.changed', accountId: id }, { userId: actor.userId });
    return outcomeOf(decided);
  });
}

interface Decided {
  id: string;
  kind: RecordKind | null;
  recordId: string | null;
  state: 'ready' | 'pending' | 'ignored';
  alone: boolean;
  /** Left as it is: somebody has to say what it is. */
  stays: boolean;
}

const plain = { kind: null, recordId: null, alone: false, stays: false };

async function sameRows(tx: Db, where: SQL, set: Exclude<Decision, { suggested: true }>): Promise<Decided[]> {
  const items = await tx.select({ id: queueItem.id }).from(queueItem).where(where);
  const decided = await decisionRow(tx, set);
  return items.map(({ id }) => ({ id, ...decided }));
}

async function decisionRow(
  tx: Db,
  set: Exclude<Decision, { suggested: true }>,
): Promise<Omit<Decided, 'id'>> {
  if ('state' in set) return { ...plain, state: set.state };
  if ('kind' in set)
    return set.kind === null
      ? { ...plain, state: 'pending' }
      : { ...plain, kind: set.kind, state: 'ready', alone: true };
  const kinds = await kindsOf(tx, [set.recordId]);
  return { ...plain, kind: kinds.get(set.recordId)!, recordId: set.recordId, state: 'ready' };
}

/** Each as it is suggested, or of `kind` where it is nobody known. */
async function suggestedRows(
  tx: Db,
  accountId: string,
  where: SQL,
  kind: RecordKind | null,
): Promise<Decided[]> {
  const cards = await unlinkedCards(tx, where);
  // What was decided about them before counts no more.
  const anew = cards.map((each) => ({ ...each, state: 'pending' }));
  const { suggestions } = await findMatches(tx, accountId, anew);
  const kinds = await kindsOf(
    tx,
    [...suggestions.values()].flatMap((each) => ('recordId' in each ? [each.recordId] : [])),
  );
  return cards.map(({ id, cardId, state, recordId }): Decided => {
    const suggestion = suggestions.get(cardId)!;
    if ('recordId' in suggestion) {
      const { recordId: into } = suggestion;
      return { ...plain, id, kind: kinds.get(into)!, recordId: into, state: 'ready' };
    }
    if ('kind' in suggestion) return { ...plain, id, kind: kind ?? suggestion.kind, state: 'ready' };
    // Given a kind with many others, the second card of a merged record is not meant.
    if (suggestion.state === 'ignored')
      return { ...plain, id, recordId, state: 'ignored', stays: kind !== null };
    return { ...plain, id, state: 'pending', stays: state === 'pending' || state === 'ignored' };
  });
}

async function kindsOf(tx: Db, ids: string[]): Promise<Map<string, RecordKind>> {
  if (ids.length === 0) return new Map();
  const found = await tx
    .select({ id: record.id, kind: record.kind })
    .from(record)
    .where(inArray(record.id, ids));
  return new Map(found.map(({ id, kind }) => [id, kind]));
}

function outcomeOf(decided: Decided[]): QueueOutcome {
  const outcome = { ...NOTHING };
  for (const { kind, recordId, state, stays } of decided) {
    if (!stays) outcome.changed += 1;
    if (state === 'ignored') outcome.ignored += 1;
    else if (state === 'pending') outcome.waiting += 1;
    else if (recordId !== null) outcome.merged += 1;
    else if (kind !== null) outcome[kind] += 1;
  }
  return outcome;
}

async function found(db: Db, accountId: string, filter: QueueFilter): Promise<SQL> {
  const items = db
    .select({ id: sql`${queueItem.id}`.as('found') })
    .from(queueItem)
    .innerJoin(card, eq(card.id, queueItem.cardId))
    .where(await queueWhere(db, accountId, filter));
  return sql`${queueItem.id} in ${items}`;
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
