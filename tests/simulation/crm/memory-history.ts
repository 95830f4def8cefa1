// What is taken back of a record's history in the memory CRM: a change, the trash, a merge; as src/records/history,
// restore-record.ts and src/records/merge/undo-merge.ts.

import type { LinkEntry, Memory, MergeEntry } from './memory-entries.ts';
import { setFlags } from './memory-flags.ts';
import { carryBases, convertRecord, giveTo, mergeRecords } from './memory-records.ts';
import { ALL_RIGHTS } from './memory-rights.ts';
import {
  addChange,
  BY_USER,
  derived,
  endRuns,
  ensureLinks,
  idsOf,
  insertLink,
  isOpen,
  move,
  touchRecordLinks,
  trashRecord,
  updateRecord,
  wasAnothersSince,
} from './memory-rows.ts';

export function undoChange(memory: Memory, userId: string, changeId: string): boolean {
  const found = memory.changes.find(({ id }) => id === changeId)!;
  const { recordId, field, before, after } = found;
  const record = memory.records.get(recordId)!;
  const { delete: mayDelete } = memory.rights.get(userId) ?? ALL_RIGHTS;
  switch (field) {
    case 'kind':
      return convertRecord(memory, recordId, before as typeof record.kind);
    case 'mergedFrom':
      return after === null ? mergeRecords(memory, recordId, before!) : restoreRecord(memory, after);
    case 'deletedAt':
      if (before === null) return restoreRecord(memory, recordId);
      return mayDelete && trashRecord(memory, recordId, BY_USER);
    default:
      if (record.deleted) return false;
      if (derived(record.kind, { ...record.values, [field]: before }).displayName === '') return false;
      updateRecord(memory, { recordId, values: { [field]: before }, by: BY_USER });
      return true;
  }
}

/** Out of the trash; one that was merged stands by itself again. */
export function restoreRecord(memory: Memory, recordId: string): boolean {
  const record = memory.records.get(recordId)!;
  if (!record.deleted) return false;
  memory.records.set(recordId, { ...record, deleted: false, merged: false, version: record.version + 1 });
  addChange(memory, { recordId, field: 'deletedAt', before: 'now', after: null }, BY_USER);
  const merge = memory.merges.find(({ mergedId }) => mergedId === recordId);
  if (merge) undoMerge(memory, merge);
  touchRecordLinks(memory, [recordId]);
  wantAgain(memory, recordId);
  return true;
}

function wantAgain(memory: Memory, recordId: string): void {
  for (const flag of memory.flags.values())
    if (flag.recordId === recordId && flag.on) ensureLinks(memory, flag.userId, [recordId]);
}

function undoMerge(memory: Memory, merge: MergeEntry): void {
  const { recordId, mergedId, changes, flags } = merge;
  memory.merges = memory.merges.filter((each) => each !== merge);
  const current = memory.records.get(recordId)!;
  const same = changes.filter(
    ({ field, after }) => field !== 'kind' && (current.values[field] ?? null) === after,
  );
  const kind = changes.find(({ field, after }) => field === 'kind' && after === current.kind);
  const former = kind?.before as typeof current.kind | undefined;
  const values = Object.fromEntries(same.map(({ field, before }) => [field, before]));
  updateRecord(memory, { recordId, values, ...(former ? { kind: former } : {}), by: BY_USER });
  if (former) carryBases(memory, recordId, current.kind, former);
  takeBackLinks(memory, merge, current.kind);
  for (const userId of flags) setFlags(memory, { userId, recordIds: [recordId], on: false, source: 'user' });
  addChange(memory, { recordId, field: 'mergedFrom', before: mergedId, after: null }, BY_USER);
  touchRecordLinks(memory, [recordId]);
  wantAgain(memory, recordId);
}

function takeBackLinks(
  memory: Memory,
  { recordId, mergedId, moved, closed }: MergeEntry,
  kind: Parameters<typeof carryBases>[2],
): void {
  const { links, cards, queue } = memory;
  const isFree = ({ accountId }: LinkEntry): boolean =>
    ![...links.values()].some(
      (other) => isOpen(other) && other.accountId === accountId && other.recordId === mergedId,
    );
  const back = moved
    .flatMap((id) => links.get(id) ?? [])
    .filter(
      (link) => link.recordId === recordId && isOpen(link) && link.state !== 'deleting' && isFree(link),
    );
  endRuns(
    memory,
    back.map(({ accountId }) => accountId),
  );
  giveTo(memory, idsOf(back), mergedId);
  for (const id of closed) {
    const link = links.get(id)!;
    const { accountId, cardId, base, outbox, createdByUs } = link;
    const isTaken = [...links.values()].some((other) => isOpen(other) && other.cardId === cardId);
    if (cards.get(cardId ?? '')?.state !== 'live' || isTaken || !isFree(link)) continue;
    if (wasAnothersSince(memory, link, cardId)) continue;
    const again = insertLink(memory, { accountId, recordId: mergedId, createdByUs });
    move(memory, [again], {
      type: 'taken-up',
      cardId: cardId!,
      from: { base, outbox, intent: null, createdByUs },
    });
    queue.delete(cardId!);
  }
  carryBases(memory, mergedId, kind, memory.records.get(mergedId)!.kind);
}
