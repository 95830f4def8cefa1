// What happens to links, written: many of them in one transaction, with few statements. What becomes of a link is said by `moved`
// (sync/link/move.ts); here it is read, locked and written back with all that belongs to the step.
import { sql } from 'drizzle-orm';
import type { RubricaEvent } from '../../events.ts';
import type { RemoteId } from '../../providers/provider.ts';
import type { LinkRow } from '../../sync/link/link.ts';
import { cardMeant, type LinkMove, moved } from '../../sync/link/move.ts';
import type { Step, StepResult } from '../../sync/store.ts';
import type { Db } from '../database.ts';
import { lockRecords } from '../locks.ts';
import { newId } from '../new-id.ts';
import { emit, emitAll } from '../notify.ts';
import { json, rows, uuids } from '../query.ts';
import { setFlags } from '../tables/flags.ts';
import { hasCard, lockedLinks, markSynced, moveLinks, touch, writeLinks } from '../tables/links.ts';
import { regroup } from '../tables/ties.ts';
import { toTrash } from '../tables/trash.ts';
import { askingBeside, changedBeside } from './beside-links.ts';
import type { Claim, RecordPort } from './claim.ts';
import { holdActions, releaseActions } from './held-actions.ts';
import { type DoneStep, requeue, saveConflict, settleConflicts } from './link-effects.ts';
import { saveCards, setGone } from './save-cards.ts';
import { enqueue } from './save-page.ts';
import { rescope } from './scope.ts';

/** @see SyncStore.commit */
export async function commitSteps(
  tx: Db,
  claim: Claim,
  records: RecordPort,
  steps: Step[],
): Promise<StepResult[]> {
  const asking = await askingBeside(tx, claim.accountId, steps);
  await lockRecords(
    tx,
    recordsOf(steps, (step) => touchesRecord(step) || asking.has(step)),
  );
  const changed = await changedBeside(tx, asking);
  const cardIds = await saveSeen(tx, claim, steps);
  await markCards(tx, claim, steps);
  const stale = await writeRecords(tx, claim, records, steps);
  const links = await linksOf(tx, steps);
  const found = [...links.values()];
  const taken = await takenCards(tx, steps);
  const done: DoneStep[] = [];
  const ended = new Set<string>();
  const results = steps.map((step): StepResult => {
    const before = links.get(step.linkId);
    if (!before || ended.has(step.linkId) || changed.has(step)) return 'passed-over';
    if (stale.has(step)) {
      ended.add(step.linkId);
      return 'stale';
    }
    const after = afterStep(before, step, cardIds, taken);
    if (!after) return 'passed-over';
    links.set(step.linkId, after);
    done.push({ step, before, after });
    return 'done';
  });
  await writeLinks(tx, found, [...links.values()]);
  await writeEffects(tx, claim, records, done);
  return results;
}

const touchesRecord = ({ record, flag, trashRecord, wantedAgain }: Step): boolean =>
  record !== undefined || flag !== undefined || trashRecord === true || wantedAgain === true;

const recordsOf = (steps: Step[], where: (step: Step) => unknown): string[] => [
  ...new Set(steps.filter(where).flatMap(({ recordId }) => recordId ?? [])),
];

const linksWhere = (done: DoneStep[], where: (step: Step) => unknown): string[] =>
  done.filter(({ step }) => where(step)).map(({ step }) => step.linkId);

async function linksOf(tx: Db, steps: Step[]): Promise<Map<string, LinkRow>> {
  const ids = [...new Set(steps.map(({ linkId }) => linkId))];
  return new Map((await lockedLinks(tx, ids)).map((link) => [link.id, link]));
}

/** Null where the step does not apply. */
function afterStep(
  before: LinkRow,
  { move, card }: Step,
  cardIds: Map<RemoteId, string>,
  taken: Set<string>,
): LinkRow | null {
  if (!move) return before;
  if (taken.has(cardMeant(move) ?? '')) return null;
  const whole: LinkMove = move.type === 'answered' ? { ...move, cardId: cardIds.get(card!.card.id)! } : move;
  const after = moved(before, whole);
  return after === before ? null : after;
}

