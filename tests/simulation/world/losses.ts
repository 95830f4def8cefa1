// Cards that do not arrive as they are: what a reader gets of one whose text is damaged, cut off, too large or not its alone.
// The server keeps it whole, and only its owner can say what becomes of it.
import { type Contact, emptyContact } from '../../../src/contact/contact.ts';
import { isPartial, isUnreadable, type Loss, UNKNOWN_CHARACTER } from '../../../src/contact/loss.ts';

/** Parts of a card that may be missing from what arrives. */
export const PARTS = [
  'given',
  'title',
  'emails',
  'phones',
  'addresses',
  'birthday',
  'notes',
  'photo',
] as const;
export type Part = (typeof PARTS)[number];

export interface Lost {
  loss: Loss;
  /** Of a card that can be read in part: what does not arrive of it. */
  lacks: readonly Part[];
  /** Its company and its family name arrive with a character nobody knows. */
  garbled: boolean;
}

/** What a reader is given of a card. */
export function arriving(contact: Contact, lost: Lost | null): Contact {
  if (lost === null) return contact;
  const { given: _given, ...unnamed } = contact.name;
  if (isUnreadable(lost.loss)) return { ...emptyContact(), name: unnamed };
  if (!isPartial(lost.loss)) return contact;
  const arrived = structuredClone(contact);
  for (const part of lost.lacks) leaveOut(arrived, part);
  if (!lost.garbled) return arrived;
  const { name, organization } = arrived;
  if (name.family) name.family = garble(name.family);
  if (organization.name) organization.name = garble(organization.name);
  return arrived;
}

const garble = (value: string): string => value.replace(/^(.)./, `$1${UNKNOWN_CHARACTER}`);

function leaveOut(contact: Contact, part: Part): void {
  switch (part) {
    case 'given':
      delete contact.name.given;
      break;
    case 'title':
      delete contact.organization.title;
      break;
    case 'birthday':
    case 'notes':
      delete contact[part];
      break;
    case 'photo':
      contact.photo = null;
      break;
    default:
      contact[part] = [];
  }
}
