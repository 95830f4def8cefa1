// A mapping being edited: pure changes of a list of entries. A field that is not in the list is not synced.
import { isList, LISTS, placeName, type ValueProperty } from '../../../../src/contact/properties/table.ts';
import type { Entry, KindMapping, Place, Slot } from '../../../../src/http/contract/mapping.ts';

export type Direction = Entry['direction'];

export const SECTIONS = ['name', 'organization', 'phones', 'emails', 'urls', 'addresses', 'other'] as const;
export type Section = (typeof SECTIONS)[number];

export const isListSection = (section: Section): section is ValueProperty =>
  (LISTS as readonly string[]).includes(section);

export const sectionOf = ({ property }: Place): Section =>
  (SECTIONS as readonly string[]).includes(property) ? (property as Section) : 'other';

export const entriesOf = ({ entries }: KindMapping): Entry[] =>
  entries.map(({ field, slot, direction }) => ({ field, slot, direction }));

/** With `entry` in place of what the field had; fields keep their order. */
export function withEntry(entries: Entry[], entry: Entry): Entry[] {
  return entries.some(({ field }) => field === entry.field)
    ? entries.map((other) => (other.field === entry.field ? entry : other))
    : [...entries, entry];
}

export const withoutField = (entries: Entry[], field: string): Entry[] =>
  entries.filter((entry) => entry.field !== field);

/** Back to what the field has unless told otherwise, which may be no place at all. */
export function withDefault(entries: Entry[], { defaults }: KindMapping, field: string): Entry[] {
  const usual = defaults.find((entry) => entry.field === field);
  return usual ? withEntry(entries, usual) : withoutField(entries, field);
}

/** What a field gets that was not synced: its default, or the first of its places. */
export function firstEntry(mapping: KindMapping, field: string, direction: Direction): Entry {
  const usual = mapping.defaults.find((entry) => entry.field === field);
  if (usual) return { ...usual, direction };
  const { places } = mapping.fields.find((known) => known.field === field)!;
  return { field, slot: slotAt(places[0]!), direction };
}

/** A slot in `place`; a list asks for whatever is left until a label is named. */
export const slotAt = (place: Place): Slot =>
  isList(place.property) ? { property: place.property, wish: ['*'] } : (place as Slot);

export const sameEntry = (a: Entry | undefined, b: Entry | undefined): boolean =>
  JSON.stringify(a && [a.direction, placeName(a.slot), 'wish' in a.slot && a.slot.wish]) ===
  JSON.stringify(b && [b.direction, placeName(b.slot), 'wish' in b.slot && b.slot.wish]);

/** Whether two lists say the same of every field. */
export function sameEntries(a: Entry[], b: Entry[]): boolean {
  const of = (entries: Entry[], field: string) => entries.find((entry) => entry.field === field);
  return [...a, ...b].every(({ field }) => sameEntry(of(a, field), of(b, field)));
}
