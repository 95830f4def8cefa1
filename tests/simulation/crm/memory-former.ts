// The same account connected again, in the memory CRM: cards whose links ended with the disconnection; as former-links of src/database.
import { wasDeleting } from '../../../src/sync/link/link.ts';
import type { CardEntry, Memory } from './memory-entries.ts';
import { idsOf, move, openLinks } from './memory-rows.ts';
import { isSameBook } from './memory-same-book.ts';

/** @see takeUpFormerLinks of src/database */
export function takeUpFormerLinks(memory: Memory, accountId: string, cards: CardEntry[]): void {
  const former = [...memory.links.values()].filter(
    (old) =>
      (old.formerRemoteId !== null || old.formerUid !== null) &&
      old.accountId !== accountId &&
      isSameBook(memory, old.accountId, accountId),
  );
  if (former.length === 0) return;
  former.sort((a, b) => memory.taken.get(a.id)! - memory.taken.get(b.id)!);
  for (const card of cards) {
    if (card.state === 'gone') continue;
    const ofCard = former.filter(
      ({ formerUid, formerRemoteId }) =>
        (card.uid !== null && formerUid === card.uid) || formerRemoteId === card.remoteId,
    );
    const open = openLinks(memory).filter((link) => link.accountId === accountId);
    const last = ofCard.at(-1);
    const old = last?.closedReason === 'disconnected' ? last : undefined;
    const deletedAt = ofCard.findLastIndex(({ closedReason }) => closedReason === 'deleted');
    const gone = ofCard.slice(0, deletedAt + 1);
    const doubted = ofCard.slice(deletedAt + 1).filter(wasDeleting);
    const waiting = open.find(
      ({ recordId, state }) => recordId !== null && recordId === old?.recordId && state === 'new',
    );
    const isSame = ({ id, uid }: CardEntry) => id === card.id || (uid !== null && uid === card.uid);
    const hadOneSince = [...memory.links.values()].some(
      (since) =>
        since.accountId === accountId &&
        since.cardId !== null &&
        (isSame(memory.cards.get(since.cardId)!) || since.recordId === old?.recordId),
    );
    const link = hadOneSince ? undefined : waiting;
    if (open.some(({ cardId }) => cardId === card.id)) continue;
    if (!old || !link) {
      if (gone.length + doubted.length === 0 || card.state !== 'live') continue;
      memory.cards.set(card.id, { ...card, state: 'missing', seenAt: memory.now() });
      move(memory, idsOf(gone), { type: 'forgotten' });
      move(memory, idsOf(doubted), { type: 'asked-for' });
      continue;
    }
    if (memory.queue.get(card.id)?.state !== 'imported') memory.queue.delete(card.id);
    const { base, outbox, intent, createdByUs } = old;
    move(memory, [link.id], {
      type: 'taken-up',
      cardId: card.id,
      from: { base, outbox, intent, createdByUs },
    });
    move(memory, [old.id], { type: 'passed-on' });
  }
}
