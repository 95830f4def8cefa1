// Where a field stands among the others of its kind, and where a step up or down leads. An address is one place.
import { addressOf, wholeOf } from '../../../src/fields/catalogue.ts';
import type { Field } from '../records/fields/use-fields.ts';

/** A field, or an address with all its parts. */
export interface Place {
  key: string;
  /** The first part stands for all. */
  field: Field;
  section: string;
}

/** The places of a kind in order; `isOne` says which count. */
export function placesIn(fields: Field[], isOne: (field: Field) => boolean): Place[] {
  const places = new Map<string, Place>();
  for (const field of fields.filter(isOne)) {
    const key = addressOf(field.key) ?? field.key;
    if (!places.has(key)) places.set(key, { key, field, section: field.section });
  }
  return [...places.values()];
}

const isOf =
  (whole: string) =>
  ({ key }: Field): boolean =>
    wholeOf(key) === whole;

/** How many fields of the kind stand before it, not counting its own parts. */
export const placedBefore = (fields: Field[], { key }: Field): number => fields.findIndex(isOf(wholeOf(key)));

export interface Move {
  position: number;
  section: string;
}

/** Beside `target`, or behind all of a section that is empty. */
export function moveTo(fields: Field[], moved: Place, target: Place, side: 'before' | 'after'): Move {
  const others = fields.filter((field) => !isOf(wholeOf(moved.field.key))(field));
  const isTarget = isOf(wholeOf(target.field.key));
  const position = side === 'before' ? others.findIndex(isTarget) : others.findLastIndex(isTarget) + 1;
  return { position, section: target.section };
}

/** Behind the last field of the section, or of all where it is empty. */
export function moveInto(fields: Field[], moved: Place, section: string): Move {
  const others = fields.filter((field) => !isOf(wholeOf(moved.field.key))(field));
  const last = others.findLastIndex((field) => field.section === section);
  return { position: last < 0 ? others.length : last + 1, section };
}

/** A step over the neighbour, or into the next section; null at either end. */
export function step(
  fields: Field[],
  places: Place[],
  sections: string[],
  moved: Place,
  direction: -1 | 1,
): Move | null {
  const own = places.filter(({ section }) => section === moved.section);
  const neighbour = own[own.findIndex(({ key }) => key === moved.key) + direction];
  if (neighbour) return moveTo(fields, moved, neighbour, direction < 0 ? 'before' : 'after');
  const section = sections[sections.indexOf(moved.section) + direction];
  if (section === undefined) return null;
  const there = places.filter((place) => place.section === section);
  if (direction < 0 || there.length === 0) return moveInto(fields, moved, section);
  return moveTo(fields, moved, there[0]!, 'before');
}
