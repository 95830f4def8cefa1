// What Google refuses for its size, told in words before it is sent (support.google.com/contacts/answer/148779).
import { refusalFor } from '../../../contact/loss.ts';
import type { Fields } from './person.ts';

const LONGEST_TEXT = 1024;
const MOST_VALUES = 500;
const MOST_BYTES = 128 * 1024;

/** Why these fields are not taken; null when nothing is known against them. Notes may be long. */
export function tooLarge(fields: Fields): string | null {
  let values = 0;
  for (const [field, entries] of Object.entries(fields)) {
    values += entries.length;
    if (field === 'biographies') continue;
    for (const text of entries.flatMap((entry) => Object.values(entry)))
      if (typeof text === 'string' && text.length > LONGEST_TEXT)
        return refusalFor('text-too-long', `${text.slice(0, 40)}…`);
  }
  if (values > MOST_VALUES) return refusalFor('too-many-values');
  const bytes = Buffer.byteLength(JSON.stringify(fields));
  return bytes > MOST_BYTES
    ? refusalFor('too-large', `${Math.ceil(bytes / 1024)} / ${MOST_BYTES / 1024} KB`)
    : null;
}
