// The engine's store in memory: one method, one atomic step, under the same rules as src/database/store/sync-store.ts. Both
// are held to store-conformance.test.ts.
import { photoId } from '../../../src/contact/photo.ts';
import type { Card, Photo, RemoteId, Version } from '../../../src/providers/provider.ts';
import type { CloseReason } from '../../../src/sync/codes.ts';
import type { Intent } from '../../../src/sync/link/link.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import type { Values } from '../../../src/sync/model.ts';
import { FenceLost, type Journal, type SyncStore } from '../../../src/sync/store.ts';
import { cardByRemote, groupsListing, requeue, savePage, saveSome, setGone } from './memory-cards.ts';
import { endReview, flipping, guardState, holdForApproval, release } from './memory-guard.ts';
import { importCards } from './memory-import.ts';
import { repoint } from './memory-matches.ts';
import {
  addAction,
  demandUnique,
  ensureLinks,
  flagKey,
  type LinkEntry,
  type Memory,
  openLinks,
  releaseLookalikes,
  setLink,
  touch,
  touchRecordLinks,
  trashRecord,
  updateRecord,
} from './memory-rows.ts';
import { cardOf, viewOf } from './memory-views.ts';

export interface MemoryClaim {
  accountId: string;
  userId: string;
  runId: string;
  fence: number;
}

