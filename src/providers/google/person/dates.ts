// Dates of a person.
import type { PlainDate } from '../../../contact/contact.ts';
import { parseDate, plainDate } from '../../../contact/date.ts';
import { type Entry, textOf } from './person.ts';

/** A year may be missing, or be Apple's for none; day and month may not: there is no date without them here. */
export function dateOf(entry: Entry | undefined): PlainDate | null {
  const { year = 0, month = 0, day = 0 } = (entry?.date ?? {}) as Partial<PlainDate>;
  if (month === 0 || day === 0) return parseDate(textOf(entry, 'text'));
  return plainDate(year, month, day);
}
