// How a value without a field is written into the history, and read again. Pure.
import type { Rest } from '../entry.ts';

/** The line of our own cards for what no other line can say. */
export const KEPT_LINE = 'X-RUBRICA-KEPT';

/** What no field holds, in words; parts that have none are called as they are. */
export const WORDS = new Map([
  ['emails', 'e-mail'],
  ['phones', 'phone'],
  ['urls', 'web address'],
  ['addresses', 'address'],
  ['groups', 'group'],
  ['name.prefix', 'salutation'],
  ['name.given', 'first name'],
  ['name.middle', 'middle name'],
  ['name.family', 'last name'],
  ['name.suffix', 'suffix'],
  ['organization.name', 'company'],
  ['organization.department', 'department'],
  ['organization.title', 'job title'],
  ['notes', 'note'],
]);

/** What is kept of a value without a field, and how it is known again. */
export const keptText = ({ what, label, value }: Omit<Rest, 'reason'>): string =>
  `${what}${label ? ` (${label})` : ''}: ${value}`;

/** The same value once more: `keptText` of it is the text. */
export function restOf(text: string): Rest {
  const at = text.indexOf(': ');
  return at < 0
    ? { what: KEPT_LINE, label: null, value: text, reason: 'no-field' }
    : { what: text.slice(0, at), label: null, value: text.slice(at + 2), reason: 'no-field' };
}
