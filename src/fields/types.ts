// What there is to a type of field, a row each: how long a value may be, which values it takes, what they do for whoever looks
// for the record, and where on a card they may stand. Another type is a row here, its control in web/pages/records/fields and
// its name in three languages.
import { formatDate, parseDate } from '../contact/date.ts';
import { type Place, propertiesOf } from '../contact/properties/table.ts';
import { asciiDigits, indexKey, searchKey } from '../contact/text.ts';
import type { FieldType, Finds } from './field.ts';

/** Why a type does not take a value. */
export type TypeFault =
  | 'not-an-email'
  | 'not-a-url'
  | 'not-a-date'
  | 'not-a-number'
  | 'not-yes-or-no'
  | 'not-a-choice'
  | 'too-long';

/** A value as it is stored, or what is wrong with it. */
export type Checked = { value: string } | { fault: TypeFault };

interface TypeRules {
  /** Of a value; 320 is the longest e-mail address (RFC 5321 allows 64 + 1 + 255). */
  longest: number;
  /** Administrators may add such fields; a picture and Sync mobile are one of their kind. */
  addable: boolean;
  /** What a value does where the catalogue says nothing of its field. */
  finds: Finds | null;
  places: readonly Place[];
  /** A value of several lines keeps them. */
  lines?: true;
  /** What is too long is told before. Absent: any text. */
  check?(value: string, options: string[] | null): Checked;
  /** The form in which lists compare and sort values, as text byte by byte. Absent: lower case without accents. */
  compare?(value: string): string;
}

/** Text of any kind may stand in these; what is not among the defaults belongs to no place in particular. */
const TEXT: readonly Place[] = [
  { property: 'organization', part: 'department' },
  { property: 'organization', part: 'title' },
  { property: 'nickname' },
  { property: 'name', part: 'middle' },
  { property: 'name', part: 'suffix' },
];

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;
/** Fifteen digits are what every program counts exactly. */
const NUMBER = /^-?\d{1,15}(?:[.,]\d{1,6})?$/;
/** One thousand two hundred and thirty-four to one reader, one and a bit to the other. */
const AMBIGUOUS = /^-?\d{1,3},\d{3}$/;
const YES = ['true', 'yes', 'y', '1', 'sì', 'sí', 'si', 's', 'x', '✓'];
const NO = ['false', 'no', 'n', '0'];

/** `'true'` or `'false'`, whatever language it is said in; null for anything else. */
export function yesOrNo(value: string): 'true' | 'false' | null {
  const word = value.trim().toLowerCase();
  return YES.includes(word) ? 'true' : NO.includes(word) ? 'false' : null;
}

const when = (isOne: boolean, value: string, fault: TypeFault): Checked => (isOne ? { value } : { fault });

const digitsOf = (value: string): string => asciiDigits(value).replace(/\D/g, '').replace(/^00/, '');

/** Above every number that is taken, so that none is negative. */
const ABOVE = 10n ** 21n;
/** Digits that stand in the order of the numbers; other texts come behind them. */
function numberKey(value: string): string {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,15})(?:[.,](\d{1,6}))?$/.exec(value.trim()) ?? [];
  if (whole === undefined) return indexKey(searchKey(value));
  const size = BigInt(whole + part.padEnd(6, '0'));
  return String(ABOVE + (sign ? -size : size)).padStart(22, '0');
}

export const TYPES: Record<FieldType, TypeRules> = {
  text: { longest: 1000, addable: true, finds: 'search', places: TEXT },
  longText: {
    longest: 50_000,
    addable: true,
    finds: null,
    places: [{ property: 'notes' }],
    lines: true,
    compare: searchKey,
  },
  number: {
    longest: 32,
    addable: true,
    finds: 'search',
    places: TEXT,
    check: (value) =>
      when(NUMBER.test(value) && !AMBIGUOUS.test(value), value.replace(',', '.'), 'not-a-number'),
    compare: numberKey,
  },
  date: {
    longest: 32,
    addable: true,
    finds: null,
    places: propertiesOf('date').map((property) => ({ property })),
    check(value) {
      const date = parseDate(value);
      return date ? { value: formatDate(date) } : { fault: 'not-a-date' };
    },
    compare(value) {
      const date = parseDate(value);
      return date ? formatDate(date) : indexKey(searchKey(value));
    },
  },
  choice: {
    longest: 200,
    addable: true,
    finds: 'search',
    places: TEXT,
    check: (value, options) => when(!options || options.includes(value), value, 'not-a-choice'),
    compare: indexKey,
  },
  email: {
    longest: 320,
    addable: true,
    finds: 'match',
    places: [{ property: 'emails' }],
    check: (value) => when(EMAIL.test(value), value, 'not-an-email'),
  },
  phone: {
    longest: 100,
    addable: true,
    finds: 'match',
    places: [{ property: 'phones' }],
    compare: (value) => digitsOf(value) || indexKey(searchKey(value)),
  },
  url: {
    longest: 2000,
    addable: true,
    finds: 'search',
    places: [{ property: 'urls' }],
    check: (value) => when(isWebAddress(value), value, 'not-a-url'),
  },
  boolean: {
    longest: 8,
    addable: true,
    finds: null,
    places: TEXT,
    check(value) {
      const said = yesOrNo(value);
      return said ? { value: said } : { fault: 'not-yes-or-no' };
    },
    compare: (value) => yesOrNo(value) ?? indexKey(searchKey(value)),
  },
  photo: { longest: 64, addable: false, finds: null, places: [{ property: 'photo' }] },
  flag: { longest: 0, addable: false, finds: null, places: [] },
};

/** What `type` makes of a value that is not empty. */
export function checkOfType(type: FieldType, value: string, options: string[] | null): Checked {
  const { longest, check } = TYPES[type];
  if (value.length > longest) return { fault: 'too-long' };
  return check ? check(value, options) : { value };
}

/** The form in which lists compare a value that is not empty. */
export function comparedAs(type: FieldType, value: string): string {
  return TYPES[type].compare?.(value) ?? indexKey(searchKey(value));
}

/** http or https, or none and a host with a dot: nothing a browser would run, and no user name ("anna@example.org"). */
function isWebAddress(value: string): boolean {
  const written = /^https?:\/\//i.test(value);
  const address = written ? value : `http://${value}`;
  if (/\s/.test(value) || !URL.canParse(address) || new URL(address).username) return false;
  return written || /^[^/?#]+\.[^/?#]/.test(value);
}
