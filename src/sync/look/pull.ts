// From the address book into our observations: page by page, each page one transaction, the cursor with the last one.
// Nothing is decided here; absence from a listing is only a reason to ask for the card by its id.
import { type Book, type Cursor, type Page, ProviderError, type RemoteId } from '../../providers/provider.ts';
import type { Observation } from '../model.ts';
import type { BookState, SyncStore } from '../store.ts';
import { observe } from './observe.ts';

/** Cards verified by id at a time. */
const VERIFY_BATCH = 100;

export interface PullProgress {
  pulled: number;
  queued: number;
  /** Anything at all was seen: cards, removals, or a whole listing. */
  changed: boolean;
  /** Cards that are not in this book any more. */
  gone: number;
}

export interface PullOptions {
  /** List everything, whatever the cursor. */
  full: boolean;
  /** Reads may not show yet what was written at this moment or later (milliseconds since the epoch). */
  visibleBefore: number;
  onPage(progress: PageProgress): Promise<void>;
}

export interface PageProgress {
  pages: number;
  done: number;
  expected: number | null;
}

/** Brings our picture of one book up to date. @throws ProviderError @throws FenceLost */
export async function pullBook(
  store: SyncStore,
  book: Book,
  state: BookState,
  options: PullOptions,
): Promise<PullProgress> {
  const cursor = options.full ? null : state.cursor;
  let progress: PullProgress;
  try {
    progress = await pullPages(store, book, state, cursor, options);
  } catch (error) {
    if (cursor === null || !(error instanceof ProviderError) || error.kind !== 'cursor-expired') throw error;
    progress = await pullPages(store, book, state, null, options);
  }
  progress.gone += await verifyMissing(store, book, state.id, options.visibleBefore);
  return progress;
}

async function pullPages(
  store: SyncStore,
  book: Book,
  state: BookState,
  cursor: Cursor | null,
  options: PullOptions,
): Promise<PullProgress> {
  const progress = { pulled: 0, queued: 0, changed: false, gone: 0 };
  let generation: number | null = null;
  let pages = 0;
  let done = 0;
  for await (const page of book.changes(cursor, (ids) => store.known(ids, options.visibleBefore))) {
    if (page.full) generation ??= await store.startListing(state.id);
    const saved = saysNothing(page, cursor)
      ? { pulled: 0, queued: 0 }
      : await store.savePage(state.id, {
          cards: page.cards.map(observe),
          removed: page.removed,
          ...(page.renamed ? { renamed: page.renamed } : {}),
          unchanged: page.unchanged,
          groups: page.groups,
          removedGroups: page.removedGroups,
          generation,
          ...(page.next === undefined ? {} : { next: page.next }),
        });
    progress.pulled += saved.pulled;
    progress.queued += saved.queued;
    progress.gone += page.removed.length;
    progress.changed ||= page.full || page.cards.length > 0 || page.removed.length > 0;
    done += page.cards.length + page.unchanged.length;
    pages += 1;
    await options.onPage({ pages, done, expected: page.expected ?? null });
  }
  return progress;
}

/** There is nothing in it to keep, and the next listing starts where this one did. */
const saysNothing = (page: Page, cursor: Cursor | null): boolean =>
  !page.full &&
  (page.next === undefined || page.next === cursor) &&
  [page.cards, page.removed, page.unchanged, page.groups, page.removedGroups, page.renamed ?? []].every(
    ({ length }) => length === 0,
  );

/** A deletion is believed only when the provider says so of this very card. Returns how many were. */
async function verifyMissing(
  store: SyncStore,
  book: Book,
  bookId: string,
  visibleBefore: number,
): Promise<number> {
  const missing = await store.missing(bookId, visibleBefore);
  let count = 0;
  for (let start = 0; start < missing.length; start += VERIFY_BATCH) {
    const found: Observation[] = [];
    const gone: RemoteId[] = [];
    for await (const { id, card } of book.read(missing.slice(start, start + VERIFY_BATCH))) {
      if (card) found.push(observe(card));
      else gone.push(id);
    }
    count += gone.length;
    await store.savePage(bookId, {
      cards: found,
      removed: gone,
      unchanged: [],
      groups: [],
      removedGroups: [],
      generation: null,
    });
  }
  return count;
}
