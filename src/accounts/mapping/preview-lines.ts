// A card as its owner's phone shows it, line by line, with the field each line goes with. Pure.
import type { Contact } from '../../contact/contact.ts';
import { type ContactLine, contactLines } from '../../contact/properties/lines.ts';
import { placeName } from '../../contact/properties/table.ts';
import type { Projection } from '../../sync/decide/project.ts';
import type { FieldKey, Mapping } from '../../sync/model.ts';

export interface CardLine extends Omit<ContactLine, 'at'> {
  /** What stood there before; null for a line that is new. */
  before: string | null;
  field: FieldKey | null;
}

/** `before` is the card as it is now: lines of lists keep their order, new ones come last. */
export function cardLines(
  contact: Contact,
  before: Contact,
  mapping: Mapping,
  { at }: Projection,
): CardLine[] {
  const had = contactLines(before);
  return contactLines(contact).map(({ place, at: index, label, value }) => {
    const field = mapping.find(
      ({ field, slot }) => placeName(slot) === place && (index === null || at[field] === index),
    );
    const earlier = had.find((line) => line.place === place && line.at === index);
    return { place, label, value, before: earlier?.value ?? null, field: field?.field ?? null };
  });
}
