// Postal addresses of a person, in Google's words: read part by part, and changed part by part.
import {
  ADDRESS_PARTS,
  type AddressPart,
  type PostalAddress,
  type ValueEdit,
} from '../../../contact/contact.ts';
import { countryCodeFromName, countryName } from '../../../contact/country.ts';
import { cleanText } from '../../../contact/text.ts';
import { labelFromType } from './labels.ts';
import { type Entry, textOf } from './person.ts';

type Parts = NonNullable<(ValueEdit & { property: 'addresses' })['value']>;

/** Parts of a postal address, in Google's words. `extendedAddress`, `countryCode` and `formattedValue` are dealt with by hand. */
const ADDRESS_WORDS = {
  street: 'streetAddress',
  poBox: 'poBox',
  city: 'city',
  state: 'region',
  postalCode: 'postalCode',
  country: 'country',
} as const;

/** Whether an entry says anything. */
export const isAddress = (entry: Entry): boolean =>
  isStructured(entry) || textOf(entry, 'formattedValue') !== '';

/** An address may be one text alone. */
function isStructured(address: Entry): boolean {
  const words = [...Object.values(ADDRESS_WORDS), 'extendedAddress'];
  return words.some((word) => textOf(address, word) !== '') || countryOf(address) !== '';
}

/** A country may be given by its code alone. */
function countryOf(address: Entry): string {
  return textOf(address, 'country') || countryName(textOf(address, 'countryCode'));
}

function partOf(address: Entry, part: AddressPart): string {
  if (part === 'street') return streetOf(address);
  return part === 'country' ? countryOf(address) : textOf(address, ADDRESS_WORDS[part]);
}

/** Google has a line for the street and one for what comes after it; the contact has one text. */
function streetOf(address: Entry): string {
  if (!isStructured(address)) return textOf(address, 'formattedValue');
  return [textOf(address, 'streetAddress'), textOf(address, 'extendedAddress')].filter(Boolean).join('\n');
}

export function addressFrom(entry: Entry): PostalAddress {
  const address: PostalAddress = { label: labelFromType(entry.type) };
  for (const part of ADDRESS_PARTS) {
    const text = partOf(entry, part);
    if (text) Object.assign(address, { [part]: text });
  }
  const code = textOf(entry, 'countryCode').toLowerCase();
  if (/^[a-z]{2}$/.test(code)) address.countryCode = code;
  return address;
}

/** An address with other parts; the same one when nothing differs. */
export function withParts(address: Entry, parts: Parts): Entry {
  // Of an address that was one text, the text is the street.
  const whole = isStructured(address) ? '' : textOf(address, 'formattedValue');
  const next: Entry = whole ? { ...address, streetAddress: whole } : { ...address };
  let changed = false;
  for (const part of ADDRESS_PARTS) {
    if (!(part in parts)) continue;
    const value = cleanText(parts[part] ?? '');
    const word = ADDRESS_WORDS[part];
    if (value === partOf(next, part)) continue;
    changed = true;
    if (part === 'street') setStreet(next, value);
    else if (value) next[word] = value;
    else delete next[word];
    if (part === 'country') setCountryCode(next, value);
  }
  // Written out by Google from the parts; the one there is of the parts as they were.
  if (changed) delete next.formattedValue;
  return changed ? next : address;
}

/** The second line stays one of its own while the street still ends in it. */
function setStreet(address: Entry, street: string): void {
  const extended = textOf(address, 'extendedAddress');
  const kept = extended !== '' && street.endsWith(`\n${extended}`);
  if (!kept) delete address.extendedAddress;
  const line = kept ? street.slice(0, -extended.length - 1) : street;
  if (line) address.streetAddress = line;
  else delete address.streetAddress;
}

/** A code that does not fit the country would bring its name back. */
function setCountryCode(address: Entry, country: string): void {
  const code = countryCodeFromName(country);
  if (code) address.countryCode = code.toUpperCase();
  else delete address.countryCode;
}
