// Cards, pages and the queue of the memory CRM, move for move as src/database writes them.
import { isUnreadable } from '../../../src/contact/loss.ts';
import type { RemoteId } from '../../../src/providers/provider.ts';
import type { Observation } from '../../../src/sync/model.ts';
import type { PageToSave } from '../../../src/sync/store.ts';
import type { CardEntry, Memory } from './memory-entries.ts';
import { takeUpFormerLinks } from './memory-former.ts';
import { cardKey, isTaken, move, openLinks, releaseLookalikes, touch } from './memory-rows.ts';
import { isSameBook } from './memory-same-book.ts';

export interface SavedCard {
  id: string;
  changed: boolean;
}

export const cardByRemote = (memory: Memory, accountId: string, remoteId: string): CardEntry | undefined =>
  memory.cards.get(memory.cardIds.get(cardKey(accountId, remoteId)) ?? '');

function saveCards(
  memory: Memory,
  page: { accountId: string; bookId: string; cards: Observation[]; generation: number | null },
): Map<RemoteId, SavedCard> {
  const { accountId, bookId } = page;
  const { fence } = memory.accounts.get(accountId)!;
  const cards = [...new Map(page.cards.map((card) => [card.id, card])).values()];
  const saved = new Map<RemoteId, SavedCard>();
  for (const card of cards) {
    const old = cardByRemote(memory, accountId, card.id);
    const generation = page.generation ?? memory.books.get(bookId)!.generation;
    const id = old?.id ?? memory.newId();
    memory.cardIds.set(cardKey(accountId, card.id), id);
    memory.cards.set(id, {
      id,
      accountId,
      bookId,
      remoteId: card.id,
      version: card.version,
      uid: card.uid,
      marker: card.marker,
      raw: card.raw,
      contact: card.contact,
      contentHash: card.contentHash,
      displayName: card.displayName,
      matchKeys: card.matchKeys,
      loss: card.loss ?? null,
      inScope: old?.inScope ?? true,
      apart: old?.apart ?? [],
      suggestedKind: card.suggestedKind,
      state: 'live',
      generation: Math.max(generation, old?.generation ?? 0),
      seenAt: memory.now(),
      firstSeenBy: old && old.state !== 'gone' ? old.firstSeenBy : fence,
      seenBy: fence,
    });
    const changed = old?.state !== 'live' || old.contentHash !== card.contentHash;
    saved.set(card.id, { id, changed });
  }
  const changed = new Set([...saved.values()].filter((card) => card.changed).map(({ id }) => id));
  touch(
    memory,
    openLinks(memory).filter(({ cardId }) => cardId !== null && changed.has(cardId)),
  );
  const markers = new Set(cards.flatMap(({ marker }) => marker ?? []));
  touch(
    memory,
    openLinks(memory).filter(
      (link) => link.accountId === accountId && link.state === 'creating' && markers.has(link.marker),
    ),
  );
  return saved;
}

/** Cards that no listing showed: what they say of their groups counts all the same. */
export function saveSome(
  memory: Memory,
  accountId: string,
  bookId: string,
  cards: Observation[],
): Map<RemoteId, SavedCard> {
  const saved = saveCards(memory, { accountId, bookId, cards, generation: null });
  const changed = [...saved.values()].filter((card) => card.changed).map(({ id }) => id);
  enqueue(memory, accountId, rescope(memory, accountId, changed));
  return saved;
}

export function setGone(memory: Memory, accountId: string, ids: RemoteId[]): void {
  const gone = new Set<string>();
  for (const id of ids) {
    const card = cardByRemote(memory, accountId, id);
    if (!card || card.state === 'gone') continue;
    memory.cards.set(card.id, { ...card, state: 'gone', seenAt: memory.now() });
    const wasLinked = [...memory.links.values()].some(({ cardId }) => {
      const linked = memory.cards.get(cardId ?? '');
      const isIt = linked?.id === card.id || (linked?.uid === card.uid && card.uid !== null);
      return linked?.accountId === accountId && isIt;
    });
    if (memory.queue.get(card.id)?.state === 'ignored' && !wasLinked)
      memory.ignored.push({ accountId, uid: card.uid, remoteId: card.remoteId });
    memory.queue.delete(card.id);
    gone.add(card.id);
  }
  touch(
    memory,
    openLinks(memory).filter(({ cardId }) => cardId !== null && gone.has(cardId)),
  );
  releaseLookalikes(memory, accountId, [...gone]);
}

