// What a run did, taken back, and a card out of the trash, in the memory CRM; as src/plans/undo-run.ts, undo-import.ts and
// trashed-cards.ts.
import { FLAG_OFF, IMPORTS, NOTHING_DONE } from '../../../src/plans/undoable.ts';
import { withAgreed } from '../../../src/sync/link/link.ts';
import type { ActionEntry, CardEntry, Memory } from './memory-entries.ts';
import { writeFlags } from './memory-flags.ts';
import { ALL_RIGHTS } from './memory-rights.ts';
import {
  BY_USER,
  endRuns,
  ensureLinks,
  idsOf,
  isOpen,
  move,
  openLinks,
  trashRecord,
  updateRecord,
} from './memory-rows.ts';
import { putBack } from './memory-seconds.ts';

const isImport = ({ type }: ActionEntry): boolean => IMPORTS.includes(type);

export function undoRun(memory: Memory, userId: string, runId: string): boolean {
  const { edit, delete: mayDelete } = memory.rights.get(userId) ?? ALL_RIGHTS;
  if (!edit || !mayDelete) return false;
  const done = memory.actions
    .filter((action) => action.runId === runId && !action.undone && !NOTHING_DONE.includes(action.outcome))
    .toReversed();
  const imports = new Map(done.filter(isImport).map((action) => [action.recordId, action]));
  for (const action of done) {
    const whole = imports.get(action.recordId);
    if (whole && whole !== action) continue;
    const parts = whole ? done.filter((part) => part !== whole && part.recordId === whole.recordId) : [];
    if (!(whole ? undoImport(memory, userId, whole, parts) : undoOne(memory, userId, action))) continue;
    for (const each of [action, ...parts.filter(({ type }) => type !== 'update')]) each.undone = true;
  }
  return done.some(({ undone }) => undone);
}

/** True when all of it was taken back. */
function undoImport(memory: Memory, userId: string, done: ActionEntry, parts: ActionEntry[]): boolean {
  const recordId = done.recordId!;
  const record = memory.records.get(recordId);
  const isEdited = memory.changes.some((row) => row.recordId === recordId && row.actor === 'user');
  if (!record || record.deleted || (done.type === 'import' && isEdited)) return false;
  if (!letGo(memory, done)) return false;
  if (done.type === 'merge') return takeBackMerge(memory, userId, done, parts);
  flagOff(memory, userId, recordId);
  const flags = [...memory.flags.values()];
  if (flags.some((flag) => flag.recordId === recordId && flag.userId !== userId && flag.on)) return false;
  trashRecord(memory, recordId, BY_USER);
  return true;
}

/** Ends the link, and its card waits again. False while the card is being deleted. */
function letGo(memory: Memory, { accountId, linkId }: ActionEntry): boolean {
  endRuns(memory, [accountId]);
  const link = memory.links.get(linkId!)!;
  if (link.state === 'deleting') return false;
  move(memory, [link.id], { type: 'closed', reason: 'undone' });
  for (const conflict of memory.conflicts)
    if (conflict.linkId === linkId && conflict.resolution === null) conflict.resolution = 'crm';
  const card = memory.cards.get(link.cardId ?? '');
  if (card) offerAgain(memory, card);
  return true;
}

function offerAgain(
  memory: Memory,
  { id: cardId, accountId, state, inScope, suggestedKind }: CardEntry,
): void {
  const item = memory.queue.get(cardId);
  if (item && !['imported', 'ignored'].includes(item.state)) return;
  if (!inScope) memory.queue.delete(cardId);
  else if (state !== 'gone' && !openLinks(memory).some((other) => other.cardId === cardId))
    memory.queue.set(cardId, {
      id: item?.id ?? memory.newId(),
      accountId,
      cardId,
      suggestedKind,
      reason: item?.reason ?? 'unlinked',
      state: 'pending',
      kind: null,
      recordId: null,
      choice: null,
      error: null,
      runId: null,
      alone: false,
    });
}

function flagOff(memory: Memory, userId: string, recordId: string): void {
  writeFlags(memory, { userId, recordIds: [recordId], on: false, source: 'user', keepCard: false });
  const others = openLinks(memory).filter(
    (link) =>
      link.recordId === recordId &&
      !link.createdByUs &&
      memory.accounts.get(link.accountId)!.userId === userId,
  );
  move(memory, idsOf(others), { type: 'kept', keep: true });
}

