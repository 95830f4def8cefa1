// What cards hold, declared once: a row a property, in the order in which people read a card. A shape says how a property is
// kept in a contact, edited and shown: 'parts' are texts of one value, a list is of values under labels.

/** How two texts are compared (`keys.ts`); whatever names none is compared as plain text. */
export type Compared = 'email' | 'phone' | 'url' | 'text';

type Row =
  | { shape: 'text' | 'date' | 'picture' }
  | { shape: 'parts'; parts: readonly string[] }
  | { shape: 'labelled'; compared: Compared }
  | { shape: 'addresses'; parts: readonly string[] };

/** @see Property */
export const PROPERTIES = {
  name: { shape: 'parts', parts: ['prefix', 'given', 'middle', 'family', 'suffix'] },
  organization: { shape: 'parts', parts: ['name', 'department', 'title'] },
  nickname: { shape: 'text' },
  notes: { shape: 'text' },
  birthday: { shape: 'date' },
  anniversary: { shape: 'date' },
  photo: { shape: 'picture' },
  emails: { shape: 'labelled', compared: 'email' },
  phones: { shape: 'labelled', compared: 'phone' },
  addresses: {
    shape: 'addresses',
    parts: ['street', 'poBox', 'postalCode', 'city', 'state', 'country'],
  },
  urls: { shape: 'labelled', compared: 'url' },
} as const satisfies Record<string, Row>;

type Table = typeof PROPERTIES;
type Shape = Row['shape'];

/** Something that cards hold and a field of a record can stand for. */
export type Property = keyof Table;
/** The properties of a shape. */
export type PropertyOf<S extends Shape> = {
  [P in Property]: Table[P]['shape'] extends S ? P : never;
}[Property];
export type PartsProperty = PropertyOf<'parts'>;
/** Lists of values under labels. */
export type ValueProperty = PropertyOf<'labelled' | 'addresses'>;
/** What a property consists of. */
export type PartOf<P extends PropertyOf<'parts' | 'addresses'>> = Table[P]['parts'][number];

/** A place on a card that holds one value. */
export type SinglePlace =
  | { [P in PartsProperty]: { property: P; part: PartOf<P> } }[PartsProperty]
  | { property: PropertyOf<'text' | 'date' | 'picture'> };
/** Where on a card a field may stand: one place, or among the values of a list. */
export type Place = SinglePlace | { property: ValueProperty };

/** A place in one word: `name.given`, `notes`, `phones`. */
export type PlaceName =
  | { [P in PartsProperty]: `${P}.${PartOf<P>}` }[PartsProperty]
  | Exclude<Property, PartsProperty>;

export function placeName(place: Place): PlaceName;
export function placeName(place: Place | { property: 'groups' }): PlaceName | 'groups';
export function placeName(place: Place | { property: 'groups' }): PlaceName | 'groups' {
  return 'part' in place ? (`${place.property}.${place.part}` as PlaceName) : place.property;
}

/** The properties of some shapes, in the order of the table. */
export const propertiesOf = <S extends Shape>(...shapes: S[]): PropertyOf<S>[] =>
  (Object.keys(PROPERTIES) as Property[]).filter((property): property is PropertyOf<S> =>
    isOf(property, shapes),
  );

/** Also of what is the name of no property. */
const isOf = (name: string, shapes: readonly Shape[]): boolean =>
  Object.hasOwn(PROPERTIES, name) && shapes.includes(PROPERTIES[name as Property].shape);

export const isDate = (name: string): name is PropertyOf<'date'> => isOf(name, ['date']);
export const isPicture = (name: string): name is PropertyOf<'picture'> => isOf(name, ['picture']);
export const isList = (name: string): name is ValueProperty => isOf(name, ['labelled', 'addresses']);

export const LISTS = propertiesOf('labelled', 'addresses');

/** The places that hold one text or date. */
export const TEXT_PLACES: readonly SinglePlace[] = propertiesOf('parts', 'text', 'date').flatMap((property) =>
  placesOf(property),
);

function placesOf(property: PropertyOf<'parts' | 'text' | 'date'>): SinglePlace[] {
  const row = PROPERTIES[property];
  if (!('parts' in row)) return [{ property } as SinglePlace];
  return row.parts.map((part) => ({ property, part }) as SinglePlace);
}

/** What a value of a list consists of; one that is a text has that as its only part. */
export function partsOf(property: ValueProperty): readonly string[] {
  const row = PROPERTIES[property];
  return 'parts' in row ? row.parts : ['value'];
}
