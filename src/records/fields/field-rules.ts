// Which values a field accepts from a person. What sync brings is never refused: a phone may hold anything.
import { formatDate, parseDate } from '../../contact/date.ts';
import { cleanText } from '../../contact/text.ts';
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
};

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

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
  return field.type === 'multiline' ? value : value.replace(/\s*\n\s*/g, ' ');
}

/** A host with a dot or a scheme in front; nothing a browser would run. */
function isWebAddress(value: string): boolean {
  if (/\s/.test(value)) return false;
  const written = /^https?:\/\//i.test(value);
  // "example.org:8080" has no scheme, although it looks like one.
  if (!written && SCHEME.test(value) && !/^[^/:]+\.[^/:]+:\d/.test(value)) return false;
  if (!URL.canParse(written ? value : `http://${value}`)) return false;
  return written || /^[^/?#]+\.[^/?#]/.test(value);
}
