// A card while it is read, line by line.
import type { Contact, Label } from '../../../contact/contact.ts';
import { cleanText } from '../../../contact/text.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { type Companions, labelOf } from '../card-lines.ts';

export interface Reading {
  contact: Contact;
  /** Properties of one value: the first line counts, also an empty one. */
  seen: Set<string>;
  companions: Map<string, Companions>;
  categories: Set<string>;
  uid: string | null;
  isGroup: boolean;
}

/** Takes what a line says into the contact; false where it says something that the contact has no place for. */
export type Reader = (reading: Reading, line: VCardLine) => unknown;

/** Reads the first line that says anything of `what`, and none after it. */
export function once(what: string, reader: Reader): Reader {
  return (reading, line) => {
    if (reading.seen.has(what)) return false;
    reading.seen.add(what);
    return reader(reading, line);
  };
}

export function companionsOf(reading: Reading, line: VCardLine): Companions | undefined {
  return line.group ? reading.companions.get(line.groupKey) : undefined;
}

/** The label of a line, wherever the card says it. */
export const labelIn = (reading: Reading, line: VCardLine): Label =>
  labelOf(line, companionsOf(reading, line));

export function put<T extends object, K extends keyof T>(target: T, key: K, text: string | undefined): void {
  const clean = cleanText(text ?? '');
  if (clean) target[key] = clean as T[K] & string;
}
