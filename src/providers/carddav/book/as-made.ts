// A server's own form of what it was given. DAViCal gives no etag for what it alters, so only the text can tell its work from an
// edit that came in between.
import type { Contact } from '../../../contact/contact.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';

/**
 * Whether `stored` is what `sent` becomes where a server reads its escapes and writes the text without them, as DAViCal does with
 * names: every part of it says what the sent bytes say, read once or once more.
 */
export function isAsMade(sent: string, stored: Contact): boolean {
  const readings = [sent, readOnce(sent)].map((text) => contactFromVCard(text).contact);
  return (Object.keys(stored) as (keyof Contact)[]).every((part) =>
    readings.some((contact) => JSON.stringify(contact[part]) === JSON.stringify(stored[part])),
  );
}

/** The text that is left of a card whose escapes were read. */
const readOnce = (vcard: string): string => vcard.replace(/\r?\n[ \t]/g, '').replace(/\\([\\,;])/g, '$1');
