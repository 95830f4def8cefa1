// Which edits bring values of a record onto a card, and what is then expected there. Pure.
import { addressKey } from '../../contact/address.ts';
import {
  ADDRESS_PARTS,
  type AddressPart,
  type Contact,
  type Edit,
  type Label,
  type ListProperty,
} from '../../contact/contact.ts';
import { parseDate } from '../../contact/date.ts';
import { sameLabel } from '../../contact/label.ts';
import { ANY, UNLABELLED, type Wish } from '../../fields/field.ts';
import type { Base } from '../link/link.ts';
import { fieldsOf } from '../mapping.ts';
import type { FieldKey, Mapping, MappingEntry, Values } from '../model.ts';
import { entriesOf } from './bind/entries.ts';
import type { Projection } from './project.ts';
import { KEYS } from './same-value.ts';

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
  return [...edits, ...restOfName(edits, values, mapping, contact)];
}

/** A card that gives only a whole name shows it as the family name: a part typed beside it would replace it, if sent alone. */
function restOfName(edits: Edit[], values: Values, mapping: Mapping, { name }: Contact): Edit[] {
  const parts = edits.flatMap((edit) => (edit.property === 'name' && edit.value ? [edit.part] : []));
  const isBroken = parts.includes('given') || parts.includes('middle');
  if (name.given || name.middle || name.family || !isBroken || parts.includes('family')) return [];
  const family = mapping.find(({ slot }) => slot.property === 'name' && slot.part === 'family');
  const value = family && values[family.field];
  return value ? [{ property: 'name', part: 'family', value }] : [];
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
