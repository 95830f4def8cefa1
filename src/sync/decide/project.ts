// A card seen through a mapping: which value of it each field of a record stands for. Pure.
import { ADDRESS_PARTS, type Contact, type Label } from '../../contact/contact.ts';
import { formatDate } from '../../contact/date.ts';
import { ownName } from '../../contact/name.ts';
import type { Base, Bound } from '../link/link.ts';
import type { Mapping, MappingEntry, Values } from '../model.ts';
import { bindValues } from './bind/bind.ts';
import { entriesOf, otherKey, type ValueProperty } from './bind/entries.ts';

/** A contact seen through a mapping. */
export interface Projection {
  /** Every mapped field; null where the card has nothing for it. */
  values: Values;
  bound: Record<string, Bound | null>;
  /** Index of the bound value in the contact's list. */
  at: Record<string, number | null>;
  /** Values that no field took, in the form of `Base.others`. */
  others: string[];
}

/**
 * What the card holds for each field. `base` says which values the fields stood for when both sides last agreed: a field
 * keeps its value through edits and reordering, and one that was emptied is filled only by what is new on the card.
 * `record` are the record's values: a relabelled value moves only to a field that is free there too.
 */
export function project(
  contact: Contact,
  mapping: Mapping,
  base: Base | null = null,
  record: Values = {},
): Projection {
  const result: Projection = { values: {}, bound: {}, at: {}, others: [] };
  for (const property of ['emails', 'phones', 'urls', 'addresses'] as const) {
    const slots = mapping.filter((entry) => entry.slot.property === property);
    const entries = entriesOf(contact, property);
    const given = bindValues(slots, entries, property, base, record);
    for (const [field, entry] of given) {
      result.bound[field] = entry && { key: entry.key, label: entry.label };
      result.at[field] = entry?.index ?? null;
    }
    const taken = new Set(given.values());
    for (const entry of entries) if (!taken.has(entry)) result.others.push(otherKey(property, entry));
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
