// The books of an account are looked at one after the other, and their owner goes on meanwhile.

/** A book in which something is gone time and again is looked at no more often: the next run goes on. */
const MOST_LOOKS = 3;

/**
 * Looks at every book; `look` says how many cards are not in it any more. A card that is gone from one may have come into
 * another that was looked at before: those are looked at again, so that what has moved is not taken for deleted.
 */
export async function lookAtEvery<Book>(
  books: readonly Book[],
  look: (book: Book, isAgain: boolean) => Promise<number>,
): Promise<void> {
  const waiting = new Set(books);
  const looks = new Map<Book, number>();
  for (const book of waiting) {
    waiting.delete(book);
    const before = looks.get(book) ?? 0;
    const gone = await look(book, before > 0);
    if (gone > 0)
      for (const [other, often] of looks) if (other !== book && often < MOST_LOOKS) waiting.add(other);
    looks.set(book, before + 1);
  }
}
