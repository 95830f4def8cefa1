// Places that hold one value: a text, a date, a picture, or a part of a name or a company.
import type { Contact, Edit, PlainDate, SingleEdit } from '../contact.ts';
import { formatDate, parseDate } from '../date.ts';
import { cleanText } from '../text.ts';
import { editOrganization, organizationsOf } from './organizations.ts';
import { isDate, isPicture, type SinglePlace } from './table.ts';

type Held = string | PlainDate;

/** What stands in a place, in the form the contact has it. */
export function heldAt(contact: Contact, place: SinglePlace & { of?: number }): Held | null {
  if (place.property === 'organization') return organizationsOf(contact)[place.of ?? 0]?.[place.part] ?? null;
  return holderOf(contact, place)[keyIn(place)] ?? null;
}

/** What stands in a place, as text; null for nothing. */
export function textAt(contact: Contact, place: SinglePlace): string | null {
  const held = heldAt(contact, place);
  return held !== null && typeof held === 'object' ? formatDate(held) : held || null;
}

/** The edit that puts `text` into a place; null empties it. */
export function editAt(place: SinglePlace, text: string | null): Edit {
  const value = isDate(place.property) && text ? parseDate(text) : text;
  return { ...place, value } as SingleEdit;
}

/** Carries an edit out on `contact` itself. */
export function applyAt(contact: Contact, edit: SingleEdit): void {
  if (edit.property === 'organization') {
    editOrganization(contact, edit);
    return;
  }
  const value = typeof edit.value === 'string' ? cleanText(edit.value) : edit.value;
  const holder = holderOf(contact, edit);
  if (value) holder[keyIn(edit)] = value;
  // A contact says of its picture that there is none.
  else if (isPicture(edit.property)) holder[keyIn(edit)] = null;
  else delete holder[keyIn(edit)];
}

const keyIn = (place: SinglePlace): string => ('part' in place ? place.part : place.property);

function holderOf(contact: Contact, place: SinglePlace): Record<string, Held | null | undefined> {
  return ('part' in place ? contact[place.property] : contact) as Record<string, Held | null | undefined>;
}
