// What is on a phone, in one form whatever the phone's account speaks: a scenario that is about people reads and writes this.
// Each of them puts it where its program would, with nothing of production's.
import { randomUUID } from 'node:crypto';
import type { PhoneBook as CardDavPhone } from '../../sandbox/carddav/phone.ts';
import type { PhoneBook as GooglePhone, Person } from '../../sandbox/google/phone/owner.ts';
import type { Card, PhoneBook as MicrosoftPhone } from '../../sandbox/microsoft/phone/owner.ts';
import { vcard } from './open-scenario.ts';

const PARTS = [
  'first',
  'last',
  'company',
  'title',
  'email',
  'phone',
  'mobile',
  'city',
  'website',
  'notes',
] as const;
type Part = (typeof PARTS)[number];
/** Of a person; a company has no name but `company`. What is absent is empty. */
export type OnPhone = { [part in Part]?: string };

export interface Phone {
  count(): number;
  list(): (OnPhone & { id: string })[];
  get(id: string): OnPhone | undefined;
  create(person: OnPhone): string;
  /** Parts that are not named stay; an empty text takes one away. */
  edit(id: string, change: OnPhone): void;
  remove(id: string): void;
}

const filled = (parts: { [part in Part]: string | null | undefined }): OnPhone =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value));

// vCards: the line of each part, as a phone writes it.

type Lines = Omit<Record<Part, { find: RegExp; write: (value: string) => string }>, 'first' | 'last'>;

const line = (name: string, write: string) => ({
  find: new RegExp(String.raw`^(?:item\d+\.)?${name}:(.*)\r\n`, 'im'),
  write: (value: string) => `${write}:${value}\r\n`,
});
const LINES: Lines = {
  company: line('ORG', 'ORG'),
  title: line('TITLE', 'TITLE'),
  email: line('EMAIL[^:]*', 'EMAIL;type=INTERNET;type=WORK'),
  phone: line('TEL[^:]*WORK[^:]*', 'TEL;type=WORK;type=VOICE'),
  mobile: line('TEL[^:]*CELL[^:]*', 'TEL;type=CELL;type=VOICE'),
  city: {
    find: /^(?:item\d+\.)?ADR[^:]*:(?:[^;]*;){3}([^;\r]*).*\r\n/im,
    write: (value) => `ADR;type=WORK:;;;${value};;;\r\n`,
  },
  website: line('URL[^:]*', 'URL;type=WORK'),
  notes: line('NOTE', 'NOTE'),
};
const NAME = /^N:([^;\r]*);?([^;\r]*).*\r\n/m;

export function cardDavPhone(book: CardDavPhone): Phone {
  const read = (text: string): OnPhone => {
    const [, last, first] = NAME.exec(text) ?? [];
    const value = (find: RegExp) =>
      find
        .exec(text)?.[1]
        ?.replace(/\\([,;:])/g, '$1')
        .replace(/;+$/, '');
    const parts = Object.entries(LINES).map(([part, { find }]) => [part, value(find)]);
    return filled({ first, last, ...Object.fromEntries(parts) });
  };
  const written = (text: string, change: OnPhone): string => {
    const { first = '', last = '' } = { ...read(text), ...change };
    const display = `${first} ${last}`.trim();
    let next = text;
    if ('first' in change || 'last' in change)
      next = next.replace(NAME, `N:${last};${first};;;\r\n`).replace(/^FN:.*\r\n/m, `FN:${display}\r\n`);
    for (const [part, { find, write }] of Object.entries(LINES)) {
      const value = change[part as Part];
      if (value === undefined) continue;
      const old = find.exec(next)?.[0] ?? '';
      next = next.replace(old, '');
      if (value) next = next.replace('END:VCARD', `${write(value)}END:VCARD`);
    }
    return next;
  };
  return {
    count: () => book.count(),
    list: () => book.list().map(({ href }) => ({ id: href, ...read(book.get(href)!.vcard) })),
    get: (id) => {
      const card = book.get(id);
      return card && read(card.vcard);
    },
    create(person) {
      const { first, last, company = '' } = person;
      const kind = first || last ? [] : ['X-ABShowAs:COMPANY'];
      const uid = randomUUID();
      const text = written(vcard(uid, 'N:;;;;', `FN:${company}`, ...kind), person);
      return book.put(`${uid}.vcf`, text).href;
    },
    edit: (id, change) => {
      book.edit(id, (text) => written(text, change));
    },
    remove: (id) => {
      book.remove(id);
    },
  };
}

// Google: a list of values for each field; a change of one replaces its list.

