// Which fields a value of a card may be given, and what the mapping is to say then. Pure.
import { isList, placeName } from '../../../../src/contact/properties/table.ts';
import { wholeOf } from '../../../../src/fields/catalogue.ts';
import { ANY, FIELD_TYPES, type FieldType, UNLABELLED } from '../../../../src/fields/field.ts';
import { TYPES } from '../../../../src/fields/types.ts';
import type { Entry, KindMapping, Place } from '../../../../src/http/contract/mapping.ts';

/** A value on a card that no field has. */
export interface Loose {
  property: string;
  label: string | null;
  value: string;
}

/** A relation, an event, a chat name: no field may stand there. */
export const isMappable = ({ property }: Loose): boolean =>
  FIELD_TYPES.some((type) => TYPES[type].places.some((place) => placeName(place) === property)) ||
  property === 'addresses';

const placeOf = ({ places }: KindMapping['fields'][number], { property }: Loose): Place | undefined =>
  places.find((place) => placeName(place) === property);

/** Fields that may stand there and hold nothing yet, of those that the page shows. */
export const freeFields = (
  { fields }: KindMapping,
  loose: Loose,
  values: Record<string, string>,
  isShown: (field: string) => boolean,
): string[] =>
  fields
    .filter((known) => placeOf(known, loose) && isShown(known.field))
    .map(({ field }) => field)
    .filter((field) => !Object.keys(values).some((key) => key === field || wholeOf(key) === field));

/** What says that `field` has it from now on: labels it asks for already come first, and whatever is left last. */
export function entryFor(entries: Entry[], field: string, { property, label }: Loose): Entry {
  const before = entries.find((entry) => entry.field === field);
  const direction = before?.direction ?? 'both';
  if (!isList(property)) return { field, slot: slotOf(property), direction };
  const wish = before && 'wish' in before.slot && before.slot.property === property ? before.slot.wish : [];
  const wanted = label ?? UNLABELLED;
  const named = wish.filter((one) => one !== ANY && one !== wanted);
  const slot = {
    property,
    wish: [...named, wanted, ...(wish.includes(ANY) ? [ANY] : [])],
  };
  return { field, slot, direction };
}

/** `name.middle`, `notes` */
function slotOf(place: string): Entry['slot'] {
  const [property, part] = place.split('.');
  return (part ? { property, part } : { property }) as Entry['slot'];
}

/** The closest that a field of one's own may be; null where none may stand there. */
export const typeFor = ({ property }: Loose): FieldType | null =>
  (['phone', 'email', 'url', 'date', 'longText', 'text'] as const).find((type) =>
    TYPES[type].places.some((place) => placeName(place) === property),
  ) ?? null;

/** How many other cards have such a value that no field takes. */
export function alsoOnOthers({ found, leftOut }: KindMapping, { property, label }: Loose): number {
  const cards = isList(property)
    ? (found[property].find((one) => one.label === label)?.cards ?? 0)
    : (leftOut.find(({ place }) => place === property)?.cards ?? 0);
  return Math.max(0, cards - 1);
}