/** @see SyncStore */
export function createMemoryStore(memory: Memory, claim: MemoryClaim): SyncStore {
  const { accountId, userId } = claim;
  const by = { actor: 'sync' as const, accountId };
  // Async, so that what it throws arrives as a rejection.
  async function fenced<T>(work: () => T): Promise<T> {
    if (memory.accounts.get(accountId)!.fence !== claim.fence)
      throw new FenceLost(`account ${accountId} was taken over`);
    return work();
  }
  const link = (view: LinkView): LinkEntry => memory.links.get(view.link.id)!;
  const journal = (view: LinkView, entry: Journal): void =>
    addAction(memory, claim.runId, accountId, idsOf(view), {
      ...entry,
      approved: view.link.hold?.code === 'approved',
    });
  const settled = (view: LinkView, yes: boolean): Partial<LinkEntry> =>
    yes ? { settled: view.link.touched } : {};
  const touchOne = (view: LinkView): void => touch(memory, [link(view)]);
  const closeLink = (view: LinkView, reason: CloseReason): void =>
    setLink(memory, view.link.id, {
      state: 'closed',
      closedReason: reason,
      intent: null,
      hold: null,
      retryAt: null,
      settled: link(view).touched,
    });
  const toTrash = (view: LinkView, reason: string): void => {
    if (!view.card) return;
    const { raw, contact, loss, uid } = memory.cards.get(view.card.id)!;
    if (memory.trash.some((kept) => kept.linkId === view.link.id && kept.raw === raw)) return;
    const listedBy = groupsListing(memory, accountId, uid);
    memory.trash.push({
      accountId,
      recordId: view.record.id,
      linkId: view.link.id,
      raw,
      contact,
      loss,
      listedBy,
      reason,
    });
  };

  return {
    books: (found) =>
      fenced(() => {
        for (const { id } of found) {
          if ([...memory.books.values()].some((book) => book.accountId === accountId && book.remoteId === id))
            continue;
          const bookId = memory.newId();
          memory.books.set(bookId, { id: bookId, accountId, remoteId: id, cursor: null, generation: 0 });
        }
        return [...memory.books.values()]
          .filter((book) => book.accountId === accountId)
          .map(({ id, remoteId, cursor, generation }) => ({ id, remoteId, cursor, generation }));
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

    verify: (bookId, cards, gone) =>
      fenced(() => {
        const found = [...saveSome(memory, accountId, bookId, cards).values()].map(({ id }) => id);
        releaseLookalikes(memory, accountId, found);
        setGone(memory, accountId, gone);
      }),

    due: async (after, limit, now) =>
      openLinks(memory)
        .filter((row) => row.accountId === accountId && (after === null || row.id > after))
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

    cardByMarker: async (marker) => {
      const found = [...memory.cards.values()].find(
        (card) => card.accountId === accountId && card.marker === marker && card.state === 'live',
      );
      return found ? cardOf(found) : null;
    },

    settle: (items) =>
      items.length === 0
        ? Promise.resolve()
        : fenced(() => {
            for (const { linkId, touched, base, certain } of items) {
              const { outbox, intent } = memory.links.get(linkId)!;
              setLink(memory, linkId, {
                base,
                settled: touched,
                hold: null,
                retryAt: null,
                failures: 0,
                outbox: certain ? [] : outbox,
                intent: certain ? null : intent,
              });
            }
          }),

    pull: ({ view, values, base, conflicts, settled: done }) =>
      fenced(() => {
        if (values.length > 0) {
          const outcome = updateRecord(memory, {
            recordId: view.record.id,
            expectVersion: view.record.version,
            values: Object.fromEntries(values.map(({ field, after }) => [field, after])),
            by,
            exceptLinkId: view.link.id,
          });
          if (outcome === 'stale') return 'stale';
          journal(view, { type: 'update-record', diff: values, outcome: 'done' });
        }
        for (const conflict of conflicts) {
          const known = memory.conflicts.filter(
            (row) =>
              row.linkId === view.link.id &&
              row.field === conflict.field &&
              row.resolution === conflict.resolution &&
              (row.resolution === null || (row.crm === conflict.crm && row.book === conflict.book)),
          );
          for (const row of known) Object.assign(row, { crm: conflict.crm, book: conflict.book });
          if (known.length === 0)
            memory.conflicts.push({
              id: memory.newId(),
              accountId,
              linkId: view.link.id,
              recordId: view.record.id,
              ...conflict,
            });
        }
        setLink(memory, view.link.id, {
          ...settled(view, done),
          ...(done ? { outbox: [], intent: null, hold: null, retryAt: null } : {}),
          base,
        });
        return 'done';
      }),

    intend: (moves) =>
      fenced(() => {
        for (const { view, intent } of moves) {
          if (intent.type === 'remove') toTrash(view, 'flag-off');
          const { outbox } = link(view);
          setLink(memory, view.link.id, {
            intent,
            ...(intent.type === 'create' ? { state: 'creating' } : {}),
            ...(intent.type === 'remove' ? { state: 'deleting' } : {}),
            ...(intent.type === 'update' ? { outbox: [...outbox, intent.sent] } : {}),
          });
        }
      }),

    written: (view, card, bookId, base, done, entry) =>
      fenced(() => {
        const saved = cardByRemote(memory, accountId, card.id);
        if (saved) demandUnique(memory, { ...link(view), state: 'active', cardId: saved.id });
        const cardId = saveSome(memory, accountId, bookId, [card]).get(card.id)!.id;
        memory.queue.delete(cardId);
        setLink(memory, view.link.id, {
          state: 'active',
          cardId,
          base,
          ...settled(view, done),
          intent: null,
          outbox: [],
          hold: null,
          failures: 0,
          retryAt: null,
        });
        if (!view.card) releaseLookalikes(memory, accountId, [cardId]);
        journal(view, entry);
      }),

    removed: (view, entry) =>
      fenced(() => {
        if (view.card) setGone(memory, accountId, [view.card.remoteId]);
        closeLink(view, 'deleted');
        ensureLinks(memory, userId, [view.record.id]);
        journal(view, entry);
      }),

    stale: (view, card) =>
      fenced(() => {
        saveSome(memory, accountId, view.card!.bookId, [card]);
        setLink(memory, view.link.id, {
          state: 'active',
          intent: leftInDoubt(link(view)),
          outbox: withoutLast(link(view)),
        });
        touchOne(view);
      }),

    gone: (view) =>
      fenced(() => {
        const card = view.card && memory.cards.get(view.card.id);
        if (card?.state === 'live')
          memory.cards.set(card.id, { ...card, state: 'missing', seenAt: memory.now() });
        setLink(memory, view.link.id, { intent: leftInDoubt(link(view)), outbox: withoutLast(link(view)) });
        touchOne(view);
      }),

    found: (view, entry) =>
      fenced(() => {
        const { diff: _, ...intent } = link(view).intent!;
        setLink(memory, view.link.id, { intent });
        journal(view, entry);
      }),

    withdraw: (view) =>
      fenced(() => {
        setLink(memory, view.link.id, { state: 'new', intent: null, retryAt: null });
        touchOne(view);
      }),

    uncontest: (view, stands) =>
      fenced(() => {
        for (const row of memory.conflicts)
          if (row.linkId === view.link.id && row.resolution === null && row.field in stands) {
            const value = stands[row.field] ?? null;
            row.resolution = row.crm === value ? 'crm' : row.book === value ? 'book' : 'value';
          }
      }),

    guardState: async (now) => guardState(memory, accountId, now),
    holdForApproval: (items) => fenced(() => holdForApproval(memory, accountId, items)),
    endReview: () => fenced(() => endReview(memory, accountId)),
    release: (linkIds) => fenced(() => release(memory, accountId, linkIds)),
    flipping: async (items, now) => flipping(memory, accountId, items, now),

    hold: (view, hold, retryAt, entry) =>
      fenced(() => {
        const { state, failures } = link(view);
        const refused = {
          state: state === 'creating' ? 'new' : state === 'deleting' ? 'active' : state,
          intent: leftInDoubt(link(view)),
          outbox: withoutLast(link(view)),
        } as const;
        setLink(memory, view.link.id, {
          ...(hold.code === 'refused' ? refused : {}),
          hold,
          settled: view.link.touched,
          retryAt,
          failures: Math.min(failures + 1, 100),
        });
        if (entry) journal(view, entry);
      }),

    doubt: (view, since, retryAt) =>
      fenced(() => {
        const { intent } = link(view);
        setLink(memory, view.link.id, {
          settled: view.link.touched,
          retryAt,
          intent: intent && { doubtedAt: since, ...intent },
        });
      }),

    close: (view, reason, effects) =>
      fenced(() => {
        if (link(view).touched !== view.link.touched) return;
        closeLink(view, reason);
        if (reason === 'card-deleted') toTrash(view, reason);
        if (effects.flagOff) {
          const key = flagKey(view.record.id, userId);
          if (memory.flags.has(key))
            memory.flags.set(key, { recordId: view.record.id, userId, on: false, source: 'card-deleted' });
          touchRecordLinks(memory, [view.record.id], { userId });
        }
        if (reason === 'deleted') ensureLinks(memory, userId, [view.record.id]);
        if (effects.trashRecord) trashRecord(memory, view.record.id, by);
        if (view.card?.state === 'live') requeue(memory, accountId, view.card.id);
        journal(view, { type: 'close', diff: [], outcome: reason });
      }),

    repoint: (view, cardId) => fenced(() => repoint(memory, claim.runId, view, cardId)),

    importReady: (limit, create) => fenced(() => importCards(memory, claim, limit, create)),

    progress: async () => {},

    totals: async () => {
      const queue = [...memory.queue.values()].filter((item) => item.accountId === accountId);
      const count = (...states: string[]): number =>
        queue.filter(({ state }) => states.includes(state)).length;
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
        outOfScope: cards.filter(({ id, inScope }) => !inScope && memory.queue.get(id)?.state !== 'ignored')
          .length,
        failed: count('failed'),
      };
    },
  };
}

const withoutLast = ({ intent, outbox }: LinkEntry): Values[] =>
  intent?.type === 'update' ? outbox.slice(0, -1) : outbox;

const leftInDoubt = (row: LinkEntry): Intent | null => (withoutLast(row).length === 0 ? null : row.intent);

const idsOf = (view: LinkView) => ({
  linkId: view.link.id,
  recordId: view.record.id,
  cardId: view.card?.id ?? null,
});