export function savePage(
  memory: Memory,
  accountId: string,
  bookId: string,
  page: PageToSave,
): { pulled: number; queued: number } {
  const { generation } = page;
  const { fence } = memory.accounts.get(accountId)!;
  const saved = saveCards(memory, { accountId, bookId, cards: page.cards, generation });
  if (generation !== null)
    for (const id of page.unchanged) {
      const card = cardByRemote(memory, accountId, id);
      if (!card || card.state === 'gone') continue;
      // What was missing and is back may have something waiting for it.
      if (card.state === 'missing') {
        touch(
          memory,
          openLinks(memory).filter(({ cardId }) => cardId === card.id),
        );
        releaseLookalikes(memory, accountId, [card.id]);
      }
      memory.cards.set(card.id, { ...card, generation, state: 'live', seenAt: memory.now(), seenBy: fence });
    }
  followRenames(memory, accountId, page.renamed);
  setGone(memory, accountId, page.removed);
  const current = generation ?? memory.books.get(bookId)!.generation;
  for (const group of page.groups)
    memory.groups.set(cardKey(accountId, group.id), { ...group, bookId, generation: current });
  for (const id of page.removedGroups) memory.groups.delete(cardKey(accountId, id));
  const changed = [...saved.values()].filter((card) => card.changed).map(({ id }) => id);
  const vanished = page.next !== undefined && generation !== null && sweepGroups(memory, bookId, generation);
  const listsMembers =
    vanished || page.removedGroups.length > 0 || page.groups.some(({ members }) => members !== null);
  const entered = rescope(memory, accountId, listsMembers ? null : changed);
  const queued = enqueue(memory, accountId, new Set([...changed, ...entered]));
  const book = memory.books.get(bookId)!;
  if (page.next !== undefined) {
    memory.books.set(bookId, { ...book, cursor: page.next });
    if (generation !== null)
      for (const card of memory.cards.values())
        if (card.bookId === bookId && card.generation < generation && card.state === 'live')
          memory.cards.set(card.id, { ...card, state: 'missing' });
  }
  return { pulled: changed.length, queued };
}

/** @see followRenames of src/database */
function followRenames(memory: Memory, accountId: string, renamed: PageToSave['renamed'] = []): void {
  for (const { from, to } of renamed) {
    const former = cardByRemote(memory, accountId, from);
    const now = cardByRemote(memory, accountId, to);
    const link = openLinks(memory).find(({ cardId, state }) => cardId === former?.id && state === 'active');
    if (!former || now?.state !== 'live' || now === former || !link) continue;
    if (openLinks(memory).some(({ cardId }) => cardId === now.id)) continue;
    move(memory, [link.id], { type: 'taken-up', cardId: now.id, from: null });
    memory.queue.delete(now.id);
  }
}

/** @see sweepGroups of src/database */
function sweepGroups(memory: Memory, bookId: string, generation: number): boolean {
  const inBook = [...memory.groups].filter(([, group]) => group.bookId === bookId);
  const vanished = inBook.filter(([, group]) => group.generation < generation);
  if (vanished.length === 0 || vanished.length === inBook.length) return false;
  for (const [key] of vanished) memory.groups.delete(key);
  return true;
}

/** Groups of the account that list a card of this uid. */
export const groupsListing = (memory: Memory, accountId: string, uid: string | null): string[] =>
  [...memory.groups]
    .filter(([key, { members }]) => key.startsWith(`${accountId} `) && uid !== null && members?.includes(uid))
    .map(([, { id }]) => id);

/** @see toTrash of src/database/tables */
export function toTrash(memory: Memory, linkIds: string[], reason: string): void {
  for (const linkId of linkIds) {
    const { cardId, recordId, accountId } = memory.links.get(linkId)!;
    const card = memory.cards.get(cardId ?? '');
    if (!card) continue;
    const { raw, contact, loss, uid } = card;
    if (memory.trash.some((kept) => kept.linkId === linkId && kept.raw === raw)) continue;
    const listedBy = groupsListing(memory, accountId, uid);
    memory.trash.push({
      id: `trash-${memory.trash.length}`,
      accountId,
      recordId,
      linkId,
      raw,
      contact,
      loss,
      listedBy,
      reason,
    });
  }
}

