// Which line of a card holds what. Reading and patching both ask here, so that an index means the same line to both.
import type { Label } from '../../contact/contact.ts';
import { cleanText } from '../../contact/text.ts';
import type { VCard } from '../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../protocol/vcard/vcard-line.ts';
import { type LabelledProperty, labelFromLine } from './labels.ts';

/** Components of N and ADR by the part of the contact they hold (RFC 6350 6.2.2, 6.3.1). */
export const NAME_COMPONENTS = { family: 0, given: 1, middle: 2, prefix: 3, suffix: 4 } as const;
export const ADDRESS_COMPONENTS = {
  poBox: 0,
  street: 2,
  city: 3,
  state: 4,
  postalCode: 5,
  country: 6,
} as const;
/** "Apartment", deprecated by RFC 6350 but filled by Nextcloud and Outlook: read as the last line of the street. */
export const EXTENDED_ADDRESS = 1;

export const LABEL = 'X-ABLABEL';
export const COUNTRY_CODE = 'X-ABADR';
/** The same as a parameter of ADR (RFC 8605). */
export const CODE_PARAM = 'CC';

/** Corruption at rest in iCloud: the next property glued to a number (`+1202…X-SHARED-PHOTO-DISPLAY-PREF:ALWAYS_ASK`). */
const GLUED_PROPERTY = /X-[A-Z-]{1,60}:.*$/s;

/** The lines of a list property that hold a value, in card order. */
export function valueLines(card: VCard, property: LabelledProperty): VCardLine[] {
  return card.lines.filter(
    (line) =>
      line.name === property && (property === 'ADR' ? hasAddress(line.components()) : lineValue(line) !== ''),
  );
}

/** Whether the components of an ADR hold anything. */
export function hasAddress(components: string[]): boolean {
  return components.slice(0, 7).some((component) => cleanText(component) !== '');
}

/** The value of an EMAIL, TEL or URL line as a person knows it. */
export function lineValue(line: VCardLine): string {
  let text = line.text();
  if (!text.includes(':')) return cleanText(text);
  switch (line.name) {
    case 'TEL':
      // vCard 4.0 and RFC 3966; the extension stays behind the number.
      text = text.replace(/^\s*tel:/i, '').replace(GLUED_PROPERTY, '');
      break;
    case 'EMAIL':
      text = text.replace(/^\s*mailto:/i, '').replace(GLUED_PROPERTY, '');
      break;
    case 'URL':
      // Radicale 3.1.8 doubles the backslash of Apple's `https\://`.
      text = text.replace(/^(\s*[a-z][a-z0-9+.-]*)\\:/i, '$1:');
  }
  return cleanText(text);
}

/** The street of an address as one text: the street, then the extended address. */
export function streetOf(components: string[]): string {
  const street = cleanText(components[ADDRESS_COMPONENTS.street] ?? '');
  const extended = cleanText(components[EXTENDED_ADDRESS] ?? '');
  return [street, extended].filter(Boolean).join('\n');
}

/** The lines of a group; a group's name is compared without case (DAViCal and SOGo write `ITEM1`). */
export function groupLines(card: VCard, line: VCardLine): VCardLine[] {
  if (!line.group) return [line];
  return card.lines.filter((other) => other.name && other.groupKey === line.groupKey);
}

/** Lines that only say something about another line of their group. */
export function isCompanion(line: VCardLine): boolean {
  return line.name === LABEL || line.name === COUNTRY_CODE || line.name.startsWith('X-APPLE-SUB');
}

/** What the lines of a group say about the others: the first label that is not empty, the first country code. */
export interface Companions {
  label?: string;
  countryCode?: string;
}

export function addCompanion(companions: Companions, line: VCardLine): void {
  if (line.name === LABEL) companions.label ||= cleanText(line.text());
  if (line.name === COUNTRY_CODE) companions.countryCode ||= line.value.trim().toLowerCase();
}

/** A label may stand before or after what it labels: looked up once all lines are known. */
export function companionsByGroup(card: VCard): Map<string, Companions> {
  const groups = new Map<string, Companions>();
  for (const line of card.lines) {
    if (!line.group || !isCompanion(line)) continue;
    const companions = groups.get(line.groupKey) ?? {};
    addCompanion(companions, line);
    groups.set(line.groupKey, companions);
  }
  return groups;
}

export function labelOf(line: VCardLine, companions: Companions | undefined): Label {
  const label = labelFromLine(line.paramValues('TYPE'), companions?.label);
  return label === null ? null : cleanText(label) || null;
}

/** A UID without `urn:uuid:`; a UUID in upper case, since servers and members of groups differ in that. */
export function normaliseUid(text: string): string {
  const uid = cleanText(text).replace(/^urn:uuid:/i, '');
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uid) ? uid.toUpperCase() : uid;
}

/** An organisation of a card: what it is called, and what its owner is there. */
export interface OrganizationLines {
  org?: VCardLine;
  title?: VCardLine;
}

/** All of a card: a title belongs to the organisation of its group, else to the next one that has none yet. */
export function organizationLines(card: VCard): OrganizationLines[] {
  const titles = card.lines.filter(({ name }) => name === 'TITLE');
  const found = card.lines.filter(({ name }) => name === 'ORG').map((org): OrganizationLines => ({ org }));
  const isOf = (title: VCardLine, { org }: OrganizationLines): boolean =>
    title.group !== '' && title.groupKey === org?.groupKey;
  for (const isGrouped of [true, false])
    for (const title of titles) {
      if (found.some((one) => one.title === title)) continue;
      const one = found.find((each) => !each.title && (!isGrouped || isOf(title, each)));
      if (one) one.title = title;
      else if (!isGrouped) found.push({ title });
    }
  return found;
}

/** The first line of that name: what a property of one value is read from, empty or not. */
export function firstLine(card: VCard, name: string): VCardLine | undefined {
  return card.lines.find((line) => line.name === name);
}
