// What a decision makes of items of the queue, whoever makes it.
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { json } from '../database/query.ts';
import { queueItem, type RecordKind, record } from '../database/schema.ts';
import { unlinkedCards } from '../database/store/match-candidates.ts';
import { releaseLookalikes } from '../database/tables/links.ts';
import { AppError } from '../errors.ts';
import type { Choice } from '../sync/model.ts';
import { findMatches } from './find-matches.ts';

/**
 * A kind, with the company that the card names or without; merging into a record; ignoring, for ever or until the card changes;
 * taking a decision back; each as its suggestion says; or all of them as one person, whom the first card stands for.
 */
export type Decision =
  | OfKind
  | Suggested
  | Into
  | { state: 'ignored' | 'pending'; until?: 'changed' | undefined };
type OfKind = {
  kind: RecordKind | null;
  withCompany?: true | undefined;
  onePerson?: true | undefined;
  /** Each was decided by itself, and they only come together. */
  alone?: true | undefined;
};
type Suggested = { suggested: true; choice?: Choice | undefined; onePerson?: true | undefined };
type Into = { recordId: string; choice?: Choice | undefined };

/** What becomes of the items that a decision is about. */
export interface QueueOutcome {
  changed: number;
  /** Into a record that is there. */
  merged: number;
  company: number;
  contact: number;
  lead: number;
  /** People whose company comes with them, unless it is here. */
  withCompany: number;
  ignored: number;
  /** Second cards of one person: somebody has to say of each what it is. */
  waiting: number;
}

export const NOTHING: QueueOutcome = {
  changed: 0,
  merged: 0,
  company: 0,
  contact: 0,
  lead: 0,
  withCompany: 0,
  ignored: 0,
  waiting: 0,
};

/** Which items, what becomes of them, and by whose word: a person's, or a rule's. */
export interface Deciding {
  where: SQL;
  set: Decision;
  /** Where the items were named one by one. */
  ids?: string[] | undefined;
  preview?: boolean | undefined;
  ruleId?: string | undefined;
}

/**
 * In the caller's transaction, which holds the account.
 * @throws AppError 'bad-request', 'invalid-values' for a record that cannot be merged into
 */
export async function decideItems(tx: Db, accountId: string, deciding: Deciding): Promise<QueueOutcome> {
  const { set, preview = false, ruleId = null } = deciding;
  if ('recordId' in set) await demandMergeable(tx, accountId, set.recordId, deciding.ids);
  const decided = await decidedRows(tx, accountId, deciding);
  if (preview) return outcomeOf(decided);
  const choice = 'choice' in set ? set.choice : undefined;
  const moving = decided
    .filter(({ stays }) => !stays)
    .map((each) => ({ ...each, choice: each.recordId === null ? undefined : choice }));
  if (moving.length === 0) return outcomeOf(decided);
  await tx.execute(sql`update queue_item set kind = t.kind, record_id = t."recordId", state = t.state, alone = t.alone,
      choice = t.choice, with_company = t."withCompany", error = null, run_id = null, rule_id = ${ruleId}::uuid,
      ruling = ${ruleId === null ? 'by-hand' : 'done'},
      ignored_content = case when t."untilChanged" then (select content_hash from card where card.id = queue_item.card_id) end
    from jsonb_to_recordset(${json(moving)}) as t(
      id uuid, kind text, "recordId" uuid, state text, alone boolean, choice jsonb, "withCompany" boolean, "untilChanged" boolean)
    where queue_item.id = t.id`);
  await releaseLookalikes(tx, accountId);
  return outcomeOf(decided);
}

async function decidedRows(
  tx: Db,
  accountId: string,
  { where, set, ids, ruleId }: Deciding,
): Promise<Decided[]> {
  if ('onePerson' in set && set.onePerson) {
    const [first, ...others] = ids ?? [];
    if (first === undefined)
      throw new AppError('bad-request', 'Name the cards of the person by their ids.', {
        fields: { ids: 'required' },
      });
    const { onePerson: _, ...becomes } = set;
    const only = (those: string[]) => and(where, inArray(queueItem.id, those))!;
    return [
      ...(await decidedRows(tx, accountId, { where: only([first]), set: becomes, ids: [first] })),
      ...(await sameRows(tx, only(others), { state: 'ignored' })),
    ];
  }
  const isAlone = 'alone' in set || ids?.length === 1;
  const isByCard =
    'suggested' in set || ('kind' in set && set.kind !== null && (!isAlone || ruleId !== undefined));
  return isByCard ? suggestedRows(tx, accountId, where, set) : sameRows(tx, where, set);
}

interface Decided {
  id: string;
  kind: RecordKind | null;
  recordId: string | null;
  state: 'ready' | 'pending' | 'ignored';
  alone: boolean;
  withCompany: boolean;
  /** Ignored until the card changes. */
  untilChanged: boolean;
  /** Left as it is: somebody has to say what it is. */
  stays: boolean;
}

const plain = {
  kind: null,
  recordId: null,
  alone: false,
  withCompany: false,
  untilChanged: false,
  stays: false,
};

async function sameRows(tx: Db, where: SQL, set: Exclude<Decision, Suggested>): Promise<Decided[]> {
  const items = await tx.select({ id: queueItem.id }).from(queueItem).where(where);
  const decided = await decisionRow(tx, set);
  return items.map(({ id }) => ({ id, ...decided }));
}

async function decisionRow(tx: Db, set: Exclude<Decision, Suggested>): Promise<Omit<Decided, 'id'>> {
  if ('state' in set)
    return { ...plain, state: set.state, untilChanged: set.state === 'ignored' && set.until === 'changed' };
  if ('kind' in set)
    return set.kind === null
      ? { ...plain, state: 'pending' }
      : { ...plain, kind: set.kind, state: 'ready', alone: true, withCompany: set.withCompany ?? false };
  const kinds = await kindsOf(tx, [set.recordId]);
  return { ...plain, kind: kinds.get(set.recordId)!, recordId: set.recordId, state: 'ready' };
}

/** Each as it is suggested, or of `kind` where it is nobody known. */
async function suggestedRows(
  tx: Db,
  accountId: string,
  where: SQL,
  set: OfKind | Suggested,
): Promise<Decided[]> {
  const kind = 'kind' in set ? set.kind : null;
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
    if ('kind' in suggestion) {
      const withCompany = ('kind' in set ? set.withCompany : suggestion.withCompany) ?? false;
      return { ...plain, id, kind: kind ?? suggestion.kind, state: 'ready', withCompany };
    }
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
  for (const { kind, recordId, state, stays, withCompany } of decided) {
    if (!stays) outcome.changed += 1;
    if (state === 'ignored') outcome.ignored += 1;
    else if (state === 'pending') outcome.waiting += 1;
    else if (recordId !== null) outcome.merged += 1;
    else if (kind !== null) outcome[kind] += 1;
    if (withCompany) outcome.withCompany += 1;
  }
  return outcome;
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
