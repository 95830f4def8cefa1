// One step of the engine in the memory CRM: what becomes of the link is said by `moved`, the rest is rows and where they lie.
import { cardMeant, type LinkMove, moved } from '../../../src/sync/link/move.ts';
import { standsBeside } from '../../../src/sync/link/view.ts';
import type { Step, StepResult } from '../../../src/sync/store.ts';
import type { MemoryClaim } from './memory-accounts.ts';
import { groupsListing, regroup, requeue, saveSome, setGone } from './memory-cards.ts';
import type { LinkEntry, Memory } from './memory-entries.ts';
import { type Done, holdAction, releaseAction } from './memory-guard.ts';
import { besideOf } from './memory-matches.ts';
import {
  addAction,
  demandUnique,
  ensureLinks,
  flagKey,
  isTaken,
  move,
  touchRecordLinks,
  trashRecord,
  updateRecord,
  writeLink,
} from './memory-rows.ts';

/** @see SyncStore.commit */
export function committing(memory: Memory, claim: MemoryClaim): (step: Step) => StepResult {
  const { accountId } = claim;
  const by = { actor: 'sync' as const, accountId };
  const ended = new Set<string>();
  return (step) => {
    if (!memory.links.has(step.linkId) || ended.has(step.linkId)) return 'passed-over';
    const stands = isStanding(memory, step);
    const cardId = step.card ? saved(memory, accountId, step) : null;
    if (step.cardIs) markCard(memory, accountId, step);
    if (!stands) return 'passed-over';
    const before = memory.links.get(step.linkId)!;
    const after = afterStep(memory, before, step, cardId);
    if (!after) return 'passed-over';
    const { recordId, record } = step;
    if (record) {
      const { expect: expectVersion, values } = record;
      const write = { recordId: recordId!, expectVersion, values, by, exceptLinkId: step.linkId };
      if (updateRecord(memory, write) === 'stale') {
        ended.add(step.linkId);
        return 'stale';
      }
    }
    if (step.groups) regroup(memory, accountId, step.card!.card.uid, step.groups);
    writeLink(memory, after);
    writeEffects(memory, claim, { step, before, after });
    return 'done';
  };
}

function isStanding(memory: Memory, { linkId, move, beside }: Step): boolean {
  const link = memory.links.get(linkId)!;
  return !beside || standsBeside(move, link.base, beside, besideOf(memory, link));
}

function saved(memory: Memory, accountId: string, { linkId, move, card }: Step): string {
  const { bookId, card: seen } = card!;
  const known = memory.cards.get(memory.cardIds.get(`${accountId} ${seen.id}`) ?? '');
  if (known && move?.type === 'answered')
    demandUnique(memory, { ...memory.links.get(linkId)!, state: 'active', cardId: known.id });
  return saveSome(memory, accountId, bookId, [seen]).get(seen.id)!.id;
}

function markCard(memory: Memory, accountId: string, { linkId, cardIs }: Step): void {
  const card = memory.cards.get(memory.links.get(linkId)!.cardId ?? '');
  if (!card) return;
  if (cardIs === 'gone') setGone(memory, accountId, [card.remoteId]);
  else if (card.state === 'live')
    memory.cards.set(card.id, { ...card, state: 'missing', seenAt: memory.now() });
}

/** Null where the step does not apply. */
function afterStep(
  memory: Memory,
  before: LinkEntry,
  { move }: Step,
  cardId: string | null,
): LinkEntry | null {
  if (!move) return before;
  const meant = cardMeant(move);
  if (meant !== undefined && isTaken(memory, meant)) return null;
  const whole: LinkMove = move.type === 'answered' ? { ...move, cardId: cardId! } : move;
  const after = moved(before, whole);
  return after === before ? null : after;
}

function writeEffects(memory: Memory, claim: MemoryClaim, done: Done): void {
  const { accountId, userId, runId } = claim;
  const { step, before, after } = done;
  const recordId = step.recordId ?? '';
  if (step.trash) toTrash(memory, before, step.trash);
  if (step.passesOn) move(memory, [step.passesOn], { type: 'passed-on' });
  writeConflicts(memory, accountId, step);
  if (step.flag) {
    const flag = memory.flags.get(flagKey(recordId, userId));
    if (flag) Object.assign(flag, { on: false, source: 'card-deleted', runId: null });
    touchRecordLinks(memory, [recordId], { userId });
  }
  if (step.wantedAgain && recordId) ensureLinks(memory, userId, [recordId]);
  if (step.trashRecord) trashRecord(memory, recordId, { actor: 'sync', accountId });
  if ((step.queue === 'offer' || step.queue === 'ask') && before.cardId)
    requeue(memory, accountId, before.cardId, step.queue);
  if (step.queue === 'forget' && memory.queue.get(after.cardId!)?.state !== 'imported')
    memory.queue.delete(after.cardId!);
  if (step.release) releaseAction(memory, accountId, step.linkId);
  if (step.waits) holdAction(memory, accountId, done);
  const cardId = step.move?.type === 'taken-up' ? after.cardId : before.cardId;
  for (const entry of step.journal ?? [])
    addAction(memory, runId, accountId, { linkId: step.linkId, recordId: step.recordId, cardId }, entry);
}

function toTrash(memory: Memory, { id, accountId, recordId, cardId }: LinkEntry, reason: string): void {
  const card = memory.cards.get(cardId ?? '');
  if (!card) return;
  const { raw, contact, loss, uid } = card;
  if (memory.trash.some((kept) => kept.linkId === id && kept.raw === raw)) return;
  if (recordId === null) memory.trash = memory.trash.filter(({ linkId }) => linkId !== id);
  const listedBy = groupsListing(memory, accountId, uid);
  memory.trash.push({
    id: `trash-${memory.trash.length}`,
    accountId,
    recordId,
    linkId: id,
    raw,
    contact,
    loss,
    listedBy,
    reason,
  });
}

function writeConflicts(
  memory: Memory,
  accountId: string,
  { linkId, recordId, conflicts = [], settles }: Step,
): void {
  for (const conflict of conflicts) {
    const known = memory.conflicts.filter(
      (row) =>
        row.linkId === linkId &&
        row.field === conflict.field &&
        row.resolution === conflict.resolution &&
        (row.resolution === null || (row.crm === conflict.crm && row.book === conflict.book)),
    );
    for (const row of known) Object.assign(row, { crm: conflict.crm, book: conflict.book });
    if (known.length === 0)
      memory.conflicts.push({ id: memory.newId(), accountId, linkId, recordId: recordId!, ...conflict });
  }
  for (const row of settles ? memory.conflicts : [])
    if (row.linkId === linkId && row.resolution === null && row.field in settles!) {
      const value = settles![row.field] ?? null;
      row.resolution = row.crm === value ? 'crm' : row.book === value ? 'book' : 'value';
    }
}
