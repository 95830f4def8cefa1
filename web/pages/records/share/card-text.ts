// A record as the small card that a QR code has room for (vCard 3.0, RFC 2426). Pure.
import { addressOf, builtIn, CATALOGUE } from '../../../../src/fields/catalogue.ts';
import type { FieldKey, FieldType, RecordKind, Slot } from '../../../../src/fields/field.ts';

interface Shareable {
  kind: RecordKind;
  displayName: string;
  values: Record<string, string>;
}

export interface CardText {
  text: string;
  /** Keys of fields, of an address its prefix: what is in it, and what it has no more room for. */
  includes: FieldKey[];
  leaves: FieldKey[];
}

/** A code of more than that is too fine for the camera of an older phone. */
const ROOM = 600;

const BEGIN = ['BEGIN:VCARD', 'VERSION:3.0'];
const END = 'END:VCARD';
const bytesOf = (lines: string[]): number => new TextEncoder().encode(lines.join('\r\n')).length;

const written = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** What a phone takes a number for, by the first label that its field wishes for. */
const NUMBER_TYPES = new Map([
  ['mobile', 'CELL'],
  ['home', 'HOME'],
  ['workFax', 'WORK,FAX'],
  ['other', 'VOICE'],
]);
const ADDRESS_PARTS = ['poBox', '', 'street', 'city', 'state', 'postalCode', 'country'];

const LINES: Partial<Record<FieldType, (value: string, wish: string) => string>> = {
  phone: (value, wish) => `TEL;TYPE=${NUMBER_TYPES.get(wish) ?? 'WORK'}:${written(value)}`,
  email: (value) => `EMAIL;TYPE=INTERNET:${written(value)}`,
  url: (value) => `URL:${value}`,
};

/** The card of `record`; `fields` are those that its page shows, in order. */
export function cardText(record: Shareable, fields: { key: FieldKey; type: FieldType }[]): CardText {
  const names = nameLines(record, new Set(fields.map(({ key }) => key)));
  const lines = [...BEGIN, ...names.lines];
  const [includes, leaves]: [FieldKey[], FieldKey[]] = [names.keys, []];
  for (const [key, line] of placesOf(record, fields)) {
    const fits = bytesOf([...lines, line, END]) <= ROOM;
    if (fits) lines.push(line);
    (fits ? includes : leaves).push(key);
  }
  return { text: [...lines, END].join('\r\n'), includes, leaves };
}

const NAMES = ['prefix', 'given', 'family', 'name', 'department', 'title'] as const;

/** Whom it is of: always, however long. */
function nameLines({ kind, displayName, values }: Shareable, shown: Set<FieldKey>) {
  const isCompany = kind === 'company';
  const keys = NAMES.flatMap((part) => CATALOGUE[kind].find(({ slot }) => partOf(slot) === part)?.key ?? []);
  const at = Object.fromEntries(
    CATALOGUE[kind].map(({ key, slot }) => [partOf(slot), shown.has(key) ? written(values[key] ?? '') : '']),
  );
  const [prefix = '', given = '', family = '', name = '', department = '', title = ''] = NAMES.map(
    (part) => at[part],
  );
  const company = isCompany ? written(displayName) : name;
  return {
    keys: keys.filter((key) => shown.has(key) && values[key]),
    lines: [
      `N:${isCompany ? ';;;;' : [family, given, '', prefix, ''].join(';')}`,
      `FN:${written(displayName)}`,
      ...(company || department ? [`ORG:${company}${department && `;${department}`}`] : []),
      ...(title ? [`TITLE:${title}`] : []),
    ],
  };
}

/** Of a name or an organisation. */
const partOf = (slot?: Slot): string => (slot && 'part' in slot ? slot.part : '');

/** The label that a field wishes for first. */
function wishOf(kind: RecordKind, key: FieldKey): string {
  const slot = builtIn(kind, key)?.slot;
  return (slot && 'wish' in slot && slot.wish.find((one) => typeof one === 'string')) || '';
}

function placesOf({ kind, values }: Shareable, fields: { key: FieldKey; type: FieldType }[]) {
  const places = new Map<FieldKey, string>();
  for (const { key, type } of fields) {
    const address = addressOf(key);
    const value = values[key];
    if (!value) continue;
    if (address) {
      const parts = ADDRESS_PARTS.map((part) => written(values[`${address}.${part}`] ?? ''));
      places.set(address, `ADR;TYPE=${wishOf(kind, key) === 'home' ? 'HOME' : 'WORK'}:${parts.join(';')}`);
    } else {
      const line = LINES[type]?.(value, wishOf(kind, key));
      if (line) places.set(key, line);
    }
  }
  return places;
}
