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
  const text = searchKey(q);
  const digits = text.replace(/\D/g, '');
  if (PHONE.test(text) && digits.length >= SHORTEST_PHONE) return [digits.replace(/^00/, '')];
  return text.split(' ').filter(Boolean).slice(0, MOST_WORDS);
}

/** Conditions on a `search_text` column, one a word; served by its trigram index. */
export function searchConditions(column: AnyPgColumn, q: string | undefined): SQL[] {
  return searchWords(q ?? '').map((word) => sql`${column} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
}
