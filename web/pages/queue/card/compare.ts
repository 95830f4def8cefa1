// A card beside the record it may be merged into, value by value: what both have, what one of them adds, what differs.
// Lists are compared as sets: the same number under another label is the same number. What is the same is what the engine
// calls so: what is shown as the same is not asked about afterwards.
import type { Contact, Label, PostalAddress } from '../../../../src/contact/contact.ts';
import { emailKey } from '../../../../src/contact/email.ts';
import { isSameNumber } from '../../../../src/contact/phone.ts';
import { linesOf } from '../../../../src/contact/text.ts';
import { urlKey } from '../../../../src/contact/url.ts';

export type Aspect = 'name' | 'company' | 'title' | 'email' | 'phone' | 'address' | 'website' | 'birthday';

export interface ComparedValue {
  aspect: Aspect;
  /** The card's own label of the value, where it has one. */
  label: Label;
  record: string | null;
  card: string | null;
  verdict: 'same' | 'only-record' | 'only-card' | 'differs';
}

type RecordValues = Record<string, string | undefined>;
type Side = { value: string; label: Label };

const squeeze = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
type Same = (a: string, b: string) => boolean;
const by =
  (key: (value: string) => string): Same =>
  (a, b) =>
    key(a) === key(b);

const PHONES = ['phone', 'mobile', 'homePhone', 'otherPhone', 'fax', 'assistantPhone'];
const EMAILS = ['email', 'secondaryEmail'];
const PLACES = ['mailing', 'other', 'billing', 'shipping'];

/** Rows in the order a person reads a card; `values` are a record's, by field key. */
export function compareWithRecord(contact: Contact, values: RecordValues): ComparedValue[] {
  const isCompany = values.name !== undefined;
  const company = contact.organization.name;
  const person = cardName(contact);
  return [
    ...single('name', isCompany ? values.name : personName(values), isCompany ? (company ?? person) : person),
    ...(isCompany ? [] : single('company', values.companyName, company)),
    ...single('title', values.title, contact.organization.title),
    ...list('phone', fields(values, PHONES), contact.phones, isSameNumber),
    ...list('email', fields(values, EMAILS), contact.emails, by(emailKey)),
    ...list('address', recordAddresses(values), contact.addresses.map(addressSide), by(squeeze)),
    ...list('website', fields(values, ['website']), contact.urls, by(urlKey)),
    ...single('birthday', values.birthday, birthdayText(contact)),
  ];
}

function cardName({ name }: Contact): string | undefined {
  const parts = [name.prefix, name.given, name.middle, name.family, name.suffix].filter(Boolean).join(' ');
  return parts || name.display;
}

const personName = (values: RecordValues): string =>
  [values.salutation, values.firstName, values.lastName].filter(Boolean).join(' ');

const fields = (values: RecordValues, keys: string[]): Side[] =>
  keys.flatMap((key) => (values[key] ? [{ value: values[key], label: null }] : []));

function recordAddresses(values: RecordValues): Side[] {
  const parts = ['street', 'poBox', 'postalCode', 'city', 'state', 'country'];
  return PLACES.flatMap((place) => {
    const value = parts.flatMap((part) => values[`${place}.${part}`] ?? []).join(', ');
    return value ? [{ value, label: null }] : [];
  });
}

/** An address in one line; the card's line feeds are commas here. */
function addressLine(address: PostalAddress): string {
  const { street, poBox, postalCode, city, state, country } = address;
  return [street && linesOf(street).join(', '), poBox, postalCode, city, state, country]
    .filter(Boolean)
    .join(', ');
}

const addressSide = (address: PostalAddress): Side => ({ value: addressLine(address), label: address.label });

function birthdayText({ birthday }: Contact): string | undefined {
  if (!birthday) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${birthday.year ?? '-'}-${two(birthday.month)}-${two(birthday.day)}`;
}

function single(aspect: Aspect, record: string | undefined, card: string | undefined): ComparedValue[] {
  if (!record && !card) return [];
  const row = { aspect, label: null, record: record || null, card: card || null };
  if (!card) return [{ ...row, verdict: 'only-record' }];
  if (!record) return [{ ...row, verdict: 'only-card' }];
  return [{ ...row, verdict: squeeze(record) === squeeze(card) ? 'same' : 'differs' }];
}

function list(aspect: Aspect, record: Side[], card: Side[], same: Same): ComparedValue[] {
  const left = [...record];
  const rows: ComparedValue[] = [];
  for (const { value, label } of card) {
    const at = left.findIndex((side) => same(side.value, value));
    if (at < 0) rows.push({ aspect, label, record: null, card: value, verdict: 'only-card' });
    else rows.push({ aspect, label, record: left.splice(at, 1)[0]!.value, card: value, verdict: 'same' });
  }
  for (const { value } of left) {
    rows.push({ aspect, label: null, record: value, card: null, verdict: 'only-record' });
  }
  return rows.sort((a, b) => Number(b.verdict === 'same') - Number(a.verdict === 'same'));
}
