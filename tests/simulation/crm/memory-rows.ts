// The tables of the memory CRM and the moves they share with PostgreSQL: what makes a link due, what makes a card gone.
// Rows are replaced, never changed inside, so that a view handed out stays what it was.

import { CATALOGUE } from '../../../src/fields/catalogue.ts';
import { derive } from '../../../src/records/derive.ts';
import { unheard } from '../../../src/sync/decide/guard.ts';
import { newLink } from '../../../src/sync/link/link.ts';
import { type LinkMove, moved } from '../../../src/sync/link/move.ts';
import type { FieldKey, RecordKind, Values } from '../../../src/sync/model.ts';
import type { Journal } from '../../../src/sync/store.ts';
import type { Scheduler } from '../world/scheduler.ts';

import type { CardEntry, LinkEntry, Memory, Writer } from './memory-entries.ts';
import { isSameBook } from './memory-same-book.ts';

export const BY_USER: Writer = { actor: 'user', accountId: null };

export function createMemory({ clock, now }: Pick<Scheduler, 'clock' | 'now'>): Memory {
  let ids = 0;
  return {
    now: clock,
    moment: () => ({ at: now(), clock: clock() }),
    newId: () => {
      ids += 1;
      return String(ids).padStart(8, '0');
    },
    accounts: new Map(),
    records: new Map(),
    flags: new Map(),
    books: new Map(),
    cards: new Map(),
    cardIds: new Map(),
    groups: new Map(),
    goneGroups: new Set(),
    goneLabels: new Set(),
    photos: new Map(),
    links: new Map(),
    linkedAfter: new Map(),
    taken: new Map(),
    takings: 0,
    queue: new Map(),
    ignored: [],
    runs: new Map(),
    actions: [],
    changes: [],
    trash: [],
    conflicts: [],
    inactive: new Set(),
    merges: [],
    rights: new Map(),
  };
}

export const flagKey = (recordId: string, userId: string): string => `${recordId} ${userId}`;
export const cardKey = (accountId: string, remoteId: string): string => `${accountId} ${remoteId}`;
export const isOpen = (link: LinkEntry): boolean => link.state !== 'closed';

export const openLinks = (memory: Memory): LinkEntry[] => [...memory.links.values()].filter(isOpen);

/** @see hasCard of src/database/tables */
export function isTaken(memory: Memory, cardId: string): boolean {
  const { accountId, marker } = memory.cards.get(cardId)!;
  const isMade = (link: LinkEntry) =>
    link.state === 'creating' && link.accountId === accountId && link.marker === marker;
  return openLinks(memory).some((link) => link.cardId === cardId || isMade(link));
}

/** @see moveLinks of src/database/tables */
export function move(
  memory: Memory,
  ids: Iterable<string>,
  what: LinkMove | ((link: LinkEntry) => LinkMove | null),
): void {
  for (const id of ids) {
    const link = memory.links.get(id)!;
    const one = typeof what === 'function' ? what(link) : what;
    const row = one ? moved(link, one) : link;
    demandUnique(memory, row);
    writeLink(memory, row);
  }
}

/** A card that a link has now is waited for by nobody. @see writeLinks, insertLinks of src/database/tables */
export function writeLink(memory: Memory, row: LinkEntry): void {
  const before = memory.links.get(row.id);
  memory.links.set(row.id, row);
  if (before) tellUnheard(memory, before, row);
  if (!isOpen(row)) return;
  const isOther = row.cardId !== before?.cardId;
  if (isOther || row.recordId !== before?.recordId) {
    memory.takings += 1;
    memory.taken.set(row.id, memory.takings);
  }
  if (isOther && row.cardId !== null) releaseLookalikes(memory, row.accountId, [row.cardId!]);
}

function tellUnheard(memory: Memory, before: LinkEntry, after: LinkEntry): void {
  const entries = unheard(before, after);
  if (entries.length === 0) return;
  const { id: linkId, accountId, recordId, cardId } = before;
  const last = [...memory.runs.values()].findLast((run) => run.accountId === accountId && !run.reason);
  for (const entry of entries) addAction(memory, last!.id, accountId, { linkId, recordId, cardId }, entry);
}

