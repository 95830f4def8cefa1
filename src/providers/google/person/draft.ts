// A field of a person while it is edited: a field that is written replaces all of its values.
import type { Label } from '../../../contact/contact.ts';
import { cleanText, isOtherName } from '../../../contact/text.ts';
import { labelFromType, typeFromLabel } from './labels.ts';
import { type Entry, type FieldName, type Person, textOf } from './person.ts';
import { writableEntries } from './writable.ts';

export interface Draft {
  before: string;
  /** Null for a value that goes. */
  entries: (Entry | null)[];
  /** Where the values that the contact shows stand among the entries. */
  shown: number[];
  isShown(entry: Entry): boolean;
}

export function draftOf(person: Person, field: FieldName, isShown: (entry: Entry) => boolean): Draft {
  const entries = writableEntries(person, field);
  const shown = entries.flatMap((entry, index) => (isShown(entry) ? [index] : []));
  // Compared with what it will be sent as: values without content are left out of both.
  return { before: JSON.stringify(entries.filter(hasContent)), entries, shown, isShown };
}

/** All the values a field is to have then; null where that is what it has. */
export function changedEntries({ before, entries }: Draft): Entry[] | null {
  const after = entries.filter((entry) => entry !== null && hasContent(entry)) as Entry[];
  return JSON.stringify(after) === before ? null : after;
}

function hasContent(entry: Entry): boolean {
  return Object.entries(entry).some(
    ([part, value]) =>
      !['metadata', 'type', 'contentType'].includes(part) &&
      (typeof value === 'string' ? cleanText(value) !== '' : value !== null && value !== undefined),
  );
}

/** How a part of a name is read says nothing of another name. */
const READINGS: Partial<Record<string, string[]>> = {
  familyName: ['phoneticFamilyName', 'phoneticFullName'],
  givenName: ['phoneticGivenName', 'phoneticFullName'],
  middleName: ['phoneticMiddleName', 'phoneticFullName'],
  name: ['phoneticName'],
};

/** Sets a part of the value that the contact shows: the first one that is shown, or the one at `of` among them; past the last is a new one. */
export function setPart(
  { entries, shown, isShown }: Draft,
  part: string,
  value: string | null,
  of?: number,
): void {
  const text = cleanText(value ?? '');
  if (of !== undefined && shown[of] === undefined) shown.push(entries.length);
  const at =
    of === undefined
      ? entries.findIndex((entry) => entry !== null && isShown(entry))
      : (shown[of] ?? shown.at(-1)!);
  const index = at < 0 ? entries.length : at;
  if (textOf(entries[index] ?? {}, part) === text) return;
  const before = entries[index] ?? {};
  // A whole name would win over the part.
  const { [part]: _, unstructuredName: _whole, ...rest } = before;
  if (isOtherName(textOf(before, part), text))
    for (const reading of READINGS[part] ?? []) delete rest[reading];
  // A note that was kept as HTML would have ours shown as such.
  if (part === 'value') delete rest.contentType;
  entries[index] = text ? { ...rest, [part]: text } : part === 'value' ? null : rest;
}

/** Makes of the value at an index of the contact's list what `edited` says; one that is then not shown goes. */
export function editEntry(
  { entries, shown, isShown }: Draft,
  at: number | null,
  label: Label,
  edited: (entry: Entry) => Entry | null,
): void {
  const index = at === null ? entries.length : shown[at];
  const entry = at === null ? {} : index === undefined ? undefined : entries[index];
  if (index === undefined || !entry) return;
  const after = edited(entry);
  if (after && isShown(after)) entries[index] = withLabel(after, label);
  else if (at !== null) entries[index] = null;
}

/** A label that reads the same is left as it is written. */
function withLabel(entry: Entry, label: Label): Entry {
  if (labelFromType(entry.type) === (cleanText(label ?? '') || null)) return entry;
  const { type: _, ...rest } = entry;
  const type = typeFromLabel(label);
  return type === null ? rest : { ...rest, type };
}
