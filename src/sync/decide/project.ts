// A card seen through a mapping: which value of it each field of a record stands for. Pure.
import type { Contact, Label, Organization } from '../../contact/contact.ts';
import { isCalledByAddress, ownName } from '../../contact/name.ts';
import { contactLines } from '../../contact/properties/lines.ts';
import { partsAt } from '../../contact/properties/listed.ts';
import { organizationLine } from '../../contact/properties/organizations.ts';
import { textAt } from '../../contact/properties/single.ts';
import { LISTS, type Property, placeName } from '../../contact/properties/table.ts';
import type { Base, Bound } from '../link/link.ts';
import { partFields } from '../mapping.ts';
import type { FieldKey, Mapping, MappingEntry, Values } from '../model.ts';
import { bindValues } from './bind/bind.ts';
import { entriesOf, otherKey } from './bind/entries.ts';
import { ownOrganization } from './bind/organization.ts';

/** A contact seen through a mapping. */
export interface Projection {
  /** Every mapped field; null where the card has nothing for it. */
  values: Values;
  bound: Record<string, Bound | null>;
  /** Index of the bound value in the contact's list. */
  at: Record<string, number | null>;
  /** Values that no field took, in the form of `Base.others`. */
  others: string[];
  /** Which of several organisations edits are about; undefined where there is nothing to choose. */
  organization: number | undefined;
  /** Fields that show what the card is called, for want of a value of their own. */
  standIns: Set<FieldKey>;
  /** What the card is called where it gives nobody's name in parts; null where it names nobody so. */
  wholeName: string | null;
}

/**
 * What the card holds for each field. `base` says which values the fields stood for when both sides last agreed: a field
 * keeps its value through edits and reordering, and one that was emptied is filled only by what is new on the card.
 * `record` are the record's values: a relabelled value moves only to a field that is free there too.
 */
export function project(
  given: Contact,
  mapping: Mapping,
  base: Base | null = null,
  record: Values = {},
): Projection {
  const own = ownOrganization(given, mapping, base, record);
  const { contact, address } = withoutAddress(own.contact, mapping, base);
  const others = [...own.others, ...address];
  const result: Projection = {
    values: {},
    bound: {},
    at: {},
    others,
    organization: own.of,
    standIns: new Set(),
    wholeName: wholeName(contact, mapping),
  };
  for (const property of LISTS) {
    const slots = mapping.filter((entry) => entry.slot.property === property);
    const entries = entriesOf(contact, property);
    const takers = bindValues(slots, entries, property, base, record);
    for (const [field, entry] of takers) {
      result.bound[field] = entry && { key: entry.key, label: entry.label };
      result.at[field] = entry?.index ?? null;
    }
    const taken = new Set(takers.values());
    for (const entry of entries) if (!taken.has(entry)) result.others.push(otherKey(property, entry));
  }
  for (const entry of mapping) {
    Object.assign(result.values, valuesOf(contact, entry, result.at[entry.field] ?? null));
    const called = 'wish' in entry.slot ? null : standIn(contact, entry, result.wholeName, mapping);
    if (called === null || result.values[entry.field] !== null) continue;
    result.values[entry.field] = called;
    result.standIns.add(entry.field);
  }
  return result;
}

function valuesOf(contact: Contact, entry: MappingEntry, at: number | null): Values {
  const { field, slot } = entry;
  if (!('wish' in slot)) return { [field]: textAt(contact, slot) };
  const parts = partsAt(contact, slot.property, at);
  return Object.fromEntries(partFields(entry).map(([part, key]) => [key, parts[part] ?? null]));
}

/**
 * A card that is called by an address or a number names nobody, also once that is gone from it: what it is called stood there all
 * along, and is kept in mind in the form of `Base.others`.
 */
function withoutAddress(
  contact: Contact,
  mapping: Mapping,
  base: Base | null,
): { contact: Contact; address: string[] } {
  const { display = '', ...name } = contact.name;
  const key = `name||${display.trim()}`;
  const wasThere = mapping.some(
    ({ field, slot }) =>
      (slot.property === 'emails' || slot.property === 'phones') && base?.fields[field]?.remote === display,
  );
  const isAddress = display && (isCalledByAddress(contact) || wasThere || base?.others.includes(key));
  return isAddress ? { contact: { ...contact, name }, address: [key] } : { contact, address: [] };
}

/** What a card is called goes where it names nobody. */
function standIn(
  contact: Contact,
  { slot }: MappingEntry,
  whole: string | null,
  mapping: Mapping,
): string | null {
  const place = placeName(slot);
  if (place === 'name.family') return whole;
  return place === 'organization.name' ? wholeCompany(contact, mapping) : null;
}

/** A card that gives only a display name, or a nickname that no field shows: the whole of it, so that nobody is without a name. Never split silently. */
function wholeName(contact: Contact, mapping: Mapping): string | null {
  if (contact.name.given || contact.name.middle || contact.isCompany) return null;
  const name = ownName(contact);
  if (!name || name === contact.organization.name) return null;
  return name === contact.nickname && shows(mapping, 'nickname') ? null : name;
}

/** A company's card that names no organisation: what it calls itself, unless other fields show that already. */
function wholeCompany(contact: Contact, mapping: Mapping): string | null {
  const { given, middle, family } = contact.name;
  if (!contact.isCompany || (shows(mapping, 'name') && (given || middle || family))) return null;
  return ownName(contact) || null;
}

const shows = (mapping: Mapping, property: Property): boolean =>
  mapping.some(({ slot }) => slot.property === property);

/** What no field shows, for "also on this card". */
export function alsoOnCard(
  given: Contact,
  mapping: Mapping,
  base: Base | null,
): { property: string; label: Label; value: string }[] {
  const { at } = project(given, mapping, base);
  const { contact, of } = ownOrganization(given, mapping, base, {});
  const shown = new Set(mapping.map(({ field, slot }) => lineKey(placeName(slot), at[field] ?? null)));
  const unmapped = contactLines(contact).filter((line) => !shown.has(lineKey(line.place, line.at)));
  return [
    ...unmapped.map(({ place, label, value }) => ({ property: place, label, value })),
    ...(of === undefined ? (given.extras ?? []) : extrasBeside(given, contact.organization)).map(
      ({ kind, label, value }) => ({ property: kind, label, value }),
    ),
  ];
}

/** A card shows all of its organisations but one; here that is the one the fields stand for. */
function extrasBeside(given: Contact, own: Organization): NonNullable<Contact['extras']> {
  const line = organizationLine(own);
  const shown = organizationLine(given.organization);
  const extras = (given.extras ?? []).filter(
    ({ kind, value }) => kind !== 'organization.name' || value !== line,
  );
  if (!shown || shown === line) return extras;
  return [{ kind: 'organization.name', label: null, value: shown }, ...extras];
}

const lineKey = (place: string, at: number | null): string => `${place}|${at ?? ''}`;