/** For the store alone, which does not move links yet. */
export function setLink(memory: Memory, id: string, columns: Partial<LinkEntry>): void {
  memory.links.set(id, { ...memory.links.get(id)!, ...columns });
}

export function touch(memory: Memory, links: LinkEntry[]): void {
  move(memory, idsOf(links), { type: 'touched' });
}

export const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** Ends the runs under way. @see endRuns of src/database/tables */
export function endRuns(memory: Memory, accountIds: Iterable<string>): void {
  for (const id of accountIds) memory.accounts.get(id)!.fence += 1;
}

/** @see releaseLookalikes of src/database */
export function releaseLookalikes(memory: Memory, accountId: string, cardIds?: string[]): void {
  touch(
    memory,
    openLinks(memory).filter(
      (link) =>
        link.accountId === accountId &&
        link.state === 'new' &&
        link.hold?.code === 'match-in-queue' &&
        (!cardIds || cardIds.includes(link.hold.cardId ?? '')),
    ),
  );
}

/** @throws as PostgreSQL's unique indexes do; nothing is changed by then */
export function demandUnique(memory: Memory, row: LinkEntry): void {
  for (const link of memory.links.values()) {
    if (link.accountId !== row.accountId || link.id === row.id) continue;
    if (link.marker === row.marker)
      throw new Error('duplicate key value violates unique constraint "link_marker"');
    if (!isOpen(link) || !isOpen(row)) continue;
    if (row.recordId !== null && link.recordId === row.recordId)
      throw new Error('duplicate key value violates unique constraint "link_record"');
    if (row.cardId !== null && link.cardId === row.cardId)
      throw new Error('duplicate key value violates unique constraint "link_card"');
  }
}

export function touchRecordLinks(
  memory: Memory,
  recordIds: string[],
  only: { userId?: string; accountId?: string; exceptLinkId?: string } = {},
): void {
  const wanted = new Set(recordIds);
  touch(
    memory,
    openLinks(memory).filter(
      (link) =>
        wanted.has(link.recordId!) &&
        (only.userId === undefined || memory.accounts.get(link.accountId)!.userId === only.userId) &&
        (only.accountId === undefined || link.accountId === only.accountId) &&
        link.id !== only.exceptLinkId,
    ),
  );
}

/** @see ensureLinks of src/records */
export function ensureLinks(memory: Memory, userId: string, recordIds?: string[], accountId?: string): void {
  const touched: string[] = [];
  for (const record of [...memory.records.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (record.deleted || (recordIds && !recordIds.includes(record.id))) continue;
    if (!memory.flags.get(flagKey(record.id, userId))?.on) continue;
    for (const account of memory.accounts.values()) {
      if (account.userId !== userId || account.disconnected || account.leaving) continue;
      if (account.settings.direction === 'in') continue;
      if (accountId !== undefined && account.id !== accountId) continue;
      touched.push(record.id);
      if (openLinks(memory).some((link) => link.accountId === account.id && link.recordId === record.id))
        continue;
      insertLink(memory, { accountId: account.id, recordId: record.id, createdByUs: true });
    }
  }
  touchRecordLinks(memory, touched, { userId, ...(accountId === undefined ? {} : { accountId }) });
}

export function insertLink(
  memory: Memory,
  columns: Partial<LinkEntry> & { accountId: string; recordId: string | null; createdByUs: boolean },
): string {
  const id = memory.newId();
  const row = newLink({ id, marker: `MARKER-${id}`, ...columns });
  demandUnique(memory, row);
  writeLink(memory, row);
  memory.linkedAfter.set(id, memory.changes.length);
  return id;
}

/** @see wasAnothersSince of src/database/tables */
export function wasAnothersSince(memory: Memory, link: LinkEntry, cardId: string | null): boolean {
  const { links, cards, taken } = memory;
  const its = cards.get(cardId ?? '');
  if (its === undefined) return false;
  const isIt = (card: CardEntry): boolean =>
    card === its ||
    (card.accountId === its.accountId && card.uid !== null && card.uid === its.uid && card.state !== 'live');
  const had = ({ accountId, cardId: id, formerUid, formerRemoteId }: LinkEntry): boolean => {
    if (id !== null) return isIt(cards.get(id)!);
    const isNamed = its.uid === null ? formerRemoteId === its.remoteId : formerUid === its.uid;
    return isNamed && isSameBook(memory, accountId, its.accountId);
  };
  return [...links.values()].some(
    (other) =>
      had(other) &&
      other.recordId !== null &&
      link.recordId !== null &&
      other.recordId !== link.recordId &&
      taken.get(other.id)! > taken.get(link.id)!,
  );
}

const heldValues = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value));

