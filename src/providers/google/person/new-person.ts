// A person that we create: from nothing, or from what a card in the trash held.
import { type Edit, groupChange } from '../../../contact/contact.ts';
import { withGroup } from '../../../contact/edit.ts';
import { patchPerson } from './patch-person.ts';
import {
  FIELDS,
  type Fields,
  groupOf,
  MARKER_KEY,
  MY_CONTACTS,
  membershipOf,
  type Person,
  textOf,
} from './person.ts';
import { writableEntries } from './writable.ts';

/** Groups of Google's own that a contact can still be put into; the others are kept, never entered. */
const OPEN_GROUPS = new Set([MY_CONTACTS, 'contactGroups/starred']);

export interface NewPerson {
  fields: Fields;
  /** Groups it is to be in, "My contacts" first. */
  groups: string[];
}

/** `edits` refer to the template's own values. */
export function newPerson(marker: string, edits: Edit[], template: string | null): NewPerson {
  const earlier = template === null ? {} : (JSON.parse(template) as Person);
  const fields: Fields = {};
  for (const field of FIELDS) {
    const entries = writableEntries(earlier, field);
    if (entries.length > 0) fields[field] = entries;
  }
  for (const [field, entries] of Object.entries(patchPerson(earlier, edits)) as [keyof Fields, never][])
    fields[field] = entries;
  const before = (fields.memberships ?? []).map(groupOf).filter(canBeEntered);
  const changes = edits.flatMap((edit) => groupChange(edit) ?? []);
  const others = (fields.clientData ?? []).filter((entry) => textOf(entry, 'key') !== MARKER_KEY);
  delete fields.memberships;
  return {
    fields: { ...fields, clientData: [...others, { key: MARKER_KEY, value: marker }] },
    groups: changes.reduce(withGroup, [...new Set([MY_CONTACTS, ...before])]),
  };
}

/** What is sent: everything that has a value. Without any group Google puts it into "My contacts" itself. */
export function creationBody({ fields, groups }: NewPerson): Fields {
  const filled = Object.entries(fields).filter(([, entries]) => entries.length > 0);
  const body = Object.fromEntries(filled) as Fields;
  return groups.length > 0 ? { ...body, memberships: groups.map(membershipOf) } : body;
}

/** The same without groups, for where they are refused: deleted meanwhile, or not taken at creation. */
export function withoutGroups(person: NewPerson): NewPerson {
  return { ...person, groups: [] };
}

/** User groups are named by hexadecimal numbers, Google's own by words. */
function canBeEntered(group: string): boolean {
  return OPEN_GROUPS.has(group) || /^contactGroups\/[0-9a-f]+$/.test(group);
}
