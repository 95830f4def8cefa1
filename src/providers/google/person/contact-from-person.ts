// What a person says, as a `Contact`.
import {
  type Contact,
  emptyContact,
  type LabelledValue,
  type PlainDate,
  type PostalAddress,
} from '../../../contact/contact.ts';
import { parseDate } from '../../../contact/date.ts';
import { displayName } from '../../../contact/name.ts';
import { labelFromType } from './labels.ts';
import { ADDRESS_WORDS, isShown, LIST_FIELDS, streetOf } from './lists.ts';
import { type Entry, groupOf, ownEntries, type Person, textOf } from './person.ts';

export const NAME_WORDS = {
  prefix: 'honorificPrefix',
  given: 'givenName',
  middle: 'middleName',
  family: 'familyName',
  suffix: 'honorificSuffix',
} as const;

/** Groups of Google's own that are no labels: everybody, and what chats and blocking leave behind. */
const NOT_SHOWN = new Set(['contactGroups/all', 'contactGroups/chatBuddies', 'contactGroups/blocked']);

export function isShownGroup(resourceName: string): boolean {
  return resourceName !== '' && !NOT_SHOWN.has(resourceName);
}

export function contactFromPerson(person: Person): Contact {
  const contact = emptyContact();
  const [name] = ownEntries(person, 'names');
  for (const [part, word] of Object.entries(NAME_WORDS)) put(contact.name, part, textOf(name, word));
  put(contact.name, 'display', textOf(name, 'displayName'));
  const [organization] = ownEntries(person, 'organizations');
  for (const part of ['name', 'department', 'title'])
    put(contact.organization, part, textOf(organization, part));
  const nickname = ownEntries(person, 'nicknames').find((entry) => textOf(entry, 'value') !== '');
  put(contact, 'nickname', textOf(nickname, 'value'));
  put(contact, 'notes', textOf(ownEntries(person, 'biographies')[0], 'value'));
  for (const property of ['emails', 'phones', 'urls'] as const)
    contact[property] = shown(person, property).map(labelledValue);
  contact.addresses = shown(person, 'addresses').map(addressFrom);
  const birthday = birthdayOf(ownEntries(person, 'birthdays')[0]);
  if (birthday) contact.birthday = birthday;
  contact.groups = ownEntries(person, 'memberships').map(groupOf).filter(isShownGroup);
  contact.photo = photoUrl(person);
  // There is no flag: a contact with a company and without a name is how Google's own pages keep companies.
  if (!name && contact.organization.name) contact.isCompany = true;
  const display = displayName(contact);
  if (display) contact.name.display = display;
  return contact;
}

/** Where the contact's own picture lies; null for the monogram that Google draws where there is none. */
export function photoUrl(person: Person): string | null {
  const photo = ownEntries(person, 'photos').find((entry) => entry.default !== true);
  return textOf(photo, 'url') || null;
}

function shown(person: Person, property: keyof typeof LIST_FIELDS): Entry[] {
  return ownEntries(person, LIST_FIELDS[property]).filter((entry) => isShown(property, entry));
}

function labelledValue(entry: Entry): LabelledValue {
  const value = { value: textOf(entry, 'value'), label: labelFromType(entry.type) };
  return entry.metadata?.sourcePrimary === true ? { ...value, primary: true } : value;
}

function addressFrom(entry: Entry): PostalAddress {
  const address: PostalAddress = { label: labelFromType(entry.type) };
  for (const [part, word] of Object.entries(ADDRESS_WORDS))
    put(address, part, part === 'street' ? streetOf(entry) : textOf(entry, word));
  const code = textOf(entry, 'countryCode').toLowerCase();
  if (/^[a-z]{2}$/.test(code)) address.countryCode = code;
  return address;
}

/** A year may be missing, day and month may not: there is no birthday without them here. */
function birthdayOf(entry: Entry | undefined): PlainDate | null {
  const { year = 0, month = 0, day = 0 } = (entry?.date ?? {}) as Partial<PlainDate>;
  if (month === 0 || day === 0) return parseDate(textOf(entry, 'text'));
  return year === 0 ? { month, day } : { year, month, day };
}

function put(target: object, key: string, text: string): void {
  if (text) Object.assign(target, { [key]: text });
}
