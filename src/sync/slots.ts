// Between the flat fields of a record and the labelled lists of a contact: which value of a card a field stands for,
// and which edits bring a field's value onto a card. Pure.
import { addressKey } from '../contact/address.ts';
import {
  ADDRESS_PARTS,
  type AddressPart,
  type Contact,
  type Edit,
  type Label,
  type ListProperty,
} from '../contact/contact.ts';
import { formatDate, parseDate } from '../contact/date.ts';
import { sameLabel } from '../contact/label.ts';
import { ownName } from '../contact/name.ts';
import { textKey } from '../contact/text.ts';
import { bindValues, entriesOf, KEYS, otherKey, type ValueProperty } from './bind-values.ts';
import type { Base, Bound } from './link/link.ts';
import { ANY, fieldsOf, UNLABELLED } from './mapping.ts';
import type { FieldKey, Mapping, MappingEntry, Values, Wish } from './model.ts';

/** A contact seen through a mapping. */
export interface Projection {
  /** Every mapped field; null where the card has nothing for it. */
  values: Values;
  bound: Record<string, Bound | null>;
  /** Index of the bound value in the contact's list. */
  at: Record<string, number | null>;
  /** Values no slot took, in the form of `Base.others`. */
  others: string[];
}

/** Whether two values of a field are the same to a person: formatting aside. Empty equals absent. */
export function sameValue(entry: MappingEntry, a: string | null, b: string | null): boolean {
  if ((a || null) === (b || null)) return true;
  if (!a || !b) return false;
  const { property } = entry.slot;
  if (property === 'emails' || property === 'phones' || property === 'urls')
    return KEYS[property](a) === KEYS[property](b);
  return textKey(a) === textKey(b);
}

/**
 * What the card holds for each field. `base` says which values the slots stood for when both sides last agreed; a slot
 * keeps its value through edits and reordering, and one that was emptied is filled only by what is new on the card.
 * `local` are the record's values: a relabelled value moves only to a field that is free there too.
 */
export function project(
  contact: Contact,
  mapping: Mapping,
  base: Base | null = null,
  local: Values = {},
): Projection {
  const result: Projection = { values: {}, bound: {}, at: {}, others: [] };
  for (const property of ['emails', 'phones', 'urls', 'addresses'] as const) {
    const slots = mapping.filter((entry) => entry.slot.property === property);
    const entries = entriesOf(contact, property);
    for (const [field, entry] of bindValues(slots, entries, property, base, local)) {
      result.bound[field] = entry && { key: entry.key, label: entry.label };
      result.at[field] = entry?.index ?? null;
    }
    result.others.push(...entries.filter((entry) => !entry.taken).map((entry) => otherKey(property, entry)));
  }
  const showsNames = mapping.some(({ slot }) => slot.property === 'name');
  for (const entry of mapping)
    Object.assign(result.values, valuesOf(contact, entry, result.at[entry.field] ?? null, showsNames));
  return result;
}

function valuesOf(
  contact: Contact,
  { field, slot }: MappingEntry,
  at: number | null,
  showsNames: boolean,
): Values {
  switch (slot.property) {
    case 'name':
      return { [field]: contact.name[slot.part] || (slot.part === 'family' ? wholeName(contact) : null) };
    case 'organization':
      return {
        [field]:
          contact.organization[slot.part] ||
          (slot.part === 'name' ? wholeCompany(contact, showsNames) : null),
      };
    case 'nickname':
    case 'notes':
      return { [field]: contact[slot.property] || null };
    case 'photo':
      return { [field]: contact.photo };
    case 'birthday':
      return { [field]: contact.birthday ? formatDate(contact.birthday) : null };
    case 'addresses': {
      const address = at === null ? undefined : contact.addresses[at];
      return Object.fromEntries(ADDRESS_PARTS.map((part) => [`${field}.${part}`, address?.[part] || null]));
    }
    default:
      return { [field]: (at === null ? undefined : contact[slot.property][at]?.value) || null };
  }
}

/** A card that gives only a display name: the whole of it, so that nobody is without a name. Never split silently. */
function wholeName(contact: Contact): string | null {
  if (contact.name.given || contact.name.middle || contact.isCompany) return null;
  const name = ownName(contact);
  return name && name !== contact.organization.name && name !== contact.nickname ? name : null;
}

/** A company's card that names no organisation: what it calls itself, unless other fields show that already. */
function wholeCompany(contact: Contact, showsNames: boolean): string | null {
  const { given, middle, family } = contact.name;
  if (!contact.isCompany || (showsNames && (given || middle || family))) return null;
  return ownName(contact) || null;
}

/** The edits that give `fields` the record's values on a card that looks like `projection`. */
export function editsFor(
  fields: Iterable<FieldKey>,
  values: Values,
  mapping: Mapping,
  contact: Contact,
  projection: Projection,
): Edit[] {
  const wanted = new Set(fields);
  const edits: Edit[] = [];
  for (const entry of mapping) {
    const keys = fieldsOf(entry).filter((key) => wanted.has(key));
    if (keys.length > 0)
      edits.push(...editsOf(entry, keys, values, contact, projection.at[entry.field] ?? null));
  }
  return edits;
}

