// What is kept beside the values of a record so that lists, search and matching need not read them. Pure.
import { companyKey } from '../contact/company.ts';
import type { Contact } from '../contact/contact.ts';
import { emptyContact } from '../contact/contact.ts';
import { parseDate } from '../contact/date.ts';
import { matchKeys } from '../contact/match.ts';
import { composeName, displayName, sortKey } from '../contact/name.ts';
import { phoneSearchForms } from '../contact/phone.ts';
import { indexKey, searchKey, searchText as searchTextOf } from '../contact/text.ts';
import type { RecordValues } from '../database/schema.ts';
import { type Definitions, type FieldDefinition, KINDS, type RecordKind } from '../fields/field.ts';
import { comparedAs } from '../fields/types.ts';
import { companyTerms, otherNamesOf } from './companies/find-company.ts';

/** Counts up with every change of what is derived: records are then done again (fields/derive-again.ts). */
export const DERIVED = 3;

export interface Derived {
  /** `''` when nothing in the record is fit to find it by. */
  displayName: string;
  searchText: string;
  sortName: string;
  matchKeys: string[];
  companyKey: string | null;
  companyTerms: string[];
  /** What lists filter and sort by: each value as its type compares it. */
  keys: Record<string, string>;
  derived: number;
}

/** A field with the value that a record has for it. */
interface Filled {
  field: FieldDefinition;
  value: string;
}

/** @see Derived */
export function derive(fields: Definitions, kind: RecordKind, values: RecordValues): Derived {
  const filled = filledOf(fields, kind, values);
  const contact = contactOf(kind, filled);
  const name = displayName(contact) || standIn(filled);
  const company = contact.organization.name ?? '';
  const otherNames = kind === 'company' ? otherNamesOf(values) : [];
  // Who a person works for is told by the mail, not by a page about them.
  const addresses = filled.filter(
    ({ field: { type } }) => type === 'email' || (type === 'url' && kind === 'company'),
  );
  return {
    displayName: name,
    searchText: searchText(name, contact, filled),
    sortName: indexKey(kind === 'company' ? searchKey(name) : sortKey(name)),
    matchKeys: [
      ...new Set([...matchKeys(contact), ...otherNames.map((other) => indexKey(`c:${companyKey(other)}`))]),
    ],
    companyKey: indexKey(companyKey(company)) || null,
    companyTerms: companyTerms(
      [company, ...otherNames],
      addresses.map(({ value }) => value),
    ),
    keys: keysOf(fields[kind], values),
    derived: DERIVED,
  };
}

const keysOf = (fields: readonly FieldDefinition[], values: RecordValues): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap(({ key, type }) => (values[key] ? [[key, comparedAs(type, values[key])]] : [])),
  );

/** What a person is called by the parts of its name alone. */
export const personName = (fields: Definitions, values: RecordValues): string =>
  composeName(contactOf('contact', filledOf(fields, 'contact', values)).name);

function filledOf(fields: Definitions, kind: RecordKind, values: RecordValues): Filled[] {
  return findingOf(fields, kind).flatMap((field) => {
    const value = values[field.key];
    return value ? [{ field, value }] : [];
  });
}

/** By definitions and kind: they are the same for all that is derived at once. */
const finding = new WeakMap<Definitions, Map<RecordKind, FieldDefinition[]>>();

/** What a record is found by. Of fields that the kind lacks, what is one of many is the record's all the same: a number, an address. */
function findingOf(fields: Definitions, kind: RecordKind): FieldDefinition[] {
  const known = finding.get(fields) ?? new Map<RecordKind, FieldDefinition[]>();
  finding.set(fields, known);
  const found = known.get(kind);
  if (found) return found;
  const own = new Set(fields[kind].map(({ key }) => key));
  const others = new Map(
    KINDS.flatMap((other) => fields[other])
      .filter(({ key, slot }) => !own.has(key) && slot && 'wish' in slot)
      .map((field) => [field.key, field]),
  );
  const all = [...fields[kind], ...others.values()].filter(({ finds }) => finds);
  known.set(kind, all);
  return all;
}

/** What tells who the record is, as a card has it. */
function contactOf(kind: RecordKind, filled: Filled[]): Contact {
  const contact = emptyContact();
  if (kind === 'company') contact.isCompany = true;
  for (const { field, value } of filled) if (field.finds === 'match') put(contact, field, value);
  return contact;
}

function put(contact: Contact, { type, slot }: FieldDefinition, value: string): void {
  if (type === 'email') contact.emails.push({ value, label: null });
  if (type === 'phone') contact.phones.push({ value, label: null });
  if (slot?.property === 'name') contact.name[slot.part] = value;
  if (slot?.property === 'organization') contact.organization[slot.part] = value;
  if (slot?.property === 'nickname') contact.nickname = value;
  const date = slot?.property === 'birthday' ? parseDate(value) : null;
  if (date) contact.birthday = date;
}

/** What a record that nothing tells the name of is called. */
const standIn = (filled: Filled[]): string =>
  filled.find(({ field }) => field.finds !== 'match')?.value.split('\n')[0] ?? '';

const searchText = (name: string, contact: Contact, filled: Filled[]): string =>
  searchTextOf([name, composeName(contact.name), ...filled.flatMap(lookedIn)]);

/** Whether what search looks in holds the field's value as it is compared: a name stands there in pieces, a phone in its digits. */
export const isSearchedWhole = ({ finds, type, slot }: FieldDefinition): boolean =>
  finds !== undefined && finds !== 'call' && type !== 'date' && type !== 'phone' && slot?.property !== 'name';

function lookedIn({ field, value }: Filled): string[] {
  if (isSearchedWhole(field)) return [value];
  return field.type === 'phone' && field.finds !== 'call' ? phoneSearchForms(value) : [];
}
