import { expect, test } from 'vitest';
import { lookAtEvery } from './every-book.ts';

/** Books of cards, what was seen in each last, and what their owner does after each look. */
function aShelf(cards: Record<string, string[]>, after: (() => void)[]) {
  const seen = new Map<string, string[]>();
  const looks = { count: 0 };
  const look = async (book: string): Promise<number> => {
    const before = seen.get(book) ?? atFirst[book]!;
    seen.set(book, [...cards[book]!]);
    looks.count += 1;
    after.shift()?.();
    return before.filter((card) => !seen.get(book)!.includes(card)).length;
  };
  const atFirst = structuredClone(cards);
  return { books: Object.keys(cards), look, seen: () => Object.fromEntries(seen), looks };
}

test('a card that moves into a book that was looked at before is seen there', async () => {
  const cards = { a: ['1'], b: ['2'], c: ['3'] };
  const fromTo = (from: 'a' | 'b' | 'c', to: 'a' | 'b' | 'c', card: string) => () => {
    cards[from] = cards[from].filter((each) => each !== card);
    cards[to].push(card);
  };
  const shelf = aShelf(cards, [fromTo('b', 'a', '2'), () => {}, fromTo('c', 'b', '3')]);
  await lookAtEvery(shelf.books, shelf.look);
  expect(shelf.seen()).toEqual({ a: ['1', '2'], b: [], c: ['3'] });
  await lookAtEvery(shelf.books, shelf.look);
  expect(shelf.seen()).toEqual({ a: ['1', '2'], b: ['3'], c: [] });
});

test('where nothing is gone each book is looked at once', async () => {
  const shelf = aShelf({ a: ['1'], b: ['2'] }, []);
  await lookAtEvery(shelf.books, shelf.look);
  expect(shelf.looks.count).toBe(2);
});

test('a server in which something is gone at every look does not keep the run', async () => {
  const looks: string[] = [];
  await lookAtEvery(['a', 'b'], async (book) => {
    looks.push(book);
    return 1;
  });
  expect(looks.filter((book) => book === 'a')).toHaveLength(3);
  expect(looks.length).toBeLessThanOrEqual(6);
});
