// What a person typed into a search box, as the words that all must occur in `search_text`.
import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { searchKey } from '../contact/text.ts';

const PHONE = /^[+\d\s()./-]+$/;
/** Fewer digits may as well be the number in a street or a name. */
const SHORTEST_PHONE = 6;
const MOST_WORDS = 10;

/** Lower case, unaccented; a phone is one word of digits however it is typed. */
export function searchWords(q: string): string[] {
  const digits = phoneDigits(searchKey(q));
  return digits === null ? wordsOf(q) : [digits];
}

/** Null where the text is no phone number. */
function phoneDigits(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  return PHONE.test(text) && digits.length >= SHORTEST_PHONE ? digits.replace(/^00/, '') : null;
}

const wordsOf = (q: string): string[] => searchKey(q).split(' ').filter(Boolean).slice(0, MOST_WORDS);

/** Three letters or digits on end: what a trigram index finds a text by. */
const FINDABLE = /[\p{L}\p{N}]{3}/u;

export const isFindable = (text: string): boolean => FINDABLE.test(text);

/** A pattern for `like`: what contains `text`. */
const within = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** What no trigram finds is said in a way that does not ask the index, which would go through all of itself for it. */
export const holds = (searched: AnyPgColumn, word: string): SQL =>
  isFindable(word) ? sql`${searched} like ${within(word)}` : sql`strpos(${searched}, ${word}) > 0`;

/** Conditions on a `search_text` column, one a word; served by its trigram index. `also` is where else a word may stand. */
export function searchConditions(
  column: AnyPgColumn,
  q: string | undefined,
  also: (word: string) => SQL | null = () => null,
): SQL[] {
  const has = (word: string): SQL => {
    const here = holds(column, word);
    const there = also(word);
    return there ? sql`(${here} or ${there})` : here;
  };
  const words = wordsOf(q ?? '');
  const digits = phoneDigits(searchKey(q ?? ''));
  if (digits === null) return words.map(has);
  // What looks like a number may be a name all the same.
  return [sql`(${has(digits)} or (${sql.join(words.map(has), sql` and `)}))`];
}

/** Every word that `searchConditions` looks for. */
export function wordsLookedFor(q: string | undefined): string[] {
  const digits = phoneDigits(searchKey(q ?? ''));
  return [...wordsOf(q ?? ''), ...(digits === null ? [] : [digits])];
}