/** The cards as they were seen, whatever becomes of the steps; what they say of their groups counts. Row ids by remote id. */
async function saveSeen(tx: Db, claim: Claim, steps: Step[]): Promise<Map<RemoteId, string>> {
  const { accountId } = claim;
  const seen = steps.flatMap(({ card }) => card ?? []);
  const ids = new Map<RemoteId, string>();
  for (const [bookId, cards] of Map.groupBy(seen, (one) => one.bookId)) {
    const page = { claim, bookId, cards: cards.map(({ card }) => card), generation: null };
    const saved = await saveCards(tx, page);
    const changed = [...saved.values()].filter((card) => card.changed).map(({ id }) => id);
    await enqueue(tx, claim, await rescope(tx, accountId, changed));
    for (const [remoteId, { id }] of saved) ids.set(remoteId, id);
  }
  return ids;
}

async function markCards(tx: Db, { accountId }: Claim, steps: Step[]): Promise<void> {
  const of = (state: Step['cardIs']) => {
    const ids = steps.filter(({ cardIs }) => cardIs === state).map(({ linkId }) => linkId);
    return sql`id in (
      select card_id from link
      where id = any(${uuids(ids)}) and state <> 'closed')`;
  };
  if (steps.some(({ cardIs }) => cardIs === 'missing'))
    await tx.execute(
      sql`update card set state = 'missing', seen_at = now() where ${of('missing')} and state = 'live'`,
    );
  if (!steps.some(({ cardIs }) => cardIs === 'gone')) return;
  const gone = await rows<{ id: RemoteId }>(tx, sql`select remote_id as id from card where ${of('gone')}`);
  await setGone(
    tx,
    accountId,
    gone.map(({ id }) => id),
  );
}

/** Compare-and-set, one record after the other; those that had changed. What it touches of the steps' own links is read after. */
async function writeRecords(tx: Db, claim: Claim, records: RecordPort, steps: Step[]): Promise<Set<Step>> {
  const stale = new Set<Step>();
  const writing = steps.filter(({ record }) => record !== undefined);
  if (writing.length === 0) return stale;
  const links = await linksOf(tx, writing);
  for (const step of writing) {
    const link = links.get(step.linkId);
    if (!link || (step.move && afterStep(link, step, new Map(), new Set()) === null)) continue;
    const { expect, values } = step.record!;
    const write = {
      recordId: step.recordId!,
      expectVersion: expect,
      values,
      by: claim,
      exceptLink: step.linkId,
    };
    if ((await records.update(tx, write)) === 'stale') stale.add(step);
  }
  return stale;
}

/** Of the cards to be taken up or waited for, those that somebody took meanwhile, or is making: a creation without an answer has one. */
async function takenCards(tx: Db, steps: Step[]): Promise<Set<string>> {
  const wished = steps.flatMap(({ move }) => (move && cardMeant(move)) ?? []);
  if (wished.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    tx,
    sql`select card.id from card
      where card.id = any(${uuids(wished)}) and exists (
        select 1 from link where ${hasCard(sql`link`, sql`card`)})`,
  );
  return new Set(found.map(({ id }) => id));
}

/** Beside the links' own rows, what the steps write, a kind of effect at a time. */
async function writeEffects(tx: Db, claim: Claim, records: RecordPort, done: DoneStep[]): Promise<void> {
  const { accountId, userId, runId } = claim;
  for (const [reason, of] of Map.groupBy(done, ({ step }) => step.trash))
    if (reason) await toTrash(tx, { linkIds: of.map(({ step }) => step.linkId), reason, runId });
  const passing = done.flatMap(({ step }) => step.passesOn ?? []);
  if (passing.length > 0) await moveLinks(tx, passing, { type: 'passed-on' });
  for (const { step } of done) {
    for (const conflict of step.conflicts ?? []) await saveConflict(tx, claim, step, conflict);
    if (step.settles) await settleConflicts(tx, step.linkId, step.settles);
  }
  await regroup(
    tx,
    accountId,
    done.flatMap(({ step: { card, groups } }) => (card && groups ? [{ uid: card.card.uid, groups }] : [])),
  );
  await flagsOff(tx, claim, done);
  const wanted = recordsOf(
    done.map(({ step }) => step),
    ({ wantedAgain }) => wantedAgain,
  );
  if (wanted.length > 0) await records.ensureLinks(tx, userId, wanted);
  for (const { step } of done)
    if (step.trashRecord) await records.trash(tx, { recordId: step.recordId!, by: claim });
  await writeQueue(tx, accountId, done);
  await releaseActions(
    tx,
    claim,
    linksWhere(done, ({ release }) => release),
  );
  await holdActions(tx, claim, done);
  await writeJournal(tx, claim, done);
  await noteSynced(tx, done);
  await tell(tx, claim, done);
}

