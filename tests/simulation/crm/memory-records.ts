// Records that become another kind, or one record, in the memory CRM; as src/records/kinds and src/records/merge.
import { CATALOGUE } from '../../../src/fields/catalogue.ts';
import { carryAgreement, carryValues } from '../../../src/records/kinds/carry-values.ts';
import { mergeValues } from '../../../src/records/merge/merge-values.ts';
import { serialOf } from '../../../src/sync/link/view.ts';
import type { RecordKind, Values } from '../../../src/sync/model.ts';
import type { LinkEntry, Memory } from './memory-entries.ts';
import { setFlags } from './memory-flags.ts';
import {
  addChange,
  BY_USER,
  endRuns,
  ensureLinks,
  idsOf,
  isOpen,
  move,
  openLinks,
  touch,
  touchRecordLinks,
  trashRecord,
  updateRecord,
} from './memory-rows.ts';

export function convertRecord(memory: Memory, recordId: string, kind: RecordKind): boolean {
  const record = memory.records.get(recordId)!;
  if (record.deleted) return false;
  const { kind: former } = record;
  updateRecord(memory, {
    recordId,
    kind,
    values: carryValues(CATALOGUE, former, kind, record.values as Record<string, string>),
    by: BY_USER,
  });
  carryBases(memory, recordId, former, kind);
  return true;
}

export function carryBases(memory: Memory, recordId: string, from: RecordKind, to: RecordKind): void {
  if (from === to) return;
  const links = [...memory.links.values()].filter((link) => link.recordId === recordId);
  // A run that began with the old kind would agree on fields that are not there any more.
  endRuns(
    memory,
    links.filter(isOpen).map(({ accountId }) => accountId),
  );
  move(memory, idsOf(links), (link) => ({ type: 'converted', ...carryAgreement(from, to, link) }));
}

export function mergeRecords(memory: Memory, id: string, goesId: string): boolean {
  const [stays, goes] = [memory.records.get(id)!, memory.records.get(goesId)!];
  if (id === goesId || stays.deleted || goes.deleted) return false;
  const { kind } = stays;
  const fields = CATALOGUE[kind].map(({ key, type, inactive }) => ({
    key,
    type,
    active: !inactive && !memory.inactive.has(`${kind} ${key}`),
  }));
  const half = (record: typeof stays) => ({
    kind: record.kind,
    values: record.values as Record<string, string>,
  });
  const already = memory.changes.length;
  const values: Values = mergeValues({
    stays: half(stays),
    goes: half(goes),
    kind,
    fields,
    definitions: CATALOGUE,
  });
  updateRecord(memory, { recordId: id, values, by: BY_USER });
  carryBases(memory, goesId, goes.kind, kind);
  const links = uniteLinks(memory, { from: goesId, to: id, kind });
  const turnedOn = uniteFlags(memory, goesId, id);
  const changes = memory.changes.slice(already).filter(({ recordId }) => recordId === id);
  memory.merges.push({ recordId: id, mergedId: goesId, ...links, flags: turnedOn, changes });
  addChange(memory, { recordId: id, field: 'mergedFrom', before: null, after: goesId }, BY_USER);
  trashRecord(memory, goesId, BY_USER);
  memory.records.set(goesId, { ...memory.records.get(goesId)!, merged: true });
  touchRecordLinks(memory, [id]);
  return true;
}

/** Whoever has one of the two on the phone has the one that stays there. */
function uniteFlags(memory: Memory, from: string, to: string): string[] {
  const turnedOn: string[] = [];
  for (const flag of [...memory.flags.values()]) {
    const { userId } = flag;
    if (flag.recordId !== from || !flag.on) continue;
    if (setFlags(memory, { userId, recordIds: [to], on: true, source: flag.source }).length === 0) continue;
    turnedOn.push(userId);
    const theirs = openLinks(memory).filter(
      (link) => link.recordId === to && memory.accounts.get(link.accountId)!.userId === userId,
    );
    move(memory, idsOf(theirs), { type: 'kept', keep: false });
    ensureLinks(memory, userId, [to]);
  }
  return turnedOn;
}

function uniteLinks(
  memory: Memory,
  { from, to, kind }: { from: string; to: string; kind: RecordKind },
): { moved: string[]; closed: string[] } {
  const found = openLinks(memory).filter(({ recordId, state }) => recordId === from && state !== 'deleting');
  // A run that began with the links as they were writes nothing more.
  endRuns(
    memory,
    found.map(({ accountId }) => accountId),
  );
  const [moved, closed]: [LinkEntry[], string[]] = [[], []];
  for (const link of found) {
    const other = [...memory.links.values()].find(
      (row) => isOpen(row) && row.accountId === link.accountId && row.recordId === to,
    );
    // A link that waits for its first card takes the card there is.
    const waits = other?.state === 'new' && link.state !== 'new';
    if (waits) memory.links.delete(other.id);
    if (!other || waits) moved.push(link);
    else {
      move(memory, [link.id], { type: 'kept', keep: true });
      if (link.state === 'creating') touch(memory, [link]);
      else {
        close(memory, link, to, kind);
        closed.push(link.id);
      }
    }
  }
  giveTo(memory, idsOf(moved), to);
  for (const item of memory.queue.values())
    if (item.recordId === from && item.state !== 'imported')
      memory.queue.set(item.cardId, { ...item, recordId: to, choice: null });
  return { moved: idsOf(moved.filter(({ state }) => state !== 'new')), closed };
}

/** All at once: of their agreements the last one stays the last. */
export function giveTo(memory: Memory, linkIds: string[], recordId: string): void {
  const theirs = [...memory.links.values()].filter((link) => link.recordId === recordId);
  move(memory, linkIds, { type: 'taken-over', recordId, last: Math.max(0, ...theirs.map(serialOf)) });
  const given = new Set<string | null>(linkIds);
  for (const action of memory.actions)
    if (given.has(action.linkId) && action.outcome === 'held') action.recordId = recordId;
  for (const conflict of memory.conflicts)
    if (given.has(conflict.linkId) && conflict.resolution === null) conflict.recordId = recordId;
}

/** The card stays where it is, and the queue offers it. */
function close(memory: Memory, { id, accountId, cardId }: LinkEntry, to: string, kind: RecordKind): void {
  move(memory, [id], { type: 'closed', reason: 'merged' });
  for (const conflict of memory.conflicts)
    if (conflict.linkId === id && conflict.resolution === null) conflict.resolution = 'crm';
  if (cardId === null || memory.cards.get(cardId)!.state === 'gone') return;
  const item = memory.queue.get(cardId);
  memory.queue.set(cardId, {
    id: item?.id ?? memory.newId(),
    accountId,
    cardId,
    kind: null,
    suggestedKind: kind,
    reason: 'duplicate',
    recordId: to,
    choice: null,
    alone: false,
    state: 'pending',
    error: null,
    runId: null,
  });
}
