// What a run did, taken back, and a card out of the trash, in the memory CRM; as src/plans/undo-run.ts and trashed-cards.ts.
import { writeFlags } from './memory-flags.ts';
import { ALL_RIGHTS } from './memory-rights.ts';
import { type ActionEntry, BY_USER, type Memory, trashRecord, updateRecord } from './memory-rows.ts';

const NOTHING_DONE = new Set(['held', 'approved', 'discarded', 'refused', 'not-allowed']);

export function undoRun(memory: Memory, userId: string, runId: string): boolean {
  const { edit, delete: mayDelete } = memory.rights.get(userId) ?? ALL_RIGHTS;
  if (!edit || !mayDelete) return false;
  const done = memory.actions.filter(
    (action) => action.runId === runId && !action.undone && !NOTHING_DONE.has(action.outcome),
  );
  for (const action of done.toReversed()) if (undoOne(memory, userId, action)) action.undone = true;
  return done.some(({ undone }) => undone);
}

function undoOne(memory: Memory, userId: string, { type, recordId, diff, outcome, linkId }: ActionEntry) {
  const record = memory.records.get(recordId ?? '');
  if (!record) return false;
  const { id, deleted, version, values: now } = record;
  const mine = { userId, recordIds: [id] };
  switch (type) {
    case 'update':
    case 'update-record': {
      const same = diff.filter(({ field, after }) => (now[field] ?? null) === after);
      if (deleted || same.length === 0) return false;
      const values = Object.fromEntries(same.map(({ field, before }) => [field, before]));
      updateRecord(memory, { recordId: id, values, by: BY_USER });
      return same.length === diff.length;
    }
    case 'import': {
      if (version > 1) return false;
      writeFlags(memory, { ...mine, on: false, source: 'user', keepCard: true });
      trashRecord(memory, id, BY_USER);
      const item = memory.queue.get(memory.links.get(linkId ?? '')?.cardId ?? '');
      if (item && ['imported', 'ignored'].includes(item.state))
        memory.queue.set(item.cardId, { ...item, state: 'pending', kind: null, recordId: null, runId: null });
      return true;
    }
    case 'create':
      writeFlags(memory, { ...mine, on: false, source: 'user', keepCard: false });
      return true;
    case 'remove':
    case 'close':
      if (deleted || (type === 'close' && outcome !== 'card-deleted' && outcome !== 'kept')) return false;
      writeFlags(memory, { ...mine, on: true, source: 'user' });
      return true;
    default:
      return false;
  }
}

export function restoreCard(memory: Memory, userId: string, accountId: string, recordId: string): boolean {
  const isThere = memory.trash.some((row) => row.accountId === accountId && row.recordId === recordId);
  if (!isThere || memory.records.get(recordId)!.deleted) return false;
  writeFlags(memory, { userId, recordIds: [recordId], on: true, source: 'user' });
  return true;
}