function takeBackMerge(memory: Memory, userId: string, done: ActionEntry, parts: ActionEntry[]): boolean {
  const recordId = done.recordId!;
  const brought = parts
    .filter((part) => part.type === 'update-record' && part.linkId === done.linkId)
    .flatMap(({ diff }) => diff);
  const { values: now } = memory.records.get(recordId)!;
  const untouched = brought.filter(({ field, after }) => (now[field] ?? null) === after);
  const values = Object.fromEntries(untouched.map(({ field, before }) => [field, before]));
  updateRecord(memory, { recordId, values, by: BY_USER });
  const flag = [...memory.flags.values()].find((row) => row.recordId === recordId && row.userId === userId);
  if (flag?.on && flag.runId === done.runId) flagOff(memory, userId, recordId);
  else ensureLinks(memory, userId, [recordId]);
  return untouched.length === brought.length;
}

function undoOne(memory: Memory, userId: string, { type, recordId, diff, outcome, linkId }: ActionEntry) {
  if (recordId === null) {
    const isDeleted = type === 'remove' || (type === 'close' && outcome === 'deleted');
    const kept = memory.trash.find((row) => row.linkId === linkId);
    return isDeleted && kept !== undefined && putBack(memory, kept.id);
  }
  const record = memory.records.get(recordId);
  if (!record) return false;
  const { id, deleted, values: now } = record;
  const mine = { userId, recordIds: [id] };
  switch (type) {
    case 'update':
    case 'update-record': {
      const unchanged = diff.filter(({ field, after }) => (now[field] ?? null) === after);
      if (deleted || unchanged.length === 0) return false;
      if (type === 'update' && memory.links.get(linkId ?? '')?.closedReason === 'undone') return false;
      const same = type === 'update' ? unchanged.filter(isTakenBack(memory, id, linkId)) : unchanged;
      const values = Object.fromEntries(same.map(({ field, before }) => [field, before]));
      updateRecord(memory, { recordId: id, values, by: BY_USER });
      if (type === 'update-record') leavePicture(memory, linkId, same);
      return same.length === diff.length;
    }
    case 'create':
      flagOff(memory, userId, id);
      return true;
    case 'remove':
    case 'close':
      if (deleted || (type === 'close' && !FLAG_OFF.includes(outcome))) return false;
      writeFlags(memory, { ...mine, on: true, source: 'user' });
      return true;
    default:
      return false;
  }
}

/** @see fromElsewhere of src/plans */
const isTakenBack =
  ({ changes, linkedAfter }: Memory, recordId: string, linkId: string | null) =>
  ({ field, before, after }: ActionEntry['diff'][number]): boolean => {
    if (before !== null || after === null) return true;
    const ofRecord = changes.filter((row) => row.recordId === recordId);
    const last = ofRecord.findLast((row) => row.field === field);
    if (last?.actor !== 'user' || changes.indexOf(last) < linkedAfter.get(linkId ?? '')!) return false;
    return !ofRecord.some((row) => row.at === last.at && ['mergedFrom', 'kind'].includes(row.field));
  };

function leavePicture(memory: Memory, linkId: string | null, taken: ActionEntry['diff']): void {
  const picture = taken.find(({ field, before }) => field === 'photo' && before === null);
  const link = memory.links.get(linkId ?? '');
  if (!picture || !link || !isOpen(link)) return;
  endRuns(memory, [link.accountId]);
  move(memory, [link.id], ({ base }) => {
    if (base === null) return null;
    const remote = base.fields.photo?.remote ?? picture.after;
    return { type: 'agreed', base: withAgreed(base, { photo: { local: null, remote } }) };
  });
}

export function restoreCard(memory: Memory, userId: string, accountId: string, recordId: string): boolean {
  const isThere = memory.trash.some((row) => row.accountId === accountId && row.recordId === recordId);
  if (!isThere || memory.records.get(recordId)!.deleted) return false;
  writeFlags(memory, { userId, recordIds: [recordId], on: true, source: 'user' });
  return true;
}
