// Where a field may stand on a card: in a place of its own family and nowhere else. A first name is a given name and a
// last name a family name; no place takes a whole name.
import { type Place, placeName } from '../../contact/properties/table.ts';
import { wholeOf } from '../../fields/catalogue.ts';
import { TYPES } from '../../fields/types.ts';
import type { FieldRow } from '../../records/fields/load-fields.ts';
import { defaultMapping } from '../../sync/mapping.ts';
import type { FieldKey, RecordKind, Slot } from '../../sync/model.ts';

export interface MappableField {
  /** For an address, the prefix of its six fields. */
  field: FieldKey;
  /** Texts by language of a custom field; null for a built-in one. */
  label: Record<string, string> | null;
  /** The first is the usual one. */
  places: Place[];
}

/** The fields of a kind that can be synced, in the order of forms; those switched off are left out. */
export function mappableFields(kind: RecordKind, fields: Iterable<FieldRow>): MappableField[] {
  const usual = new Map(defaultMapping(kind).map(({ field, slot }) => [field, placeOf(slot)]));
  const found = new Map<FieldKey, MappableField>();
  for (const { key, type, active, label } of fields) {
    if (!active) continue;
    const field = wholeOf(key);
    const first = usual.get(field);
    const places = first && isFixed(first) ? [first] : [...TYPES[type].places];
    found.set(field, { field, label, places: first ? withFirst(first, places) : places });
  }
  return [...found.values()];
}

/** Of the parts of a name, of a company's name and of an address there is one field each. */
const isFixed = (place: Place): boolean =>
  place.property === 'name' ||
  place.property === 'addresses' ||
  (place.property === 'organization' && place.part === 'name');

const withFirst = (first: Place, places: Place[]): Place[] => [
  first,
  ...places.filter((place) => !samePlace(place, first)),
];

const placeOf = (slot: Slot): Place => {
  const { wish: _, ...place } = { wish: null, ...slot };
  return place;
};

/** Whether two slots, or a slot and a place, are the same place of a card, whatever their labels. */
export const samePlace = (a: Place, b: Place): boolean => placeName(a) === placeName(b);
