// What of a value may be sent back: Google makes the rest up itself, and a whole name sent beside its parts would win
// over them (google.md 6.1 lists what does not survive).
import { type Entry, type FieldName, ownEntries, type Person, textOf } from './person.ts';

const MADE_UP: Partial<Record<FieldName, string[]>> = {
  genders: ['formattedValue'],
  imClients: ['formattedType', 'formattedProtocol'],
  names: ['displayName', 'displayNameLastFirst'],
  phoneNumbers: ['formattedType', 'canonicalForm'],
};

const NAME_PART = /^(given|middle|family|honorific)/;

/** The contact's own values of a field, each without what is read-only. Which value is the default is kept. */
export function writableEntries(person: Person, field: FieldName): Entry[] {
  return ownEntries(person, field).map((entry) => writable(field, entry));
}

function writable(field: FieldName, { metadata, ...parts }: Entry): Entry {
  if (field === 'memberships') {
    const { contactGroupMembership } = parts;
    const { contactGroupResourceName } = (contactGroupMembership ?? {}) as Record<string, unknown>;
    return { contactGroupMembership: { contactGroupResourceName } };
  }
  const dropped = new Set(MADE_UP[field] ?? ['formattedType']);
  if (field === 'names' && Object.keys(parts).some((part) => NAME_PART.test(part) && textOf(parts, part)))
    dropped.add('unstructuredName');
  const kept: Entry = Object.fromEntries(Object.entries(parts).filter(([part]) => !dropped.has(part)));
  return metadata?.sourcePrimary === true ? { metadata: { sourcePrimary: true }, ...kept } : kept;
}
