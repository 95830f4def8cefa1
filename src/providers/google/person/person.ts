// A person as the People API sends it, as far as we look inside. What we do not know stays in it untouched.
import { cleanText } from '../../../contact/text.ts';
import { shownText } from '../../../protocol/http/lossy-text.ts';

/** One value of a field. `metadata` says whose it is; all else are its parts. */
export interface Entry {
  metadata?: { source?: { type?: string }; primary?: boolean; sourcePrimary?: boolean };
  [part: string]: unknown;
}

/** Where values of a person come from: the contact, or the profile of the Google user it is linked to. */
export interface Source {
  type?: string;
  id?: string;
  etag?: string;
  updateTime?: string;
}

interface PersonMetadata {
  sources?: Source[];
  deleted?: boolean;
  /** Only in listings since a sync token. */
  previousResourceNames?: string[];
}

/** All that may be written, of which some is shown to nobody by us, and comes back with a card from the trash. */
export const FIELDS = [
  'addresses',
  'biographies',
  'birthdays',
  'calendarUrls',
  'clientData',
  'emailAddresses',
  'events',
  'externalIds',
  'genders',
  'imClients',
  'interests',
  'locales',
  'locations',
  'memberships',
  'miscKeywords',
  'names',
  'nicknames',
  'occupations',
  'organizations',
  'phoneNumbers',
  'relations',
  'sipAddresses',
  'urls',
  'userDefined',
] as const;
export type FieldName = (typeof FIELDS)[number];

export type Fields = { [name in FieldName]?: Entry[] };

export type Person = Fields & {
  resourceName?: string;
  etag?: string;
  metadata?: PersonMetadata;
  photos?: Entry[];
};

/** Asked for everywhere alike, so that one version of a person reads the same however it was come by. */
export const READ_MASK = [...FIELDS, 'metadata', 'photos'].sort().join(',');

/** Without this, values of linked profiles stand among those of the contact, and cannot be written back. */
export const CONTACT_SOURCE = 'READ_SOURCE_TYPE_CONTACT';

/** The key of `clientData` under which a creation has its marker. */
export const MARKER_KEY = 'rubrica';

/** Fields of which every value is read; they are sent back in the order in which they came. */
const LISTED = new Set(['addresses', 'emailAddresses', 'phoneNumbers', 'urls']);

/** Values that belong to the contact itself. Of a field that one is read from, that one comes first: Google promises no order. */
export function ownEntries(person: Person, field: FieldName | 'photos'): Entry[] {
  const entries = person[field] ?? [];
  const own = entries.filter(({ metadata }) => (metadata?.source?.type ?? 'CONTACT') === 'CONTACT');
  return LISTED.has(field) ? own : own.toSorted((a, b) => rank(b) - rank(a));
}

/** The current one before the primary one. */
const rank = ({ current, metadata }: Entry): number =>
  (current === true ? 2 : 0) + (metadata?.primary === true ? 1 : 0);

export function contactSource(person: Person): Source | undefined {
  return person.metadata?.sources?.find(({ type }) => type === 'CONTACT');
}

/** A part of a value as text fit to be kept; `''` when it has none. */
export function textOf(entry: Entry | undefined, part: string): string {
  const value = entry?.[part];
  return typeof value === 'string' ? cleanText(shownText(value)) : '';
}

/** The label of all contacts that people see. */
export const MY_CONTACTS = 'contactGroups/myContacts';

/** The group that an entry of `memberships` names. */
export function groupOf(membership: Entry): string {
  const group = membership.contactGroupMembership as Record<string, unknown> | undefined;
  return typeof group?.contactGroupResourceName === 'string' ? group.contactGroupResourceName : '';
}

export function membershipOf(group: string): Entry {
  return { contactGroupMembership: { contactGroupResourceName: group } };
}

/** Where the contact's own picture lies; null for the monogram that Google draws where there is none. */
export function photoUrl(person: Person): string | null {
  const photo = ownEntries(person, 'photos').find((entry) => entry.default !== true);
  return textOf(photo, 'url') || null;
}
