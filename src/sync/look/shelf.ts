// The books of an account in one run. One that fails by itself is left out of what follows, and the others go on.
import { type Book, ProviderError, type ProviderErrorKind } from '../../providers/provider.ts';
import type { LinkView } from '../link/view.ts';
import type { BookState, SyncStore } from '../store.ts';

/** What may be wrong with one book and nothing else; all other failures are the account's. */
const OF_ONE_BOOK: ReadonlySet<ProviderErrorKind> = new Set([
  'forbidden',
  'not-found',
  'not-an-address-book',
  'refused',
  'unexpected-response',
  'cursor-expired',
  'unavailable',
]);

/** So many books that do not answer, before one that does, are a server that is down: nobody waits for the rest. */
const MOST_SILENT = 2;

export interface Shelf {
  /** By our id of them: those that have not failed. */
  books: ReadonlyMap<string, Book>;
  /**
   * Where new cards go, whether it answers or not: into the book that is their group, else into the first that can be written and is
   * not left out, and where all are, into the first.
   */
  target: string | null;
  /** The group that new cards are put into; null for none, and for a book, into which no card is put afterwards. */
  group: string | null;
  /** The book a card is made in, or was being made in by an earlier run. */
  makes(link: LinkView['link']): string | null;
  /**
   * Asks a book for something; null where it fails, or did before.
   * @throws ProviderError when it is the account that fails, or no book is left
   */
  ask<T>(bookId: string, work: (book: Book) => Promise<T>): Promise<T | null>;
  /** Nothing can be decided about this link before a book that fails answers again. */
  isWaiting(view: LinkView): boolean;
}

/** `states` in the order that decides where new cards go; `group` is the one they are put into, `leftOut` are groups that are not synced. */
export async function createShelf(
  store: SyncStore,
  states: BookState[],
  given: Book[],
  group: string | null,
  leftOut: readonly string[] = [],
): Promise<Shelf> {
  const books = new Map<string, Book>();
  const failing = new Map<string, ProviderErrorKind>();
  const writable: BookState[] = [];
  let hasAnswered = false;

  const fails = async (bookId: string, kind: ProviderErrorKind, detail: string): Promise<void> => {
    books.delete(bookId);
    failing.set(bookId, kind);
    await store.bookFails(bookId, { kind, detail });
  };
  for (const state of states) {
    const { id, remoteId, isFailing } = state;
    const book = given.find((each) => each.id === remoteId);
    if (book) books.set(id, book);
    else if (isFailing) failing.set(id, 'not-found');
    else await fails(id, 'not-found', 'It is none of the address books of this account any more.');
    if (book && !book.readOnly) writable.push(state);
  }
  const isAlone = books.size === 1;
  // A folder is a group to choose by as well.
  const bookThatIs = (group: string | null): string | null =>
    states.find(({ remoteId }) => remoteId === group)?.id ?? null;
  const first = writable[0]?.id ?? null;
  const target =
    bookThatIs(group) ?? writable.find(({ remoteId }) => !leftOut.includes(remoteId))?.id ?? first;
  const makes = ({ state, intent }: LinkView['link']): string | null => {
    if (state !== 'creating') return target;
    const sentTo = states.find(({ id }) => id === intent?.book && failing.get(id) !== 'not-found');
    return sentTo?.id ?? bookThatIs(intent?.join ?? null) ?? first;
  };

  return {
    books,
    target,
    group: bookThatIs(group) === null ? group : null,
    makes,
    async ask(bookId, work) {
      const book = books.get(bookId);
      if (!book) return null;
      try {
        const result = await work(book);
        hasAnswered = true;
        return result;
      } catch (error) {
        const isOfBook = error instanceof ProviderError && OF_ONE_BOOK.has(error.kind);
        if (!isOfBook || isAlone) throw error;
        await fails(bookId, error.kind, error.message);
        const silent = [...failing.values()].filter((kind) => kind === 'unavailable').length;
        if (books.size === 0 || (!hasAnswered && silent >= MOST_SILENT)) throw error;
        return null;
      }
    },
    isWaiting({ link, card, wanted, unseen }) {
      if (failing.size === 0) return false;
      // What is gone from one book, or was not seen since, may lie in another that cannot be looked at now.
      const mayBeElsewhere = [...failing.values()].some((kind) => kind !== 'not-found');
      if (card === null) return failing.has(makes(link) ?? '') || (mayBeElsewhere && unseen.length > 0);
      if (failing.has(card.bookId)) return true;
      return mayBeElsewhere && card.state === 'gone' && wanted && link.state === 'active';
    },
  };
}