export const derived = (kind: RecordKind, values: Values) =>
  derive(CATALOGUE, kind, heldValues(values) as Record<string, string>);

export function insertRecord(memory: Memory, kind: RecordKind, values: Values, by: Writer): string {
  const id = memory.newId();
  const held = heldValues(values);
  const { displayName, matchKeys } = derived(kind, held);
  const row = { id, kind, values: held, version: 1, deleted: false, merged: false };
  memory.records.set(id, { ...row, displayName, matchKeys });
  for (const [field, after] of Object.entries(held))
    addChange(memory, { recordId: id, field, before: null, after }, by);
  return id;
}

/** @see updateRecordValues of src/records */
export function updateRecord(
  memory: Memory,
  update: {
    recordId: string;
    expectVersion?: number;
    values: Values;
    kind?: RecordKind;
    by: Writer;
    exceptLinkId?: string;
  },
): 'done' | 'stale' {
  const current = memory.records.get(update.recordId);
  if (!current) return 'stale';
  if (update.expectVersion !== undefined && update.expectVersion !== current.version) return 'stale';
  const values = heldValues({ ...current.values, ...update.values });
  const changed = Object.keys(update.values)
    .map((field) => ({ field, before: current.values[field] ?? null, after: values[field] ?? null }))
    .filter(({ before, after }) => before !== after);
  const kind = update.kind ?? current.kind;
  if (kind !== current.kind) changed.push({ field: 'kind', before: current.kind, after: kind });
  if (changed.length === 0) return 'done';
  const { displayName, matchKeys } = derived(kind, values);
  memory.records.set(current.id, {
    ...current,
    kind,
    values,
    version: current.version + 1,
    displayName,
    matchKeys,
  });
  for (const change of changed) addChange(memory, { recordId: current.id, ...change }, update.by);
  touchRecordLinks(
    memory,
    [current.id],
    update.exceptLinkId === undefined ? {} : { exceptLinkId: update.exceptLinkId },
  );
  return 'done';
}

export function trashRecord(memory: Memory, recordId: string, by: Writer): boolean {
  const current = memory.records.get(recordId);
  if (!current || current.deleted) return false;
  memory.records.set(recordId, { ...current, deleted: true, version: current.version + 1 });
  addChange(memory, { recordId, field: 'deletedAt', before: null, after: 'now' }, by);
  touchRecordLinks(memory, [recordId]);
  return true;
}

export function addChange(
  memory: Memory,
  change: { recordId: string; field: FieldKey; before: string | null; after: string | null },
  by: Writer,
): void {
  memory.changes.push({ id: `change-${memory.changes.length}`, ...change, ...by, ...memory.moment() });
}

export function addAction(
  memory: Memory,
  runId: string,
  accountId: string,
  ids: { linkId: string | null; recordId: string | null; cardId: string | null },
  journal: Journal & { class?: string; approved?: boolean },
): void {
  const { type, diff, pull = null, outcome, class: name = null, approved = false } = journal;
  memory.actions.push({
    runId,
    accountId,
    ...ids,
    type,
    diff,
    pull,
    outcome,
    class: name,
    approved,
    ...memory.moment(),
  });
}