/** Why a card cannot be imported of which nothing can be understood. */
export const UNREADABLE = 'unreadable-card';

/** @see enqueue of src/database */
export function enqueue(memory: Memory, accountId: string, cardIds: Iterable<string>): number {
  const ids = [...cardIds];
  if (ids.length === 0) return 0;
  takeUpFormerLinks(
    memory,
    accountId,
    ids.map((id) => memory.cards.get(id)!),
  );
  releaseLookalikes(memory, accountId, ids);
  let added = 0;
  for (const id of ids) {
    const card = memory.cards.get(id)!;
    if (card.state === 'gone' || !card.inScope) continue;
    if (isTaken(memory, id)) continue;
    const item = memory.queue.get(id);
    const ignored = memory.ignored.filter((old) => isAbout(memory, old, card));
    memory.ignored = memory.ignored.filter((old) => !ignored.includes(old));
    const offered =
      ignored.length > 0
        ? ({ state: 'ignored', error: null } as const)
        : isUnreadable(card.loss)
          ? ({ state: 'failed', error: UNREADABLE } as const)
          : ({ state: 'pending', error: null } as const);
    if (item) {
      if (item.state !== 'pending' && item.error !== UNREADABLE) continue;
      if (item.suggestedKind === card.suggestedKind && item.state === offered.state) continue;
      memory.queue.set(id, { ...item, suggestedKind: card.suggestedKind, ...offered });
    } else
      memory.queue.set(id, {
        id: memory.newId(),
        accountId,
        cardId: id,
        kind: null,
        suggestedKind: card.suggestedKind,
        reason: 'name-only',
        recordId: null,
        choice: null,
        alone: false,
        ...offered,
        runId: null,
      });
    if (ignored.length === 0) added += 1;
  }
  return added;
}

/** @see wasIgnored of src/database */
function isAbout(
  memory: Memory,
  { accountId, uid, remoteId }: Memory['ignored'][number],
  card: CardEntry,
): boolean {
  if (!isSameBook(memory, accountId, card.accountId)) return false;
  const same = cardByRemote(memory, card.accountId, remoteId);
  return remoteId === card.remoteId || (uid !== null && uid === card.uid && (!same || same.state === 'gone'));
}

/** @see rescope of src/database */
export function rescope(memory: Memory, accountId: string, cardIds: string[] | null): string[] {
  const { scope } = memory.accounts.get(accountId)!.settings;
  const groupsOf = ({ contact, uid }: CardEntry): string[] => [
    ...contact.groups,
    ...groupsListing(memory, accountId, uid),
  ];
  const entered: string[] = [];
  for (const card of [...memory.cards.values()]) {
    if (card.accountId !== accountId || (cardIds !== null && !cardIds.includes(card.id))) continue;
    const groups = groupsOf(card);
    const within = scope.mode === 'all' || groups.some((id) => scope.include.includes(id));
    const inScope = within && !groups.some((id) => scope.exclude.includes(id));
    if (inScope === card.inScope) continue;
    memory.cards.set(card.id, { ...card, inScope });
    touch(
      memory,
      openLinks(memory).filter(({ cardId }) => cardId === card.id),
    );
    if (inScope) entered.push(card.id);
    else if (['pending', 'ready', 'failed'].includes(memory.queue.get(card.id)?.state ?? ''))
      memory.queue.delete(card.id);
  }
  return entered;
}

/** What is not synced any more and still there: seen, and left alone. */
export function requeue(memory: Memory, accountId: string, cardId: string, queue: 'offer' | 'ask'): void {
  const item = memory.queue.get(cardId);
  if (item) {
    if (item.state === 'imported') memory.queue.set(cardId, { ...item, state: 'ignored', runId: null });
    return;
  }
  memory.queue.set(cardId, {
    id: memory.newId(),
    accountId,
    cardId,
    kind: null,
    suggestedKind: 'contact',
    reason: 'unlinked',
    recordId: null,
    choice: null,
    alone: false,
    state: queue === 'ask' ? 'pending' : 'ignored',
    error: null,
    runId: null,
  });
}
