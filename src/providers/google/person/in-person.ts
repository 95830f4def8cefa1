// Each property of a contact in a person of the People API: the field that holds it, how it is read, and how an edit changes
// the field's values.
import {
  type Contact,
  type Edit,
  type ListProperty,
  ORGANIZATION_PARTS,
  type Organization,
} from '../../../contact/contact.ts';
import { isList, type Property, type PropertyOf } from '../../../contact/properties/table.ts';
import { cleanText } from '../../../contact/text.ts';
import { addressFrom, isAddress, withParts } from './addresses.ts';
import { dateOf } from './dates.ts';
import { type Draft, editEntry, setPart } from './draft.ts';
import { labelFromType } from './labels.ts';
import { type Entry, type FieldName, ownEntries, type Person, photoUrl, textOf } from './person.ts';

type EditOf<P extends Property> = Edit & { property: P };

interface InPerson<P extends Property> {
  /** Null for what is written in a way of its own. */
  field: FieldName | null;
  /** Whether an entry has a place in the contact: empty ones exist (`{"type":"home"}`). */
  isShown(entry: Entry): boolean;
  /** @param entries what is shown of the field */
  read(contact: Contact, entries: Entry[], person: Person): void;
  patch(draft: Draft, edit: EditOf<P>): void;
}

const NAME_WORDS = {
  prefix: 'honorificPrefix',
  given: 'givenName',
  middle: 'middleName',
  family: 'familyName',
  suffix: 'honorificSuffix',
} as const;

const hasValue = (entry: Entry): boolean => textOf(entry, 'value') !== '';

/** @see InPerson */
const IN_PERSON: { [P in Property]: InPerson<P> } = {
  name: {
    field: 'names',
    isShown: () => true,
    read({ name }, [entry]) {
      for (const [part, word] of Object.entries(NAME_WORDS)) put(name, part, textOf(entry, word));
      put(name, 'display', textOf(entry, 'displayName'));
    },
    patch: (draft, { part, value }) => setPart(draft, NAME_WORDS[part], value),
  },
  organization: {
    field: 'organizations',
    // One that has ended is nobody's company.
    isShown: ({ current, endDate }) => current === true || (!endDate && current !== false),
    read(contact, entries, person) {
      const all = ownEntries(person, 'organizations');
      // Where the others have ended, the one that is left is the present one.
      const isLeft = all.length > 1 && entries.length === 1;
      const read = entries.map((entry): Organization => {
        const one: Organization = {};
        for (const part of ORGANIZATION_PARTS) put(one, part, textOf(entry, part));
        return one;
      });
      Object.assign(contact.organization, read[0]);
      if (all.length < 2) return;
      contact.organizations = read;
      for (const [index, one] of read.entries())
        if (isLeft || entries[index]!.current === true) one.current = true;
    },
    patch: (draft, { part, value, of }) => setPart(draft, part, value, of),
  },
  nickname: text('nickname', 'nicknames'),
  notes: text('notes', 'biographies'),
  birthday: {
    field: 'birthdays',
    isShown: () => true,
    read(contact, [entry]) {
      const date = dateOf(entry);
      if (date) contact.birthday = date;
    },
    patch(draft, { value }) {
      // A text that came along may say something else than the date: it goes.
      draft.entries = value ? [{ date: value }] : [];
    },
  },
  anniversary: {
    field: 'events',
    isShown: (entry) => textOf(entry, 'type') === 'anniversary',
    read(contact, [entry]) {
      const date = dateOf(entry);
      if (date) contact.anniversary = date;
    },
    patch(draft, { value }) {
      const at = draft.shown[0] ?? draft.entries.length;
      draft.entries[at] = value && { ...draft.entries[at], date: value, type: 'anniversary' };
    },
  },
  photo: {
    field: null,
    isShown: () => false,
    read(contact, _, person) {
      contact.photo = photoUrl(person);
    },
    patch() {},
  },
  emails: list('emails', 'emailAddresses'),
  phones: list('phones', 'phoneNumbers'),
  addresses: {
    field: 'addresses',
    isShown: isAddress,
    read(contact, entries) {
      contact.addresses = entries.map(addressFrom);
    },
    patch: (draft, { at, label, value }) =>
      editEntry(draft, at, label, (entry) => value && withParts(entry, value)),
  },
  urls: list('urls', 'urls'),
};

/** Reads every property of a person into `contact`. */
export function readProperties(contact: Contact, person: Person): void {
  for (const { field, isShown, read } of Object.values(IN_PERSON))
    read(contact, field ? ownEntries(person, field).filter(isShown) : [], person);
}

/** The values of a field that a property is read from: all of a list, else the first one. */
export function entriesRead(person: Person, field: FieldName): Entry[] {
  for (const [property, row] of Object.entries(IN_PERSON)) {
    if (row.field !== field) continue;
    const shown = ownEntries(person, field).filter(row.isShown);
    return isList(property) ? shown : shown.slice(0, 1);
  }
  return [];
}

/** Where an edit goes: the field that it changes, and how. */
export const inPerson = ({ property }: EditOf<Property>): InPerson<Property> => IN_PERSON[property];

function text<P extends PropertyOf<'text'>>(property: P, field: FieldName): InPerson<P> {
  return {
    field,
    isShown: hasValue,
    read: (contact, [entry]) => put(contact, property, textOf(entry, 'value')),
    patch: (draft, { value }: Edit & { property: PropertyOf<'text'> }) => setPart(draft, 'value', value),
  };
}

function list<P extends ListProperty>(property: P, field: FieldName): InPerson<P> {
  return {
    field,
    isShown: hasValue,
    read(contact, entries) {
      const values = entries.map((entry) => {
        const value = { value: textOf(entry, 'value'), label: labelFromType(entry.type) };
        return entry.metadata?.sourcePrimary === true ? { ...value, primary: true } : value;
      });
      Object.assign(contact, { [property]: values });
    },
    patch(draft, { at, label, value }: Edit & { property: ListProperty }) {
      const text = cleanText(value ?? '');
      editEntry(draft, at, label, (entry) =>
        textOf(entry, 'value') === text ? entry : { ...entry, value: text },
      );
    },
  };
}

function put(target: object, key: string, text: string): void {
  if (text) Object.assign(target, { [key]: text });
}
