import { badRequest, invalidArgument } from '../api-error.ts';
import {
  type Entry,
  type FieldName,
  type FieldRule,
  type Fields,
  isField,
  otherMembers,
  personFields,
} from './fields.ts';
import { parseName } from './names.ts';

/** Per field part, notes excepted; parts; bytes (support.google.com/contacts/answer/148779). */
const longest = 1024;
const mostParts = 500;
const mostBytes = 128 * 1024;

const madeByGoogle: readonly FieldName[] = ['ageRanges', 'coverPhotos', 'photos'];

export interface Written {
  fields: Fields;
  /** Resource names of groups; undefined when the body has no memberships. */
  memberships: string[] | undefined;
}

/**
 * What Google makes of a Person that is sent: derived parts ignored, blanks trimmed, empty values dropped.
 * @param parsesNames whether a whole name is taken apart @throws ApiError
 */
export function normalise(person: Record<string, unknown>, parsesNames = true): Written {
  const fields: { [name in FieldName]?: Entry[] } = {};
  let memberships: string[] | undefined;
  for (const [name, value] of Object.entries(person)) {
    if (!isField(name)) {
      if (otherMembers.includes(name)) continue;
      throw unknownName(name, 'person');
    }
    if (value === null || value === undefined || madeByGoogle.includes(name)) continue;
    if (!Array.isArray(value))
      throw invalidArgument(
        `Invalid value at 'person.${name}' (type.googleapis.com/google.people.v1.Person), "${String(value)}"`,
      );
    if (name === 'memberships') memberships = value.map(groupOf);
    else fields[name] = valuesOf(name, value, parsesNames);
  }
  checkSize(fields);
  return { fields, memberships };
}

function valuesOf(name: FieldName, sent: readonly unknown[], parsesNames: boolean): Entry[] {
  const rule: FieldRule = personFields[name];
  const values = sent
    .map((value, index) => entryOf(name, rule, value, { index, parsesNames }))
    .filter((entry) => entry !== null);
  if (rule.singleton && values.length > 1) {
    throw invalidArgument(`Cannot have more than one person.${name} per source.`);
  }
  return values;
}

function entryOf(
  name: FieldName,
  rule: FieldRule,
  sent: unknown,
  { index, parsesNames }: { index: number; parsesNames: boolean },
): Entry | null {
  const at = `person.${name}[${index}]`;
  if (typeof sent !== 'object' || sent === null) throw invalidArgument();
  const entry: Entry = {};
  for (const [part, value] of Object.entries(sent)) {
    if (value === null || value === undefined || value === '') continue;
    if (part === 'metadata') {
      if ((value as Entry).sourcePrimary === true) entry.metadata = { sourcePrimary: true };
    } else if (rule.text.includes(part)) {
      const text = textOf(value, `${at}.${part}`, rule.enums[part]);
      if (text !== '') entry[part] = text;
    } else if (Object.hasOwn(rule.other, part)) {
      entry[part] = rule.other[part] === 'date' ? dateOf(value as Entry) : value;
    } else if (!rule.derived.includes(part)) throw unknownName(part, at);
  }
  if (name === 'names') return nameOf(entry, sent as Entry, parsesNames);
  const meaning = Object.keys(entry).filter((part) => !['type', 'contentType', 'metadata'].includes(part));
  return meaning.length > 0 ? entry : null;
}

function textOf(value: unknown, at: string, allowed: readonly string[] | undefined): string {
  if (typeof value !== 'string')
    throw badRequest(`Invalid value at '${at}' (TYPE_STRING), ${JSON.stringify(value)}`, at);
  const text = value.replace(/\r\n?/g, '\n').trim();
  if (allowed && !allowed.includes(text)) throw badRequest(`Invalid value at '${at}', "${text}"`, at);
  if (text.length > longest && !at.startsWith('person.biographies')) throw invalidArgument();
  return text;
}

/** A whole name wins over the parts sent with it; a display name alone is no name at all. */
function nameOf(entry: Entry, sent: Entry, parsesNames: boolean): Entry | null {
  const { unstructuredName, ...parts } = entry;
  if (typeof unstructuredName === 'string') {
    const kept = Object.entries(parts).filter(([part]) => part.startsWith('phonetic') || part === 'metadata');
    return {
      ...(parsesNames ? parseName(unstructuredName) : { unstructuredName }),
      ...Object.fromEntries(kept),
    };
  }
  if (Object.keys(parts).some((part) => part !== 'metadata')) return parts;
  if (sent.displayName || sent.displayNameLastFirst) throw invalidArgument();
  return null;
}

function dateOf(value: Entry): Entry {
  const { year = 0, month = 0, day = 0, ...rest } = value as Record<string, number>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw unknownName(unknown, 'person.date');
  // 29 February is a day of a year that is not told.
  const days = new Date(Date.UTC(year || 2000, month, 0)).getUTCDate();
  const possible =
    [year, month, day].every((one) => Number.isInteger(one) && one >= 0) && month <= 12 && year <= 9999;
  if (!possible || (month > 0 && day > days) || (month === 0 && day > 0)) throw invalidArgument();
  return { ...(year ? { year } : {}), ...(month ? { month } : {}), ...(day ? { day } : {}) };
}

function groupOf(sent: unknown): string {
  const group = (sent as { contactGroupMembership?: Entry } | null)?.contactGroupMembership;
  const name =
    group?.contactGroupResourceName ?? (group?.contactGroupId && `contactGroups/${group.contactGroupId}`);
  if (typeof name !== 'string') throw invalidArgument();
  return name;
}

function checkSize(fields: Fields): void {
  let parts = 0;
  for (const values of Object.values(fields)) parts += values.length;
  if (parts > mostParts || Buffer.byteLength(JSON.stringify(fields)) > mostBytes) throw invalidArgument();
}

const unknownName = (name: string, at: string): Error =>
  badRequest(`Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`, at);
