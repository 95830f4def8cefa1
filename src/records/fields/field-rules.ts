// Which values a field accepts from a person. What sync brings is never refused: a phone may hold anything.
import { formatDate, parseDate } from '../../contact/date.ts';
import { cleanText, linesOf } from '../../contact/text.ts';
import type { FieldRow } from './load-fields.ts';

/** Codes of `fields` in an 'invalid-values' answer; the interface words them. */
export type ValueFault =
  | 'unknown-field'
  | 'inactive-field'
  | 'required'
  | 'too-long'
  | 'not-an-email'
  | 'not-a-url'
  | 'not-a-date'
  | 'not-a-choice'
  | 'not-a-photo'
  | 'nothing-to-find-by';

/** Longest value by type. 320 is the longest e-mail address (RFC 3696 errata 1690 counts 254, RFC 5321 allows 64 + 1 + 255). */
const LONGEST: Record<FieldRow['type'], number> = {
  text: 1000,
  multiline: 50_000,
  email: 320,
  phone: 100,
  url: 2000,
  date: 32,
  choice: 200,
  photo: 64,
};

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;

/** The value as it is stored (null for an empty one), or what is wrong with it. */
export function checkValue(
  field: FieldRow,
  given: string | null,
): { value: string | null } | { fault: ValueFault } {
  const value = tidy(field, given ?? '');
  if (!value) return field.required ? { fault: 'required' } : { value: null };
  if (value.length > LONGEST[field.type]) return { fault: 'too-long' };
  switch (field.type) {
    case 'email':
      return EMAIL.test(value) ? { value } : { fault: 'not-an-email' };
    case 'url':
      return isWebAddress(value) ? { value } : { fault: 'not-a-url' };
    case 'date': {
      const date = parseDate(value);
      return date ? { value: formatDate(date) } : { fault: 'not-a-date' };
    }
    case 'choice':
      return !field.choices || field.choices.includes(value) ? { value } : { fault: 'not-a-choice' };
    default:
      return { value };
  }
}

function tidy(field: FieldRow, given: string): string {
  const value = cleanText(given);
  return field.type === 'multiline' ? value : linesOf(value).join(' ');
}

/** http or https, or none and a host with a dot: nothing a browser would run, and no user name ("anna@example.org"). */
function isWebAddress(value: string): boolean {
  const written = /^https?:\/\//i.test(value);
  const address = written ? value : `http://${value}`;
  if (/\s/.test(value) || !URL.canParse(address) || new URL(address).username) return false;
  return written || /^[^/?#]+\.[^/?#]/.test(value);
}
