// The engine's store in memory: one method, one atomic step, under the same rules as src/database/store/sync-store.ts. Both
// are held to store-conformance.test.ts.
import { photoId } from '../../../src/contact/photo.ts';
import type { Card, Photo, RemoteId, Version } from '../../../src/providers/provider.ts';
import { FenceLost, type SyncStore, type Totals } from '../../../src/sync/store.ts';
import type { MemoryClaim } from './memory-accounts.ts';
import { cardByRemote, savePage } from './memory-cards.ts';
import { committing } from './memory-commit.ts';
import type { Memory } from './memory-entries.ts';
import { endReview, guardState } from './memory-guard.ts';
import { importCards } from './memory-import.ts';
import { openLinks } from './memory-rows.ts';
import { cardOf, viewOf } from './memory-views.ts';

/** @see SyncStore */
export function createMemoryStore(memory: Memory, claim: MemoryClaim): SyncStore {
  const { accountId, userId } = claim;
  // Async, so that what it throws arrives as a rejection.
  async function fenced<T>(work: () => T): Promise<T> {
    if (memory.accounts.get(accountId)!.fence !== claim.fence)
      throw new FenceLost(`account ${accountId} was taken over`);
    return work();
  }

  return {
    books: (found) =>
      fenced(() => {
        for (const { id } of found) {
          if ([...memory.books.values()].some((book) => book.accountId === accountId && book.remoteId === id))
            continue;
          const bookId = memory.newId();
          memory.books.set(bookId, {
            ...{ id: bookId, accountId, remoteId: id },
            ...{ cursor: null, generation: 0, problem: null },
          });
        }
        return [...memory.books.values()]
          .filter((book) => book.accountId === accountId)
          .map(({ problem, accountId: _, ...book }) => ({ ...book, isFailing: problem !== null }));
      }),

    known: async (ids, visibleBefore) => {
      const found = ids.map((id) => cardByRemote(memory, accountId, id));
      return new Map(
        found.flatMap((card): [RemoteId, Version][] =>
          card && (card.state !== 'gone' || card.seenAt >= visibleBefore)
            ? [[card.remoteId, card.version]]
            : [],
        ),
      );
    },

    bookFails: (bookId, failure) =>
      fenced(() => {
        memory.books.set(bookId, { ...memory.books.get(bookId)!, problem: failure });
      }),

    startListing: (bookId) =>
      fenced(() => {
        const book = memory.books.get(bookId)!;
        memory.books.set(bookId, { ...book, generation: book.generation + 1 });
        return book.generation + 1;
      }),

    savePage: (bookId, page) => fenced(() => savePage(memory, accountId, bookId, page)),

    missing: async (bookId, seenBefore) =>
      [...memory.cards.values()]
        .filter((card) => card.bookId === bookId && card.state === 'missing' && card.seenAt < seenBefore)
        .map(({ remoteId }) => remoteId),

    due: async (after, limit, now) =>
      openLinks(memory)
        .filter((row) => row.accountId === accountId && (after === null || row.id > after))
        .filter((row) => memory.accounts.get(accountId)!.leaving?.has(row.id) ?? true)
        .filter((row) => row.touched !== row.settled || (row.retryAt !== null && row.retryAt <= now))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map((row) => viewOf(memory, userId, row)),

    cards: async (ids) =>
      new Map(
        ids.flatMap((id): [string, Card][] =>
          memory.cards.has(id) ? [[id, cardOf(memory.cards.get(id)!)]] : [],
        ),
      ),

    photos: async (ids) =>
      new Map(
        ids.flatMap((id): [string, Photo][] => (memory.photos.has(id) ? [[id, memory.photos.get(id)!]] : [])),
      ),
    keepPhoto: (photo) =>
      fenced(() => {
        const id = photoId(photo.bytes);
        memory.photos.set(id, photo);
        return id;
      }),

    guardState: async (now) => guardState(memory, accountId, now),
    commit: (steps) => fenced(() => steps.map(committing(memory, claim))),

    importReady: (limit, importer) => fenced(() => importCards(memory, claim, limit, importer)),

    progress: async () => {},

    finish: ({ review, count }) =>
      fenced(() => {
        if (review) endReview(memory, accountId);
        return count ? totals(memory, accountId) : null;
      }),
  };
}

function totals(memory: Memory, accountId: string): Totals {
  const queue = [...memory.queue.values()].filter((item) => item.accountId === accountId);
  const count = (...states: string[]): number => queue.filter(({ state }) => states.includes(state)).length;
  const cards = [...memory.cards.values()].filter(
    (card) => card.accountId === accountId && card.state !== 'gone',
  );
  const linked = new Set(
    openLinks(memory).flatMap((row) => (row.accountId === accountId && row.cardId ? [row.cardId] : [])),
  );
  return {
    remoteTotal: cards.length,
    linked: cards.filter(({ id, inScope }) => inScope && linked.has(id)).length,
    pending: count('pending', 'ready'),
    ignored: count('ignored'),
    outOfScope: cards.filter(
      ({ id, inScope }) => !inScope && (memory.queue.get(id)?.state ?? 'imported') === 'imported',
    ).length,
    failed: count('failed'),
  };
}
