import type { Contact, PhysicalAddress } from '@microsoft/microsoft-graph-types';
import { escaped } from '../../server/answer.ts';
import { addressParts } from '../mailbox/properties.ts';
import type { Card } from './owner.ts';

/** Texts that are edited, as Outlook calls them. */
const texts = {
  title: 'Title',
  givenName: 'First name',
  middleName: 'Middle name',
  surname: 'Last name',
  generation: 'Suffix',
  nickName: 'Nickname',
  companyName: 'Company',
  jobTitle: 'Job title',
  department: 'Department',
  mobilePhone: 'Mobile phone',
  businessHomePage: 'Web page',
} as const;

/** Lists, with the places each has. */
const lists = {
  emailAddresses: ['E-mail', 3],
  businessPhones: ['Business phone', 2],
  homePhones: ['Home phone', 2],
} as const;

const addresses = {
  businessAddress: 'Business address',
  homeAddress: 'Home address',
  otherAddress: 'Other address',
} as const;

const field = (label: string, name: string, value: string, more = ''): string =>
  `<label>${label} <input name="${name}" value="${escaped(value)}"${more}></label>`;

/** The fields of one contact, those of a new one when there is none. */
export function editForm(card: Card | undefined): string {
  const textFields = Object.entries(texts).map(([name, label]) =>
    field(label, name, String(card?.[name as keyof typeof texts] ?? '')),
  );
  const listFields = Object.entries(lists).flatMap(([name, [label, places]]) => {
    const held = (card?.[name as keyof typeof lists] ?? []).map((one) =>
      typeof one === 'string' ? one : (one.address ?? one.name ?? ''),
    );
    return Array.from({ length: places }, (_, at) => field(`${label} ${at + 1}`, name, held[at] ?? ''));
  });
  const addressFields = Object.entries(addresses).map(([name, label]) => {
    const held: PhysicalAddress = card?.[name as keyof typeof addresses] ?? {};
    const parts = addressParts.map((part) => {
      const value = held[part as keyof PhysicalAddress] ?? '';
      return part === 'street'
        ? `<label>${part} <textarea name="${name}.${part}" rows="2">${escaped(value)}</textarea></label>`
        : field(part, `${name}.${part}`, value);
    });
    return `<fieldset><legend>${label}</legend>${parts.join('')}</fieldset>`;
  });
  return [
    ...textFields,
    ...listFields,
    field('Birthday', 'birthday', card?.birthday?.slice(0, 10) ?? '', ' type="date"'),
    field('Categories', 'categories', (card?.categories ?? []).join('; ')),
    ...addressFields,
    `<label>Notes <textarea name="personalNotes" rows="4">${escaped(card?.personalNotes ?? '')}</textarea></label>`,
  ].join('\n');
}

/** What the form says, of that only what is another than before; the rest of a contact stays as it is. */
export function changesOfForm(form: URLSearchParams, before: Card | undefined): Contact {
  const text = (name: string): string => form.get(name) ?? '';
  const list = (name: string): string[] => form.getAll(name).filter((one) => one !== '');
  const birthday = text('birthday');
  const sent: Contact = {
    ...Object.fromEntries(Object.keys(texts).map((name) => [name, text(name)])),
    ...Object.fromEntries(Object.keys(lists).map((name) => [name, list(name)])),
    emailAddresses: list('emailAddresses').map(
      (address) => before?.emailAddresses?.find((one) => one.address === address) ?? { address },
    ),
    ...Object.fromEntries(Object.keys(addresses).map((name) => [name, addressIn(form, name)])),
    birthday: birthday === '' ? null : `${birthday}T11:59:00Z`,
    categories: text('categories')
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean),
    personalNotes: lines(text('personalNotes')),
  };
  const held = (before ?? {}) as Record<string, unknown>;
  const isOther = ([name, value]: [string, unknown]): boolean =>
    JSON.stringify(value) !== JSON.stringify(held[name] ?? (value === null ? null : ''));
  return Object.fromEntries(Object.entries(sent).filter(isOther)) as Contact;
}

function addressIn(form: URLSearchParams, name: string): PhysicalAddress {
  const parts = addressParts.map((part): [string, string] => [
    part,
    lines(form.get(`${name}.${part}`) ?? ''),
  ]);
  return Object.fromEntries(parts.filter(([, value]) => value !== ''));
}

const lines = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');