export function googlePhone(book: GooglePhone): Phone {
  const numberOf = ({ phoneNumbers = [] }: Partial<Person>, type: string) =>
    phoneNumbers.find((each) => each.type === type)?.value;
  const read = (person: Partial<Person>): OnPhone =>
    filled({
      first: person.names?.[0]?.givenName,
      last: person.names?.[0]?.familyName,
      company: person.organizations?.[0]?.name,
      title: person.organizations?.[0]?.title,
      email: person.emailAddresses?.[0]?.value,
      phone: numberOf(person, 'work'),
      mobile: numberOf(person, 'mobile'),
      city: person.addresses?.[0]?.city,
      website: person.urls?.[0]?.value,
      notes: person.biographies?.[0]?.value,
    });
  const FIELDS: Record<string, { of: Part[]; write(parts: OnPhone): object[] }> = {
    names: { of: ['first', 'last'], write: (p) => [{ givenName: p.first, familyName: p.last }] },
    organizations: { of: ['company', 'title'], write: (p) => [{ name: p.company, title: p.title }] },
    emailAddresses: { of: ['email'], write: (p) => [{ value: p.email, type: 'work' }] },
    phoneNumbers: {
      of: ['phone', 'mobile'],
      write: (p) => [
        { value: p.phone, type: 'work' },
        { value: p.mobile, type: 'mobile' },
      ],
    },
    addresses: { of: ['city'], write: (p) => [{ city: p.city, type: 'work' }] },
    urls: { of: ['website'], write: (p) => [{ value: p.website }] },
    biographies: { of: ['notes'], write: (p) => [{ value: p.notes, contentType: 'TEXT_PLAIN' }] },
  };
  const written = (all: OnPhone, change: OnPhone): object =>
    Object.fromEntries(
      Object.entries(FIELDS)
        .filter(([, { of }]) => of.some((part) => part in change))
        .map(([field, { write }]) => [field, write(all).filter(saysAnything)]),
    );
  return {
    count: () => book.count(),
    list: () => book.list().map((person) => ({ id: person.resourceName, ...read(person) })),
    get: (id) => {
      const person = book.get(id);
      return person && read(person);
    },
    create: (person) => book.create(written(person, person)).resourceName,
    edit: (id, change) => {
      book.edit(id, (person) => written({ ...read(person), ...change }, change));
    },
    remove: (id) => {
      book.remove(id);
    },
  };
}

const saysAnything = (value: object): boolean =>
  Object.entries(value).some(([key, each]) => each && key !== 'type' && key !== 'contentType');

// Microsoft: a property of its own for each part.

export function microsoftPhone(book: MicrosoftPhone): Phone {
  const PROPERTIES: Record<
    Part,
    { read(card: Partial<Card>): string | null | undefined; write(value: string): object }
  > = {
    first: { read: (c) => c.givenName, write: (givenName) => ({ givenName }) },
    last: { read: (c) => c.surname, write: (surname) => ({ surname }) },
    company: { read: (c) => c.companyName, write: (companyName) => ({ companyName }) },
    title: { read: (c) => c.jobTitle, write: (jobTitle) => ({ jobTitle }) },
    email: {
      read: (c) => c.emailAddresses?.[0]?.address,
      write: (address) => ({ emailAddresses: address ? [{ address, name: address }] : [] }),
    },
    phone: {
      read: (c) => c.businessPhones?.[0],
      write: (number) => ({ businessPhones: number ? [number] : [] }),
    },
    mobile: { read: (c) => c.mobilePhone, write: (mobilePhone) => ({ mobilePhone }) },
    city: {
      read: (c) => c.businessAddress?.city,
      write: (city) => ({ businessAddress: city ? { city } : {} }),
    },
    website: { read: (c) => c.businessHomePage, write: (businessHomePage) => ({ businessHomePage }) },
    notes: { read: (c) => c.personalNotes, write: (personalNotes) => ({ personalNotes }) },
  };
  const read = (card: Card): OnPhone => {
    const parts = PARTS.map((part) => [part, PROPERTIES[part].read(card)]);
    const person = filled(Object.fromEntries(parts));
    // Where a first name must be, a company has its own in its place, and whoever has none a dash.
    if (person.first === (person.last ? '-' : person.company)) delete person.first;
    return person;
  };
  const written = (change: OnPhone): object =>
    Object.assign(
      {},
      ...Object.entries(change).map(([part, value]) => PROPERTIES[part as Part].write(value)),
    );
  return {
    count: () => book.count(),
    list: () => book.list().map((card) => ({ id: card.id, ...read(card) })),
    get: (id) => {
      const card = book.get(id);
      return card && read(card);
    },
    create: (person) => book.create(written(person)).id,
    edit: (id, change) => {
      book.edit(id, written(change));
    },
    remove: (id) => {
      book.remove(id);
    },
  };
}
