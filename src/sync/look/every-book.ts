// The books of an account are looked at one after the other, and their owner goes on meanwhile.

/**
 * Looks at every book; `look` says how many cards are not in it any more. A card that is gone from one may have come into
 * another that was looked at before: those are looked at again, so that what has moved is not taken for deleted.
 */
export async function lookAtEvery<Book>(
  books: readonly Book[],
  look: (book: Book, isAgain: boolean) => Promise<number>,
): Promise<void> {
  const waiting = new Set(books);
  const seen = new Set<Book>();
  for (const book of waiting) {
    waiting.delete(book);
    const gone = await look(book, seen.has(book));
    if (gone > 0) for (const other of seen) if (other !== book) waiting.add(other);
    seen.add(book);
  }
}
