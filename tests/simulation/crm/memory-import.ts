// One batch of an import in the memory CRM; as src/database/import-cards.ts.
import { isUnreadable } from '../../../src/contact/loss.ts';
import type { Base } from '../../../src/sync/link/link.ts';
import type { Imported, Importer } from '../../../src/sync/store.ts';
import { suggest } from '../../../src/sync/suggestions.ts';
import type { MemoryClaim } from './memory-accounts.ts';
import { UNREADABLE } from './memory-cards.ts';
import type { Memory, QueueEntry } from './memory-entries.ts';
import { setFlags } from './memory-flags.ts';
import { candidateRecords, hasAnotherBeside, unlinkedCards } from './memory-matches.ts';
import {
  addAction,
  derived,
  ensureLinks,
  insertLink,
  insertRecord,
  isTaken,
  move,
  openLinks,
} from './memory-rows.ts';

export function importCards(
  memory: Memory,
  claim: MemoryClaim,
  limit: number,
  { create, unite }: Importer,
): Imported {
  const typed = [...memory.queue.values()]
    .filter(
      (item) =>
        item.accountId === claim.accountId &&
        item.state === 'ready' &&
        item.runId !== null &&
        !isTaken(memory, item.cardId) &&
        memory.cards.get(item.cardId)!.state === 'live',
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit);
  if (typed.length === 0) return { decided: 0, created: 0, merged: 0 };
  // It has become so since it was typed.
  const isLost = ({ cardId }: QueueEntry): boolean => isUnreadable(memory.cards.get(cardId)!.loss);
  for (const item of typed.filter(isLost)) fail(memory, item, UNREADABLE);
  const readable = typed.filter((item) => !isLost(item));
  const items = lookOnceMore(memory, claim.accountId, readable);
  const [merging, making] = [true, false].map((is) =>
    items.filter(({ recordId }) => (recordId !== null) === is),
  );
  const created = making!.filter((item) => createOne(memory, claim, item, create)).length;
  const merged = merging!.filter((item) => mergeOne(memory, claim, item, unite)).length;
  return { decided: typed.length, created, merged };
}

/** @see lookOnceMore of src/database */
function lookOnceMore(memory: Memory, accountId: string, typed: QueueEntry[]): QueueEntry[] {
  const open = new Set(
    typed.filter(({ alone, recordId }) => !alone && !recordId).map(({ cardId }) => cardId),
  );
  const all = new Set(typed.map(({ cardId }) => cardId));
  const cards = unlinkedCards(memory, accountId)
    .filter(({ cardId }) => all.has(cardId))
    .map((card) => (open.has(card.cardId) ? { ...card, state: 'pending' } : card));
  const suggestions = suggest(cards, candidateRecords(memory, accountId));
  return typed.flatMap((item) => {
    const suggestion = open.has(item.cardId) ? suggestions.get(item.cardId) : undefined;
    if (!suggestion || 'kind' in suggestion) return [item];
    if ('recordId' in suggestion) return [{ ...item, recordId: suggestion.recordId }];
    memory.queue.set(item.cardId, { ...item, state: 'pending', kind: null, runId: null });
    return [];
  });
}

function createOne(
  memory: Memory,
  claim: MemoryClaim,
  item: QueueEntry,
  create: Importer['create'],
): boolean {
  const { contact } = memory.cards.get(item.cardId)!;
  const kind = item.kind!;
  const { values, base, due } = create({
    id: item.id,
    cardId: item.cardId,
    kind,
    recordId: null,
    choice: null,
    contact,
  });
  if (derived(kind, values).displayName === '') {
    fail(memory, item, 'nothing-to-find-by');
    return false;
  }
  const recordId = insertRecord(memory, kind, values, { actor: 'sync', accountId: claim.accountId });
  linkUp(memory, claim, item, recordId, { type: 'import', base, due });
  return true;
}

function mergeOne(memory: Memory, claim: MemoryClaim, item: QueueEntry, unite: Importer['unite']): boolean {
  const recordId = item.recordId!;
  const record = memory.records.get(recordId);
  const card = memory.cards.get(item.cardId)!;
  const links = openLinks(memory).filter(
    (link) => link.accountId === claim.accountId && link.recordId === recordId,
  );
  const error =
    !record || record.deleted
      ? 'record-gone'
      : links.some(({ state }) => state !== 'new') || hasAnotherBeside(memory, recordId, card)
        ? 'record-linked-already'
        : null;
  if (error !== null) {
    fail(memory, item, error);
    return false;
  }
  for (const { id } of links) memory.links.delete(id);
  const { contact } = card;
  const { kind, values } = record!;
  const base = unite(
    { id: item.id, cardId: item.cardId, kind, recordId, choice: item.choice, contact },
    values,
  );
  linkUp(memory, claim, item, recordId, { type: 'merge', base, due: true });
  return true;
}

function linkUp(
  memory: Memory,
  claim: MemoryClaim,
  item: QueueEntry,
  recordId: string,
  { type, base, due }: { type: 'import' | 'merge'; base: Base | null; due: boolean },
): void {
  const { accountId, userId } = claim;
  setFlags(memory, { userId, recordIds: [recordId], on: true, source: 'import', runId: claim.runId });
  const id = insertLink(memory, {
    accountId,
    recordId,
    createdByUs: false,
    cardId: item.cardId,
    state: 'active',
    base,
    touched: 1,
    settled: 0,
  });
  addAction(
    memory,
    claim.runId,
    accountId,
    { linkId: id, recordId, cardId: item.cardId },
    { type, diff: [], outcome: 'done' },
  );
  ensureLinks(memory, userId, [recordId]);
  if (!due) move(memory, [id], ({ touched: seen }) => ({ type: 'settled', seen, base, certain: false }));
  memory.queue.set(item.cardId, { ...item, state: 'imported', error: null });
}

function fail(memory: Memory, item: QueueEntry, error: string): void {
  memory.queue.set(item.cardId, { ...item, state: 'failed', error, runId: null });
}
