// What a person holds that no property is read from, as it is shown. Data of other programs (`clientData`) is none of it.
import type { Contact } from '../../../contact/contact.ts';
import { formatDate } from '../../../contact/date.ts';
import { addExtra, type ExtraKind } from '../../../contact/extras.ts';
import type { PlaceName } from '../../../contact/properties/table.ts';
import { dateOf } from './dates.ts';
import { entriesRead } from './in-person.ts';
import { labelFromType } from './labels.ts';
import { type Entry, type FieldName, ownEntries, type Person, textOf } from './person.ts';

interface Row {
  field: FieldName;
  kind: ExtraKind | PlaceName;
  value(entry: Entry): string;
  label?(entry: Entry): string | null;
  /** Parts that no property is read from, also of the value that one is read from. */
  ofAll?: true;
}

const plain = (entry: Entry): string => textOf(entry, 'value');
const joined = (entry: Entry, parts: string[]): string =>
  parts.flatMap((part) => textOf(entry, part) || []).join(', ');

const ROWS: Row[] = [
  { field: 'relations', kind: 'related', value: (entry) => textOf(entry, 'person') },
  {
    field: 'events',
    kind: 'event',
    value(entry) {
      const date = dateOf(entry);
      return date ? formatDate(date) : '';
    },
  },
  {
    field: 'imClients',
    kind: 'messenger',
    value: (entry) => textOf(entry, 'username'),
    label: (entry) => textOf(entry, 'formattedProtocol') || textOf(entry, 'protocol'),
  },
  { field: 'sipAddresses', kind: 'messenger', value: plain },
  { field: 'userDefined', kind: 'custom', value: plain, label: (entry) => textOf(entry, 'key') },
  { field: 'calendarUrls', kind: 'calendar', value: (entry) => textOf(entry, 'url') },
  { field: 'externalIds', kind: 'identifier', value: plain },
  { field: 'genders', kind: 'gender', value: plain },
  { field: 'interests', kind: 'interest', value: plain },
  { field: 'locales', kind: 'language', value: plain },
  { field: 'locations', kind: 'location', value: plain },
  { field: 'miscKeywords', kind: 'custom', value: plain },
  { field: 'occupations', kind: 'role', value: plain },
  {
    field: 'organizations',
    kind: 'organization.name',
    value: (entry) => joined(entry, ['name', 'department', 'title']),
  },
  {
    field: 'organizations',
    kind: 'role',
    value: (entry) => joined(entry, ['jobDescription', 'location', 'costCenter', 'domain', 'symbol']),
    label: () => null,
    ofAll: true,
  },
  {
    field: 'organizations',
    kind: 'phonetic',
    value: (entry) => textOf(entry, 'phoneticName'),
    label: () => null,
    ofAll: true,
  },
  {
    field: 'names',
    kind: 'phonetic',
    value: (entry) =>
      textOf(entry, 'phoneticFullName') ||
      ['phoneticFamilyName', 'phoneticMiddleName', 'phoneticGivenName']
        .flatMap((part) => textOf(entry, part) || [])
        .join(' '),
    ofAll: true,
  },
  { field: 'nicknames', kind: 'nickname', value: plain },
  { field: 'biographies', kind: 'notes', value: plain },
];

/** Shows in `contact` what its properties have no place for. */
export function readExtras(contact: Contact, person: Person): void {
  for (const { field, kind, value, label, ofAll } of ROWS) {
    const read = ofAll ? [] : entriesRead(person, field);
    for (const entry of ownEntries(person, field))
      if (!read.includes(entry))
        addExtra(contact, {
          kind,
          label: label ? label(entry) : labelFromType(entry.type),
          value: value(entry),
        });
  }
}
