// An entry as the record it would be: which value goes to which field, and what has none. Pure.
import { BUILT_IN_LABELS } from '../contact/contact.ts';
import { spells } from '../contact/name.ts';
import { photoId } from '../contact/photo.ts';
import { suggestKind } from '../contact/suggest-kind.ts';
import type { RecordKind, RecordValues } from '../database/schema.ts';
import { definitionsOf, namesOf, partsOf } from '../fields/catalogue.ts';
import type { Definitions } from '../fields/field.ts';
import { derive } from '../records/derive.ts';
import { checkValue, isAsked } from '../records/fields/field-rules.ts';
import type { FieldRow } from '../records/fields/load-fields.ts';
import { alsoOnCard, project } from '../sync/decide/project.ts';
import { accountMapping, activeMapping } from '../sync/mapping.ts';
import type { Mapping } from '../sync/model.ts';
import { aside, sourceKey } from './contact-of-row.ts';
import type { Entry, Rest } from './entry.ts';
import { WORDS } from './kept/kept-text.ts';
import { type Remark, remark } from './remark.ts';

export type Fields = Record<RecordKind, Map<string, FieldRow>>;
export const definitionsIn = (fields: Fields): Definitions =>
  definitionsOf(Object.values(fields).flatMap((ofKind) => [...ofKind.values()]));

export interface Placed {
  kind: RecordKind;
  /** Nobody said the kind: the record may be of another. */
  guessed: boolean;
  values: RecordValues;
  rest: Rest[];
  /** Fields that are switched off and hold a value all the same. */
  inactive: string[];
  name: string;
  sortName: string;
  matchKeys: string[];
  warning: Remark | null;
  refused: Remark | null;
}

/** A label that every program gives to every web address. */
const NO_LABEL = /^home ?page$/i;

/** `wanted` is the kind of entries that do not say theirs; null guesses. `photos` are the ids of pictures kept here. */
export function placeValues(
  entry: Entry,
  wanted: RecordKind | null,
  fields: Fields,
  photos: Set<string>,
): Placed {
  const kind = entry.kind ?? wanted ?? guess(entry);
  const ofKind = fields[kind];
  const rest = [...entry.rest];
  const proposed = new Map(fromContact(entry, kind, ofKind, rest));
  for (const [key, value] of entry.fields) {
    const other = proposed.get(key);
    if (other !== undefined && other !== value) rest.push(aside(key, other, 'other-value'));
    proposed.set(key, value);
  }
  const values: RecordValues = {};
  const inactive: string[] = [];
  for (const [key, given] of proposed) {
    const field = ofKind.get(key);
    // The name that another Rubrica has for a picture says nothing here.
    if (!field || (field.type === 'photo' && !photos.has(given))) {
      rest.push(aside(key, given, 'no-field'));
      continue;
    }
    const checked = checkValue(field, given);
    if ('fault' in checked) {
      if (checked.fault !== 'required') rest.push(aside(key, given, checked.fault as Rest['reason']));
    } else if (checked.value !== null) {
      values[key] = checked.value;
      if (!field.active) inactive.push(key);
    }
  }
  if (entry.photo) {
    values.photo = photoId(entry.photo.bytes);
    if (!ofKind.get('photo')?.active) inactive.push('photo');
  }
  const { displayName, sortName, matchKeys } = derive(definitionsIn(fields), kind, values);
  const missing = [...ofKind.values()].filter((field) => isAsked(field) && !values[field.key]);
  return {
    kind,
    guessed: entry.kind === null && wanted === null,
    values,
    rest,
    inactive,
    name: displayName || entry.contact.name.display || '',
    sortName,
    matchKeys,
    warning: entry.warning ?? unreadable(values),
    refused: entry.refused ?? refusal(displayName, missing),
  };
}

function refusal(displayName: string, missing: FieldRow[]): Remark | null {
  if (missing.length > 0)
    return remark('required-empty', { fields: missing.map(({ key }) => key).join(', ') });
  return displayName ? null : remark('nothing-to-find-by');
}

/** U+FFFD stands where an earlier program could not read what was there. */
function unreadable(values: RecordValues): Remark | null {
  const keys = Object.keys(values).filter((key) => values[key]!.includes('\ufffd'));
  return keys.length > 0 ? remark('lost-characters', { fields: keys.join(', ') }) : null;
}

function guess({ fields, contact }: Entry): RecordKind {
  const isNamed = (kind: RecordKind): boolean => namesOf(kind).some((key) => fields.has(key));
  if (isNamed('company') && !isNamed('contact')) return 'company';
  return suggestKind(contact).kind;
}

/** What the mapping of a card makes of it. Fields that are switched off take what the others leave. */
function fromContact(
  { contact: read, sources, photo }: Entry,
  kind: RecordKind,
  fields: Map<string, FieldRow>,
  rest: Rest[],
): [string, string][] {
  const contact = kind === 'company' ? { ...read, isCompany: true } : read;
  const known = accountMapping(kind).filter(
    ({ field, slot }) => slot.property !== 'photo' && isThere(fields, field),
  );
  const active = activeMapping(known, (key) => fields.get(key)?.active ?? false);
  const mapping: Mapping = [...active, ...known.filter((entry) => !active.includes(entry))];
  const { values, at } = project(contact, mapping);
  const proposed = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const placed = proposed.map(([, value]) => value);
  for (const { property, label, value } of alsoOnCard(contact, mapping, null)) {
    // A company is called by what stands in for its name.
    if (property.startsWith('name.') && spells(value, placed)) continue;
    const what = sources.get(sourceKey(property, value)) ?? WORDS.get(property) ?? property;
    rest.push(aside(what, value, 'no-field', label));
  }
  if (contact.photo && !photo && !rest.some(({ what }) => what === 'PHOTO'))
    rest.push(aside('photo', 'a picture that cannot be read', 'not-a-photo'));
  for (const { field, slot } of mapping) {
    const index = at[field] ?? null;
    if (index === null || !('wish' in slot)) continue;
    const { label, ...value } = contact[slot.property][index]!;
    const isOwn =
      label !== null && !(BUILT_IN_LABELS as readonly string[]).includes(label) && !NO_LABEL.test(label);
    if (isOwn) rest.push(aside(`label of ${field}`, label, 'no-field'));
    if ('countryCode' in value && value.countryCode && !value.country)
      rest.push(aside(`country code of ${field}`, value.countryCode, 'no-field'));
  }
  return proposed;
}

const isThere = (fields: Map<string, FieldRow>, key: string): boolean =>
  partsOf(key).some((part) => fields.has(part));