function editsOf(
  { field, slot }: MappingEntry,
  keys: FieldKey[],
  values: Values,
  contact: Contact,
  at: number | null,
): Edit[] {
  const value = values[field] || null;
  switch (slot.property) {
    case 'name':
      return [{ property: 'name', part: slot.part, value }];
    case 'organization':
      return [{ property: 'organization', part: slot.part, value }];
    case 'nickname':
    case 'notes':
      return [{ property: slot.property, value }];
    case 'photo':
      return [{ property: 'photo', value }];
    case 'birthday':
      return [{ property: 'birthday', value: value ? parseDate(value) : null }];
    case 'addresses': {
      const parts = Object.fromEntries(
        keys.map((key) => [key.slice(field.length + 1), values[key] || null]),
      ) as Partial<Record<AddressPart, string | null>>;
      const present: Partial<Record<AddressPart, string>> = at === null ? {} : contact.addresses[at]!;
      const left = ADDRESS_PARTS.some((part) => (part in parts ? parts[part] : present[part]));
      if (at === null)
        return left ? [{ property: 'addresses', at, label: firstLabel(slot.wish), value: parts }] : [];
      return [{ property: 'addresses', at, label: contact.addresses[at]!.label, value: left ? parts : null }];
    }
    default: {
      if (at === null)
        return value ? [{ property: slot.property, at, label: firstLabel(slot.wish), value }] : [];
      return [{ property: slot.property, at, label: contact[slot.property][at]!.label, value }];
    }
  }
}

function firstLabel(wish: Wish[]): Label {
  return wish.find((label) => label !== ANY && label !== UNLABELLED) ?? null;
}

/** `base` with the slots of `fields` bound to the values just sent, so that the answer is read as what was meant. */
export function expecting(
  base: Base | null,
  fields: Iterable<FieldKey>,
  values: Values,
  mapping: Mapping,
): Base {
  const expected: Base = base ? { ...base, bound: { ...base.bound } } : { fields: {}, bound: {}, others: [] };
  const sent = new Set(fields);
  for (const entry of mapping) {
    const { field, slot } = entry;
    if (!('wish' in slot) || !fieldsOf(entry).some((key) => sent.has(key))) continue;
    const key =
      slot.property === 'addresses'
        ? addressKey(
            Object.fromEntries(ADDRESS_PARTS.map((part) => [part, values[`${field}.${part}`] ?? ''])),
          )
        : KEYS[slot.property](values[field] ?? '');
    expected.bound[field] = key ? { key, label: base?.bound[field]?.label ?? firstLabel(slot.wish) } : null;
  }
  return expected;
}

/**
 * `base` with the slots of what was sent and in doubt bound to it, where the card has it: a value that arrived after all is
 * the one that was sent, whatever slot it would please.
 */
export function recognising(
  base: Base | null,
  outbox: Values[],
  record: Values,
  contact: Contact,
  mapping: Mapping,
): Base | null {
  let result = base;
  for (const sent of outbox) {
    const expected = expecting(result, Object.keys(sent), { ...record, ...sent }, mapping).bound;
    const bound = { ...result?.bound };
    for (const { field, slot } of mapping) {
      const key = expected[field]?.key;
      if (!('wish' in slot) || key === undefined) continue;
      const same = entriesOf(contact, slot.property).filter((entry) => entry.key === key);
      const entry = same.find(({ label }) => sameLabel(label, expected[field]!.label)) ?? same[0];
      // By the label it has there: the wished one is a guess where an existing value was written over.
      if (entry) bound[field] = { key, label: entry.label };
    }
    for (const [field, value] of Object.entries(sent)) {
      // Of a field that is switched off meanwhile: no news for the others.
      const property =
        mapping.some((entry) => fieldsOf(entry).includes(field)) || !value ? null : holding(contact, value);
      if (property && value) bound[field] = { key: KEYS[property](value), label: null };
    }
    result = { fields: {}, others: [], ...result, bound };
  }
  return result;
}

const holding = (contact: Contact, value: string): ListProperty | undefined =>
  (['emails', 'phones', 'urls'] as const).find((property) =>
    entriesOf(contact, property).some((entry) => entry.key === KEYS[property](value)),
  );

/** What no field shows, for "also on this card". */
export function alsoOnCard(
  contact: Contact,
  mapping: Mapping,
  base: Base | null,
): { property: string; label: Label; value: string }[] {
  const { at } = project(contact, mapping, base);
  const shown = (property: ValueProperty): Set<number | null> =>
    new Set(mapping.filter(({ slot }) => slot.property === property).map(({ field }) => at[field] ?? null));
  const mapped = (property: string, part?: string): boolean =>
    mapping.some(
      ({ slot }) =>
        slot.property === property && (part === undefined || ('part' in slot && slot.part === part)),
    );
  const also: { property: string; label: Label; value: string }[] = [];
  for (const property of ['emails', 'phones', 'urls'] as const) {
    const taken = shown(property);
    contact[property].forEach(({ label, value }, index) => {
      if (!taken.has(index)) also.push({ property, label, value });
    });
  }
  const taken = shown('addresses');
  contact.addresses.forEach((address, index) => {
    const value = ADDRESS_PARTS.map((part) => address[part])
      .filter(Boolean)
      .join(', ');
    if (!taken.has(index) && value) also.push({ property: 'addresses', label: address.label, value });
  });
  for (const part of ['prefix', 'given', 'middle', 'family', 'suffix'] as const)
    if (contact.name[part] && !mapped('name', part))
      also.push({ property: `name.${part}`, label: null, value: contact.name[part] });
  for (const part of ['name', 'department', 'title'] as const)
    if (contact.organization[part] && !mapped('organization', part))
      also.push({ property: `organization.${part}`, label: null, value: contact.organization[part] });
  if (contact.nickname && !mapped('nickname'))
    also.push({ property: 'nickname', label: null, value: contact.nickname });
  if (contact.birthday && !mapped('birthday'))
    also.push({ property: 'birthday', label: null, value: formatDate(contact.birthday) });
  if (contact.notes && !mapped('notes')) also.push({ property: 'notes', label: null, value: contact.notes });
  return also;
}
