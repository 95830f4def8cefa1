// What is kept beside the values of a record so that lists, search and matching need not read them. Pure.
import { companyKey } from '../contact/company.ts';
import type { Contact } from '../contact/contact.ts';
import { emptyContact } from '../contact/contact.ts';
import { parseDate } from '../contact/date.ts';
import { matchKeys } from '../contact/match.ts';
import { composeName, displayName } from '../contact/name.ts';
import { phoneSearchForms } from '../contact/phone.ts';
import { indexKey, searchKey, searchText as searchTextOf } from '../contact/text.ts';
import type { RecordKind, RecordValues } from '../database/schema.ts';

export interface Derived {
  /** `''` when nothing in the record is fit to find it by. */
  displayName: string;
  searchText: string;
  sortName: string;
  matchKeys: string[];
  companyKey: string | null;
}

const EMAILS = ['email', 'secondaryEmail'];
const PHONES = ['phone', 'mobile', 'homePhone', 'otherPhone'];
const ADDRESSES = ['mailing', 'billing', 'other', 'shipping'];

/** @see Derived */
export function derive(kind: RecordKind, values: RecordValues): Derived {
  const contact = contactFromValues(kind, values);
  const name = displayName(contact) || standIn(values);
  return {
    displayName: name,
    searchText: searchText(name, contact, values),
    sortName: indexKey(searchKey(name)),
    matchKeys: matchKeys(contact),
    companyKey: indexKey(companyKey(contact.organization.name ?? '')) || null,
  };
}

/** The salutation is left out: a list that sorts by "Dott." finds nobody. */
function contactFromValues(kind: RecordKind, values: RecordValues): Contact {
  const contact = emptyContact();
  const company = kind === 'company' ? values.name : values.companyName;
  if (company) contact.organization.name = company;
  if (kind === 'company') contact.isCompany = true;
  else {
    if (values.firstName) contact.name.given = values.firstName;
    if (values.lastName) contact.name.family = values.lastName;
    if (values.nickname) contact.nickname = values.nickname;
    const birthday = parseDate(values.birthday ?? '');
    if (birthday) contact.birthday = birthday;
  }
  contact.emails = present(values, EMAILS).map((value) => ({ value, label: null }));
  contact.phones = present(values, PHONES).map((value) => ({ value, label: null }));
  return contact;
}

const present = (values: RecordValues, keys: string[]): string[] =>
  keys.map((key) => values[key]).filter((value) => value !== undefined);

/** What a record without name, company, e-mail and phone is called. */
function standIn(values: RecordValues): string {
  const places = ADDRESSES.flatMap((prefix) => [values[`${prefix}.street`], values[`${prefix}.city`]]);
  const found = [values.fax, values.website, ...places].find(Boolean);
  return found?.split('\n')[0] ?? '';
}

function searchText(name: string, contact: Contact, values: RecordValues): string {
  return searchTextOf([
    name,
    composeName(contact.name),
    contact.nickname,
    contact.organization.name,
    ...contact.emails.map(({ value }) => value),
    ...present(values, [...PHONES, 'fax']).flatMap(phoneSearchForms),
    ...present(values, ['website']),
    ...present(
      values,
      ADDRESSES.map((prefix) => `${prefix}.city`),
    ),
  ]);
}
