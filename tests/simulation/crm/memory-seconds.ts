// Second cards of somebody in the memory CRM, deleted and put back; as src/import-queue/delete-second-cards.ts and
// src/plans/put-back.ts.
import { NOTHING_AGREED } from '../../../src/sync/link/link.ts';
import { suggest } from '../../../src/sync/suggestions.ts';
import { READ_ONLY_BOOK } from '../world/server.ts';
import type { Memory, QueueEntry, TrashEntry } from './memory-entries.ts';
import { candidateRecords, unlinkedCards } from './memory-matches.ts';
import { insertLink, isOpen, openLinks } from './memory-rows.ts';
import { isSameBook } from './memory-same-book.ts';

/** Each goes as it is at this moment. False when none of them is a second card that can be deleted. */
export function deleteSecondCards(memory: Memory, accountId: string, cardIds: string[]): boolean {
  if (memory.accounts.get(accountId)!.settings.direction === 'in') return false;
  const going = secondCards(memory, accountId, cardIds).filter(({ cardId, state }) => {
    const { bookId, loss, inScope, ...card } = memory.cards.get(cardId)!;
    const isWritable = memory.books.get(bookId)!.remoteId !== READ_ONLY_BOOK;
    return state !== 'imported' && card.state === 'live' && loss === null && inScope && isWritable;
  });
  for (const { cardId } of going) {
    const base = { ...NOTHING_AGREED, content: memory.cards.get(cardId)!.contentHash };
    memory.queue.delete(cardId);
    insertLink(memory, { accountId, recordId: null, cardId, state: 'active', base, createdByUs: false });
  }
  return going.length > 0;
}

/** @see secondCards of src/import-queue */
function secondCards(memory: Memory, accountId: string, cardIds: string[]): QueueEntry[] {
  const items = cardIds.flatMap((id) => memory.queue.get(id) ?? []);
  const own = new Set(items.map(({ cardId }) => cardId));
  const cards = unlinkedCards(memory, accountId).filter(
    ({ cardId, state }) => own.has(cardId) || state === 'pending' || state === 'ready',
  );
  const suggestions = suggest(cards, candidateRecords(memory, accountId));
  const ofRecords = openLinks(memory).filter(
    ({ cardId, ...link }) =>
      link.accountId === accountId &&
      link.recordId !== null &&
      memory.cards.get(cardId ?? '')?.state === 'live',
  );
  return items.filter(({ cardId, reason, recordId }) => {
    const suggestion = suggestions.get(cardId);
    if (!suggestion) return false;
    const first = 'otherCardId' in suggestion ? suggestion.otherCardId : null;
    const isLeftOver = reason === 'duplicate' && recordId !== null;
    return ofRecords.some(
      (link) =>
        link.cardId !== null &&
        (first === null ? isLeftOver && link.recordId === recordId : link.cardId === first),
    );
  });
}

/** Of a card alone; false where it is back already, or its address book is connected no more. */
export function putBack(memory: Memory, trashId: string): boolean {
  const kept = memory.trash.find(({ id }) => id === trashId)!;
  const present = [...memory.accounts.values()].find(
    ({ id, disconnected }) => !disconnected && isSameBook(memory, kept.accountId, id),
  );
  if (kept.recordId !== null || !present || isPutBack(memory, kept)) return false;
  const linkId = insertLink(memory, {
    accountId: present.id,
    recordId: null,
    createdByUs: false,
    keepCard: true,
    base: memory.links.get(kept.linkId)?.base ?? null,
  });
  memory.trash = memory.trash.map((row) => (row === kept ? { ...row, linkId } : row));
  return true;
}

function isPutBack(memory: Memory, { linkId }: TrashEntry): boolean {
  const link = memory.links.get(linkId);
  if (!link?.keepCard) return false;
  const card = memory.cards.get(link.cardId ?? '');
  return isOpen(link) || (card !== undefined && card.state !== 'gone');
}
