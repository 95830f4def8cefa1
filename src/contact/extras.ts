// What a card holds and no field can stand for: shown as "also on this card", never edited and never compared. What it is about is
// one of these words, a property (a second note, a date that cannot be read), or the card's own name for it.
import type { Contact } from './contact.ts';
import { cleanText } from './text.ts';

export const EXTRA_KINDS = [
  'related',
  'social',
  'messenger',
  'role',
  'phonetic',
  'maidenName',
  'event',
  'gender',
  'language',
  'interest',
  'calendar',
  'location',
  'identifier',
  'key',
  'sound',
  'logo',
  'custom',
] as const;
export type ExtraKind = (typeof EXTRA_KINDS)[number];

type Extra = NonNullable<Contact['extras']>[number];

/** A card of a megabyte may hold as much once more in lines of no field; nobody reads that far. */
const MOST = 200;
const LONGEST = 1000;

/** Adds what a card says to what is shown of it, once. */
export function addExtra(contact: Contact, { kind, label, value }: Extra): void {
  const clean = cleanText(value);
  const extras = contact.extras ?? [];
  const shown = clean.length > LONGEST ? `${clean.slice(0, LONGEST).toWellFormed()}…` : clean;
  const extra = { kind: cleanText(kind), label: cleanText(label ?? '') || null, value: shown };
  const isThere = extras.some((one) => one.kind === kind && one.label === extra.label && one.value === shown);
  if (!clean || isThere || extras.length >= MOST) return;
  contact.extras = [...extras, extra];
}

/** A contact as it is compared: what no field can stand for makes no difference. */
export function comparedContact({ extras: _, ...contact }: Contact): Contact {
  return contact;
}