async function flagsOff(tx: Db, { userId }: Claim, done: DoneStep[]): Promise<void> {
  const recordIds = recordsOf(
    done.map(({ step }) => step),
    ({ flag }) => flag,
  );
  if (recordIds.length === 0) return;
  await setFlags(tx, { userId, recordIds, on: false, source: 'card-deleted' });
  await touch(
    tx,
    sql`record_id = any(${uuids(recordIds)}) and state <> 'closed'
      and account_id in (select id from account where user_id = ${userId})`,
  );
}

async function writeQueue(tx: Db, accountId: string, done: DoneStep[]): Promise<void> {
  for (const queue of ['offer', 'ask'] as const) {
    const offered = done
      .filter(({ step }) => step.queue === queue)
      .flatMap(({ before }) => before.cardId ?? []);
    await requeue(tx, accountId, offered, queue);
  }
  const forgotten = done
    .filter(({ step }) => step.queue === 'forget')
    .flatMap(({ after }) => after.cardId ?? []);
  if (forgotten.length === 0) return;
  await tx.execute(
    sql`delete from queue_item
      where state <> 'imported' and card_id = any(${uuids(forgotten)})`,
  );
}

async function writeJournal(tx: Db, { runId }: Claim, done: DoneStep[]): Promise<void> {
  const entries = done.flatMap(({ step, before, after }) =>
    (step.journal ?? []).map(({ type, diff, outcome, approved = false }) => ({
      id: newId(),
      type,
      diff,
      outcome,
      approved,
      linkId: step.linkId,
      recordId: step.recordId,
      cardId: step.move?.type === 'taken-up' ? after.cardId : before.cardId,
    })),
  );
  if (entries.length === 0) return;
  await tx.execute(
    sql`insert into run_action (id, run_id, type, link_id, record_id, card_id, diff, outcome, approved)
      select id, ${runId}, type, "linkId", "recordId", "cardId", diff, outcome, approved
      from jsonb_to_recordset(${json(entries)}) as t(
        id uuid, type text, "linkId" uuid, "recordId" uuid, "cardId" uuid, diff jsonb, outcome text, approved boolean)`,
  );
}

const AGREEING = new Set(['agreed', 'answered']);

async function noteSynced(tx: Db, done: DoneStep[]): Promise<void> {
  const isSynced = ({ move, conflicts }: Step) => AGREEING.has(move?.type ?? '') || conflicts !== undefined;
  const ids = linksWhere(done, isSynced);
  if (ids.length > 0) await markSynced(tx, ids);
}

async function tell(tx: Db, { accountId, userId }: Claim, done: DoneStep[]): Promise<void> {
  const steps = done.map(({ step }) => step);
  const isClosed = ({ move }: Pick<Step, 'move'>) => move?.type === 'closed';
  const isNews = ({ move, journal, settles }: Step) =>
    settles !== undefined || (journal !== undefined && journal.length > 0) || move?.type === 'held';
  const changed = (where: (step: Step) => boolean): RubricaEvent[] =>
    recordsOf(steps, where).map((recordId) => ({ type: 'record.changed', recordId }));
  await emitAll(tx, changed(isClosed), 'everybody');
  await emitAll(
    tx,
    changed((step) => isNews(step) && !isClosed(step) && !step.record && !step.waits),
    { userId },
  );
  if (steps.some(({ waits, release }) => waits || release))
    await emit(tx, { type: 'account.changed', accountId }, { userId });
  if (
    steps.some(({ move, recordId }) => move?.type === 'taken-up' || (recordId === null && isClosed({ move })))
  )
    await emit(tx, { type: 'queue.changed', accountId }, { userId });
}
