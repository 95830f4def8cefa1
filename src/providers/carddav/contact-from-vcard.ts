// What a card says, as a `Contact`. A group in front of a name (`item1.ADR`) never hides a property: Apple writes
// nearly every address that way.
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Loss } from '../../contact/loss.ts';
import { displayName } from '../../contact/name.ts';
import { cleanText } from '../../contact/text.ts';
import { parseVCard, type VCard } from '../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../protocol/vcard/vcard-line.ts';
import { addCompanion, type Companions, isCompanion, normaliseUid } from './card-lines.ts';
import { ON_CARD } from './properties/on-card.ts';
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

const READERS = new Map<string, Reader>(
  Object.entries({
    ...Object.assign({}, ...Object.values(ON_CARD).map(({ read }) => read)),
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
  } satisfies Record<string, Reader>),
);

function readKind(reading: Reading, line: VCardLine): void {
  const kind = line.value.trim().toLowerCase();
  if (kind === 'group') reading.isGroup = true;
  if (kind === 'org' || kind === 'organization') reading.contact.isCompany = true;
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
