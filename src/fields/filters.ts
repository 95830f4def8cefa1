// What a list is filtered by: which fields there are beside those of records, and which operators each takes, a row each.
// Read by the API, by the database's conditions and by the interface. Pure.
import { addressOf, companyField } from './catalogue.ts';
import type { FieldDefinition, FieldKey, FieldType, RecordKind } from './field.ts';
import { comparedAs } from './types.ts';

/** What an operator asks for beside the field. */
export type Asked = 'nothing' | 'one' | 'two' | 'several' | 'days';

/** Every operator there is, and what it asks for. */
export const OPERATORS = {
  contains: 'one',
  lacks: 'one',
  starts: 'one',
  is: 'one',
  atLeast: 'one',
  atMost: 'one',
  /** Both ends count. */
  between: 'two',
  anyOf: 'several',
  allOf: 'several',
  noneOf: 'several',
  /** The day comes round within so many days from today, whatever the year. */
  comesWithin: 'days',
  /** A moment within so many days before now. */
  lastDays: 'days',
  yes: 'nothing',
  no: 'nothing',
  filled: 'nothing',
  empty: 'nothing',
} as const satisfies Record<string, Asked>;
export type Operator = keyof typeof OPERATORS;
export const OPERATOR_NAMES = Object.keys(OPERATORS) as [Operator, ...Operator[]];

/** One condition; those of a filter all hold. */
export interface Condition {
  field: string;
  op: Operator;
  value?: string | string[] | undefined;
}

/** What is filtered alike. */
export type FilterType = FieldType | 'time' | 'user' | 'company' | 'label' | 'sync' | 'has';

const TEXT: Operator[] = ['contains', 'lacks', 'starts', 'is', 'filled', 'empty'];
const YES_NO: Operator[] = ['yes', 'no'];

/** By type, the operators in the order they are offered; the first is meant where nobody says one. */
export const OPERATORS_OF: Record<FilterType, Operator[]> = {
  text: TEXT,
  longText: TEXT,
  email: TEXT,
  url: TEXT,
  phone: TEXT,
  number: ['is', 'atLeast', 'atMost', 'between', 'filled', 'empty'],
  date: ['comesWithin', 'is', 'atLeast', 'atMost', 'between', 'filled', 'empty'],
  choice: ['anyOf', 'noneOf', 'filled', 'empty'],
  boolean: YES_NO,
  photo: ['filled', 'empty'],
  flag: YES_NO,
  has: YES_NO,
  time: ['lastDays', 'atLeast', 'atMost', 'between'],
  user: ['anyOf', 'noneOf'],
  company: ['anyOf', 'filled', 'empty'],
  label: ['anyOf', 'allOf', 'noneOf', 'filled', 'empty'],
  sync: ['anyOf', 'noneOf'],
};

/** What a record has beside its fields, by the name it has in filters. */
export const OF_RECORDS = {
  label: 'label',
  owner: 'user',
  company: 'company',
  syncMobile: 'flag',
  sync: 'sync',
  hasEmail: 'has',
  hasPhone: 'has',
  hasAddress: 'has',
  createdAt: 'time',
  updatedAt: 'time',
} as const satisfies Record<string, FilterType>;
export type OfRecord = keyof typeof OF_RECORDS;

export const isOfRecord = (field: string): field is OfRecord => Object.hasOwn(OF_RECORDS, field);

export const SYNC_STATES = ['none', 'in-step', 'pending', 'attention'] as const;

/** What a list is sorted by beside fields. */
export const SORTS_OF_RECORDS = ['name', 'owner', 'createdAt', 'updatedAt'] as const;
export type SortOfRecord = (typeof SORTS_OF_RECORDS)[number];

/** A list's order, the first first; `-` before a key turns it round. */
export interface SortTerm {
  key: string;
  descending: boolean;
}

export const readSort = (sort: string): SortTerm[] =>
  sort
    .split(',')
    .filter(Boolean)
    .map((term) => ({ key: term.replace(/^-/, ''), descending: term.startsWith('-') }));

export const sortText = (terms: readonly SortTerm[]): string =>
  terms.map(({ key, descending }) => `${descending ? '-' : ''}${key}`).join(',');

/** The field behind the column of that name: the company that a person names. */
export const sortedField = (kind: RecordKind, key: string): FieldKey =>
  key === 'company' ? companyField(kind) : key;

/** The keys by whose presence a record has an e-mail address, a number or an address. */
export function keysFor(field: OfRecord, fields: readonly FieldDefinition[]): FieldKey[] {
  const isOne: Partial<Record<OfRecord, (one: FieldDefinition) => boolean>> = {
    hasEmail: ({ type }) => type === 'email',
    hasPhone: ({ type }) => type === 'phone',
    hasAddress: ({ key }) => addressOf(key) !== null,
  };
  return fields.filter(isOne[field] ?? (() => false)).map(({ key }) => key);
}

export type ConditionFault = 'unknown-field' | 'unknown-operator' | 'value';

const DAYS = /^\d{1,4}$/;
/** What two ends or a list may hold. */
const MOST = 200;

/** What is wrong with a condition on a field of `type`; null where nothing is. */
export function faultInCondition(
  { op, value }: Condition,
  type: FilterType | undefined,
): ConditionFault | null {
  if (type === undefined) return 'unknown-field';
  if (!OPERATORS_OF[type].includes(op)) return 'unknown-operator';
  const isOne = (one: unknown): boolean =>
    typeof one === 'string' && one.trim() !== '' && isComparable(type, one);
  const several = Array.isArray(value) ? value : [];
  const fits: Record<Asked, boolean> = {
    nothing: value === undefined,
    one: isOne(value),
    two: several.length === 2 && several.every(isOne),
    several: several.length > 0 && several.length <= MOST && several.every(isOne),
    days: typeof value === 'string' && DAYS.test(value),
  };
  return fits[OPERATORS[op]] ? null : 'value';
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function isComparable(type: FilterType, value: string): boolean {
  if (type === 'time' || type === 'date') return DAY.test(value) && !Number.isNaN(Date.parse(value));
  if (type === 'number') return comparedAs('number', value) !== '' && !Number.isNaN(Number(value));
  if (type === 'user') return value === 'me' || UUID.test(value);
  if (type === 'company' || type === 'label') return UUID.test(value);
  if (type === 'sync') return (SYNC_STATES as readonly string[]).includes(value);
  return true;
}

const DAY_MS = 86_400_000;

/** Month and day, as dates end in, of `from` and the `days` after it; whoever was born on a 29th of February has the 28th otherwise. */
export function daysAhead(from: Date, days: number): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= Math.min(days, 366); at++) {
    const day = new Date(from.getTime() + at * DAY_MS);
    const text = day.toISOString().slice(5, 10);
    found.add(text);
    const isLeap = new Date(Date.UTC(day.getUTCFullYear(), 1, 29)).getUTCMonth() === 1;
    if (text === '02-28' && !isLeap) found.add('02-29');
  }
  return [...found];
}
