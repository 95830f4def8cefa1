// Which values of a person the lists of a contact show, and in which order: reading and patching agree on it here.
import type { ListProperty } from '../../../contact/contact.ts';
import { type Entry, type FieldName, textOf } from './person.ts';

export const LIST_FIELDS = {
  emails: 'emailAddresses',
  phones: 'phoneNumbers',
  urls: 'urls',
  addresses: 'addresses',
} as const satisfies Record<ListProperty | 'addresses', FieldName>;

/** Parts of a postal address, in Google's words. `extendedAddress` and `formattedValue` are dealt with by hand. */
export const ADDRESS_WORDS = {
  street: 'streetAddress',
  poBox: 'poBox',
  city: 'city',
  state: 'region',
  postalCode: 'postalCode',
  country: 'country',
} as const;

/** Whether an entry is shown at all: empty ones exist (`{"type":"home"}`) and have no index in the contact. */
export function isShown(property: ListProperty | 'addresses', entry: Entry): boolean {
  if (property !== 'addresses') return textOf(entry, 'value') !== '';
  return isStructured(entry) || textOf(entry, 'formattedValue') !== '';
}

/** An address may be one text alone. */
export function isStructured(address: Entry): boolean {
  return [...Object.values(ADDRESS_WORDS), 'extendedAddress'].some((part) => textOf(address, part) !== '');
}

/** Google has a line for the street and one for what comes after it; the contact has one text. */
export function streetOf(address: Entry): string {
  if (!isStructured(address)) return textOf(address, 'formattedValue');
  return [textOf(address, 'streetAddress'), textOf(address, 'extendedAddress')].filter(Boolean).join('\n');
}
