// What people decide about cards in the memory CRM; as src/import-queue.

import type { Memory } from './memory-entries.ts';
import { suggestionsFor } from './memory-matches.ts';
import { isOpen, move, openLinks, releaseLookalikes } from './memory-rows.ts';

/** Everything that waits, as its suggestion says. @see updateQueue of src/import-queue */
export function useSuggestions(memory: Memory, accountId: string): boolean {
  const pending = [...memory.queue.values()].filter(
    (item) =>
      item.accountId === accountId &&
      item.state === 'pending' &&
      memory.cards.get(item.cardId)!.state !== 'gone' &&
      !openLinks(memory).some(({ cardId }) => cardId === item.cardId),
  );
  const suggestions = suggestionsFor(memory, accountId, new Set(pending.map(({ cardId }) => cardId)));
  let moved = false;
  for (const item of pending) {
    const suggestion = suggestions.get(item.cardId)!;
    if ('state' in suggestion && suggestion.state === 'pending') continue;
    moved = true;
    const plain = {
      ...item,
      kind: null,
      recordId: null,
      choice: null,
      error: null,
      runId: null,
      alone: false,
    };
    if ('state' in suggestion)
      memory.queue.set(item.cardId, { ...plain, recordId: item.recordId, state: 'ignored' });
    else if ('recordId' in suggestion) {
      const { kind } = memory.records.get(suggestion.recordId)!;
      memory.queue.set(item.cardId, { ...plain, kind, recordId: suggestion.recordId, state: 'ready' });
    } else memory.queue.set(item.cardId, { ...plain, kind: suggestion.kind, state: 'ready' });
  }
  if (moved) releaseLookalikes(memory, accountId);
  return moved;
}

/** @see decideMatch of src/import-queue */
export function decideMatch(
  memory: Memory,
  recordId: string,
  accountId: string,
  decision: 'same' | 'new',
): boolean {
  const link = [...memory.links.values()].find(
    (row) => isOpen(row) && row.accountId === accountId && row.recordId === recordId && row.state === 'new',
  );
  const card = memory.cards.get(link?.hold?.cardId ?? '');
  const isFree = card && card.state !== 'gone' && !openLinks(memory).some(({ cardId }) => cardId === card.id);
  if (!link || !isFree || memory.records.get(recordId)!.deleted) return false;
  if (decision === 'new') {
    memory.cards.set(card.id, { ...card, apart: [...card.apart, recordId] });
    move(memory, [link.id], { type: 'released' });
    return true;
  }
  const item = memory.queue.get(card.id);
  memory.queue.set(card.id, {
    id: item?.id ?? memory.newId(),
    accountId,
    cardId: card.id,
    suggestedKind: card.suggestedKind,
    reason: item?.reason ?? 'name-only',
    kind: memory.records.get(recordId)!.kind,
    recordId,
    choice: item?.recordId === recordId ? item.choice : null,
    alone: false,
    state: 'ready',
    error: null,
    runId: memory.newId(),
  });
  return true;
}
