// What a card says, as a `Contact`. A group in front of a name (`item1.ADR`) never hides a property: Apple writes
// nearly every address that way.
import { type Contact, emptyContact, type PostalAddress } from '../../contact/contact.ts';
import { parseDate } from '../../contact/date.ts';
import type { Loss } from '../../contact/loss.ts';
import { displayName } from '../../contact/name.ts';
import { cleanText } from '../../contact/text.ts';
import { parseVCard, type VCard } from '../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../protocol/vcard/vcard-line.ts';

import {
  ADDRESS_COMPONENTS,
  addCompanion,
  type Companions,
  hasAddress,
  isCompanion,
  labelOf,
  lineValue,
  NAME_COMPONENTS,
  normaliseUid,
  streetOf,
} from './card-lines.ts';
import { photoOfLine } from './photo-from-vcard.ts';

export interface CardContent {
  contact: Contact;
  /** Without `urn:uuid:`; a UUID in upper case. */
  uid: string | null;
  /** The resource must not be patched: some of it cannot be read, or it holds more than this one card. */
  loss: Loss | null;
  /** A card that lists members of a group: no contact at all. */
  isGroup: boolean;
}

/** Reads any text; never throws. The order of list values is the order of their lines. */
export function contactFromVCard(raw: string): CardContent {
  const card = parseVCard(raw);
  const reading: Reading = {
    contact: emptyContact(),
    seen: new Set(),
    companions: companionsByGroup(card),
    categories: new Set(),
    uid: null,
    isGroup: false,
  };
  let isWhole = true;
  for (const line of card.lines) {
    const reader = READERS.get(line.name);
    if (reader) {
      isWhole &&= line.isWhole;
      reader(reading, line);
    }
  }
  const { contact, uid, isGroup } = reading;
  contact.groups = [...reading.categories].filter(Boolean);
  const display = displayName(contact);
  if (display) contact.name.display = display;
  else delete contact.name.display;
  return { contact, uid, loss: card.problem ?? (isWhole ? null : 'damaged'), isGroup };
}

/** The neutral contact of a parsed card. */
interface Reading {
  contact: Contact;
  /** Properties of one value: the first line counts, also an empty one. */
  seen: Set<string>;
  companions: Map<string, Companions>;
  categories: Set<string>;
  uid: string | null;
  isGroup: boolean;
}

type Reader = (reading: Reading, line: VCardLine) => void;

const READERS = new Map<string, Reader>(
  Object.entries({
    N: single(({ contact }, line) => {
      const components = line.components();
      for (const [part, index] of NAME_ENTRIES) put(contact.name, part, components[index]);
    }),
    FN: single(({ contact }, line) => put(contact.name, 'display', line.text())),
    NICKNAME: single(({ contact }, line) => put(contact, 'nickname', line.text())),
    ORG: single(({ contact }, line) => {
      const [name, department] = line.components();
      put(contact.organization, 'name', name);
      put(contact.organization, 'department', department);
    }),
    TITLE: single(({ contact }, line) => put(contact.organization, 'title', line.text())),
    NOTE: single(({ contact }, line) => put(contact, 'notes', line.text())),
    BDAY: single(({ contact }, line) => {
      const date = parseDate(line.text());
      if (!date) return;
      // The year of X-APPLE-OMIT-YEAR is 1604 wherever it was seen; the parameter says so for any other.
      if (date.year !== undefined && line.paramValues('X-APPLE-OMIT-YEAR').includes(String(date.year)))
        delete date.year;
      contact.birthday = date;
    }),
    UID: single((reading, line) => {
      reading.uid = normaliseUid(line.text()) || null;
    }),
    EMAIL: labelled('emails'),
    TEL: labelled('phones'),
    URL: labelled('urls'),
    ADR: (reading, line) => {
      const components = line.components();
      if (hasAddress(components)) reading.contact.addresses.push(addressFromLine(reading, line, components));
    },
    CATEGORIES: ({ categories }, line) => {
      for (const category of line.list()) categories.add(cleanText(category));
    },
    PHOTO: ({ contact }, line) => {
      contact.photo ??= photoOfLine(line);
    },
    'X-ABSHOWAS': ({ contact }, line) => {
      if (line.value.trim().toUpperCase() === 'COMPANY') contact.isCompany = true;
    },
    KIND: readKind,
    'X-ADDRESSBOOKSERVER-KIND': readKind,
  }),
);

const NAME_ENTRIES = Object.entries(NAME_COMPONENTS) as [keyof typeof NAME_COMPONENTS, number][];
const ADDRESS_ENTRIES = Object.entries(ADDRESS_COMPONENTS) as [keyof typeof ADDRESS_COMPONENTS, number][];

function single(reader: Reader): Reader {
  return (reading, line) => {
    if (reading.seen.has(line.name)) return;
    reading.seen.add(line.name);
    reader(reading, line);
  };
}

function labelled(property: 'emails' | 'phones' | 'urls'): Reader {
  return (reading, line) => {
    const value = lineValue(line);
    if (!value) return;
    const label = labelOf(line, companionsOf(reading, line));
    reading.contact[property].push(isPreferred(line) ? { value, label, primary: true } : { value, label });
  };
}

function addressFromLine(reading: Reading, line: VCardLine, components: string[]): PostalAddress {
  const address: PostalAddress = { label: labelOf(line, companionsOf(reading, line)) };
  for (const [part, index] of ADDRESS_ENTRIES)
    put(address, part, part === 'street' ? streetOf(components) : components[index]);
  const code = companionsOf(reading, line)?.countryCode;
  if (code && /^[a-z]{2}$/.test(code)) address.countryCode = code;
  return address;
}

function companionsOf(reading: Reading, line: VCardLine): Companions | undefined {
  return line.group ? reading.companions.get(line.groupKey) : undefined;
}

function readKind(reading: Reading, line: VCardLine): void {
  const kind = line.value.trim().toLowerCase();
  if (kind === 'group') reading.isGroup = true;
  if (kind === 'org' || kind === 'organization') reading.contact.isCompany = true;
}

/** `type=pref` of 2.1 and 3.0, `PREF=1` of 4.0. */
function isPreferred(line: VCardLine): boolean {
  return (
    line.paramValues('TYPE').some((type) => /^pref$/i.test(type)) || line.paramValues('PREF').includes('1')
  );
}

/** A label may stand before or after what it labels: looked up once all lines are known. */
function companionsByGroup(card: VCard): Map<string, Companions> {
  const groups = new Map<string, Companions>();
  for (const line of card.lines) {
    if (!line.group || !isCompanion(line)) continue;
    const companions = groups.get(line.groupKey) ?? {};
    addCompanion(companions, line);
    groups.set(line.groupKey, companions);
  }
  return groups;
}

function put<T extends object, K extends keyof T>(target: T, key: K, text: string | undefined): void {
  const clean = cleanText(text ?? '');
  if (clean) target[key] = clean as T[K] & string;
}
