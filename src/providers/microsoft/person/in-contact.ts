// Each property of a contact in a contact of Graph: the field that holds it, how it is read and how it is written. Lists are in
// slots.ts.
import type { Contact, PlainDate } from '../../../contact/contact.ts';
import { formatDate, parseDate } from '../../../contact/date.ts';
import type { PlaceName } from '../../../contact/properties/table.ts';
import { asText, type FieldName, type GraphContact, textOf } from './graph-contact.ts';

/** Places that hold one text each. */
export const TEXT_FIELDS = new Map<PlaceName, FieldName>([
  ['name.prefix', 'title'],
  ['name.given', 'givenName'],
  ['name.middle', 'middleName'],
  ['name.family', 'surname'],
  ['name.suffix', 'generation'],
  ['organization.name', 'companyName'],
  ['organization.department', 'department'],
  ['organization.title', 'jobTitle'],
  ['nickname', 'nickName'],
  ['notes', 'personalNotes'],
]);

/** How a name is read says nothing of another name. */
export const READING_OF = new Map<FieldName, FieldName>([
  ['givenName', 'yomiGivenName'],
  ['surname', 'yomiSurname'],
  ['companyName', 'yomiCompanyName'],
]);

/** Some mailboxes want a given name of everybody: nobody is called this. */
export const NO_GIVEN_NAME = '-';

/** There is no flag: a company is a contact of whose person nothing is said, or whose given name is the company's. */
export function isCompany(contact: GraphContact): boolean {
  const company = textOf(contact, 'companyName');
  const isNamed = ['surname', 'middleName'].some((field) => textOf(contact, field as FieldName) !== '');
  return company !== '' && !isNamed && ['', NO_GIVEN_NAME, company].includes(textOf(contact, 'givenName'));
}

/** Reads the places that hold one text into `target`. */
export function readTexts(target: Contact, contact: GraphContact): void {
  const isStandIn = isCompany(contact) || textOf(contact, 'givenName') === NO_GIVEN_NAME;
  for (const [place, field] of TEXT_FIELDS) {
    const text = field === 'givenName' && isStandIn ? '' : textOf(contact, field);
    const [property, part] = place.split('.') as [keyof Contact, string | undefined];
    if (text) Object.assign(part ? (target[property] as object) : target, { [part ?? property]: text });
  }
}

/** Years that no mailbox means: `0001-01-01` stands for no birthday. */
const FIRST_YEAR = 1000;

/** A day, given as a moment at its noon: what a time zone would make of it is not asked. */
export function readBirthday(contact: GraphContact): PlainDate | null {
  const text = asText(contact.birthday);
  return Number(text.slice(0, 4)) < FIRST_YEAR ? null : parseDate(text.slice(0, 10));
}

/** Undefined for a day without a year, which there is no place for. */
export function writtenBirthday(value: PlainDate | null): string | null | undefined {
  if (value === null) return null;
  return value.year === undefined ? undefined : `${formatDate(value)}T11:59:00Z`;
}
