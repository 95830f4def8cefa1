// What a card says, as a `Contact`. A group in front of a name (`item1.ADR`) never hides a property: Apple writes
// nearly every address that way.
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Loss } from '../../contact/loss.ts';
import { displayName } from '../../contact/name.ts';
import { cleanText } from '../../contact/text.ts';
import { parseVCard } from '../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../protocol/vcard/vcard-line.ts';
import { companionsByGroup, normaliseUid } from './card-lines.ts';
import { readExtra } from './properties/extras.ts';
import { ON_CARD } from './properties/on-card.ts';
import { readOrganizations } from './properties/organizations.ts';
import { once, type Reader, type Reading } from './properties/reading.ts';

export interface CardContent {
  contact: Contact;
  /** Without `urn:uuid:`; a UUID in upper case. */
  uid: string | null;
  /** The resource must not be patched: some of it cannot be read, or it holds more than this one card. */
  loss: Loss | null;
  /** A card that lists members of a group: no contact at all. */
  isGroup: boolean;
}

/** FN of a card whose every name was taken away: FN may not be empty (RFC 6350 6.2.1). It is read as none. */
export const NO_NAME = '(no name)';

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
    const readers = READERS.get(line.name) ?? [];
    if (readers.length > 0) isWhole &&= line.isWhole;
    const isTaken = readers.some((reader) => reader(reading, line) !== false);
    if (!isTaken && line.name) readExtra(reading, line);
  }
  const { contact, uid, isGroup } = reading;
  readOrganizations(contact, card);
  contact.groups = [...reading.categories].filter(Boolean);
  if (contact.name.display === NO_NAME) delete contact.name.display;
  const display = displayName(contact);
  if (display) contact.name.display = display;
  else delete contact.name.display;
  return { contact, uid, loss: card.problem ?? (isWhole ? null : 'damaged'), isGroup };
}

const READERS = new Map<string, Reader[]>();
for (const read of [
  ...Object.values(ON_CARD).map((property) => property.read),
  {
    UID: once('UID', (reading, line) => {
      reading.uid = normaliseUid(line.text()) || null;
    }),
    CATEGORIES: ({ categories }, line) => {
      for (const category of line.list()) categories.add(cleanText(category));
    },
    'X-ABSHOWAS': ({ contact }, line) => {
      if (line.value.trim().toUpperCase() === 'COMPANY') contact.isCompany = true;
    },
    KIND: readKind,
    'X-ADDRESSBOOKSERVER-KIND': readKind,
  } satisfies Record<string, Reader>,
])
  for (const [name, reader] of Object.entries(read))
    READERS.set(name, [...(READERS.get(name) ?? []), reader]);

function readKind(reading: Reading, line: VCardLine): void {
  const kind = line.value.trim().toLowerCase();
  if (kind === 'group') reading.isGroup = true;
  if (kind === 'org' || kind === 'organization') reading.contact.isCompany = true;
}
