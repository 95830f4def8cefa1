// Edits of a contact as changes of a person: every field that changes comes out whole, because a field that is written
// replaces all of its values.
import {
  ADDRESS_PARTS,
  type Edit,
  type Label,
  type ListProperty,
  type PlainDate,
} from '../../../contact/contact.ts';
import { countryCodeFromName } from '../../../contact/country.ts';
import { cleanText } from '../../../contact/text.ts';
import { NAME_WORDS } from './contact-from-person.ts';
import { labelFromType, typeFromLabel } from './labels.ts';
import { ADDRESS_WORDS, isShown, isStructured, LIST_FIELDS, streetOf } from './lists.ts';
import { type Entry, type FieldName, type Fields, type Person, textOf } from './person.ts';
import { writableEntries } from './writable.ts';

type AddressEdit = Edit & { property: 'addresses' };

/** A field while it is edited. */
interface Draft {
  before: string;
  /** Null for a value that goes. */
  entries: (Entry | null)[];
  /** Where the values that the contact shows stand among the entries. */
  shown: number[];
}

/** Fields that `edits` change, as they are to be sent: an empty one is to be taken away. Photo and groups are not among them. */
export function patchPerson(person: Person, edits: Edit[]): Fields {
  const drafts = new Map<FieldName, Draft>();
  const open = (field: FieldName): Draft => {
    const draft = drafts.get(field) ?? draftOf(person, field);
    drafts.set(field, draft);
    return draft;
  };
  for (const edit of edits) apply(edit, open);
  const changed: Fields = {};
  for (const [field, { before, entries }] of drafts) {
    const after = entries.filter((entry) => entry !== null && hasContent(entry)) as Entry[];
    if (JSON.stringify(after) !== before) changed[field] = after;
  }
  return changed;
}

function draftOf(person: Person, field: FieldName): Draft {
  const entries = writableEntries(person, field);
  const property = (Object.keys(LIST_FIELDS) as (keyof typeof LIST_FIELDS)[]).find(
    (each) => LIST_FIELDS[each] === field,
  );
  const shown = entries.flatMap((entry, index) => (property && isShown(property, entry) ? [index] : []));
  // Compared with what it will be sent as: values without content are left out of both.
  return { before: JSON.stringify(entries.filter(hasContent)), entries, shown };
}

function hasContent(entry: Entry): boolean {
  return Object.entries(entry).some(
    ([part, value]) =>
      !['metadata', 'type', 'contentType'].includes(part) &&
      (typeof value === 'string' ? cleanText(value) !== '' : value !== null && value !== undefined),
  );
}

function apply(edit: Edit, open: (field: FieldName) => Draft): void {
  switch (edit.property) {
    case 'name':
      setPart(open('names'), NAME_WORDS[edit.part], edit.value);
      break;
    case 'organization':
      setPart(open('organizations'), edit.part, edit.value);
      break;
    case 'nickname':
      setPart(open('nicknames'), 'value', edit.value);
      break;
    case 'notes':
      setPart(open('biographies'), 'value', edit.value);
      break;
    case 'birthday':
      setBirthday(open('birthdays'), edit.value);
      break;
    case 'addresses':
      editAddress(open('addresses'), edit);
      break;
    case 'emails':
    case 'phones':
    case 'urls':
      editValue(open(LIST_FIELDS[edit.property]), edit);
      break;
    // A company is a contact without a name; pictures and groups go their own ways.
    case 'isCompany':
    case 'photo':
    case 'groups':
      break;
  }
}

/** Of the first value: the only one, or the one that the contact shows. */
function setPart({ entries }: Draft, part: string, value: string | null): void {
  const text = cleanText(value ?? '');
  const at = part === 'value' ? entries.findIndex((entry) => textOf(entry ?? {}, 'value') !== '') : 0;
  const index = at < 0 ? entries.length : at;
  if (textOf(entries[index] ?? {}, part) === text) return;
  // A whole name would win over the part.
  const { [part]: _, unstructuredName: _whole, ...rest } = entries[index] ?? {};
  // A note that was kept as HTML would have ours shown as such.
  if (part === 'value') delete rest.contentType;
  entries[index] = text ? { ...rest, [part]: text } : part === 'value' ? null : rest;
}

/** `text` may say something else than the date: it goes. */
function setBirthday(draft: Draft, date: PlainDate | null): void {
  draft.entries = date ? [{ date }] : [];
}

function editValue({ entries, shown }: Draft, edit: Edit & { property: ListProperty }): void {
  const value = cleanText(edit.value ?? '');
  if (edit.at === null) {
    if (value) entries.push(withLabel({ value }, edit.label));
    return;
  }
  const at = shown[edit.at];
  const entry = at === undefined ? undefined : entries[at];
  if (at === undefined || !entry) return;
  const same = textOf(entry, 'value') === value;
  entries[at] = value ? withLabel(same ? entry : { ...entry, value }, edit.label) : null;
}

/** A label that reads the same is left as it is written. */
function withLabel(entry: Entry, label: Label): Entry {
  if (labelFromType(entry.type) === (cleanText(label ?? '') || null)) return entry;
  const { type: _, ...rest } = entry;
  const type = typeFromLabel(label);
  return type === null ? rest : { ...rest, type };
}

function editAddress({ entries, shown }: Draft, { at, label, value }: AddressEdit): void {
  if (at === null) {
    if (value) entries.push(withLabel(withParts({}, value), label));
    return;
  }
  const index = shown[at];
  const entry = index === undefined ? undefined : entries[index];
  if (index === undefined || !entry) return;
  const edited = value && withLabel(withParts(entry, value), label);
  entries[index] = edited && isShown('addresses', edited) ? edited : null;
}

function withParts(address: Entry, parts: NonNullable<AddressEdit['value']>): Entry {
  // Of an address that was one text, the text is the street.
  const whole = isStructured(address) ? '' : textOf(address, 'formattedValue');
  const next: Entry = whole ? { ...address, streetAddress: whole } : { ...address };
  let changed = false;
  for (const part of ADDRESS_PARTS) {
    if (!(part in parts)) continue;
    const value = cleanText(parts[part] ?? '');
    const word = ADDRESS_WORDS[part];
    if (value === (part === 'street' ? streetOf(next) : textOf(next, word))) continue;
    changed = true;
    if (part === 'street') setStreet(next, value);
    else if (value) next[word] = value;
    else delete next[word];
    if (part === 'country') setCountryCode(next, value);
  }
  // Written out by Google from the parts; the one there is of the parts as they were.
  if (changed) delete next.formattedValue;
  return changed ? next : address;
}

/** The second line stays one of its own while the street still ends in it. */
function setStreet(address: Entry, street: string): void {
  const extended = textOf(address, 'extendedAddress');
  const kept = extended !== '' && street.endsWith(`\n${extended}`);
  if (!kept) delete address.extendedAddress;
  const line = kept ? street.slice(0, -extended.length - 1) : street;
  if (line) address.streetAddress = line;
  else delete address.streetAddress;
}

/** A code that does not fit the country would bring its name back. */
function setCountryCode(address: Entry, country: string): void {
  const code = countryCodeFromName(country);
  if (code) address.countryCode = code.toUpperCase();
  else delete address.countryCode;
}
