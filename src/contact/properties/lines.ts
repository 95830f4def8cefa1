// A contact as people read it, line by line.
import type { Contact, Label } from '../contact.ts';
import { itemsOf, lineOf } from './listed.ts';
import { textAt } from './single.ts';
import { LISTS, type PlaceName, placeName, TEXT_PLACES } from './table.ts';

/** One text that stands on a card. */
export interface ContactLine {
  place: PlaceName;
  /** Its index in a list; null in a place that holds one value. */
  at: number | null;
  label: Label;
  value: string;
}

/** Everything on a contact that is text, in the order of the table. */
export function contactLines(contact: Contact): ContactLine[] {
  const single = TEXT_PLACES.flatMap((place): ContactLine[] => {
    const value = textAt(contact, place);
    return value ? [{ place: placeName(place), at: null, label: null, value }] : [];
  });
  const listed = LISTS.flatMap((property) =>
    itemsOf(contact, property).flatMap((item, at): ContactLine[] => {
      const value = lineOf(property, item);
      return value ? [{ place: property, at, label: item.label, value }] : [];
    }),
  );
  return [...single, ...listed];
}
