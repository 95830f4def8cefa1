// Values of a list, under labels: texts, and addresses of parts. A text is a value of one part.
import type { Contact, Edit, Label, ValueEdit } from '../contact.ts';
import { cleanText } from '../text.ts';
import { LISTS, PROPERTIES, partsOf, type ValueProperty } from './table.ts';

/** A value of a list: its parts by name, and what is said about it. */
interface Item {
  label: Label;
  [part: string]: unknown;
}
type Parts = Record<string, string | null>;

export const itemsOf = (contact: Contact, property: ValueProperty): Item[] =>
  contact[property] as unknown as Item[];

/** Each part of the value at an index, null for what is not there. */
export function partsAt(contact: Contact, property: ValueProperty, at: number | null): Parts {
  const item = at === null ? undefined : itemsOf(contact, property)[at];
  return Object.fromEntries(partsOf(property).map((part) => [part, (item?.[part] as string) || null]));
}

/** A value in one line, as people read it. */
export const lineOf = (property: ValueProperty, item: Item): string =>
  partsOf(property)
    .flatMap((part) => (item[part] as string) || [])
    .join(', ');

/** The edits that give the value at an index `parts`; a new one gets `label`, and one that is left without any part goes. */
export function editsAt(
  contact: Contact,
  property: ValueProperty,
  at: number | null,
  parts: Parts,
  label: Label,
): Edit[] {
  const item = at === null ? undefined : itemsOf(contact, property)[at];
  const isLeft = partsOf(property).some((part) => (part in parts ? parts[part] : item?.[part]));
  if (!item && !isLeft) return [];
  const value = !isLeft ? null : 'parts' in PROPERTIES[property] ? parts : parts.value;
  return [{ property, at: item ? at : null, label: item ? item.label : label, value } as ValueEdit];
}

/** The parts that an edit names, null where the value goes. */
export const editedParts = ({ value }: ValueEdit): Parts | null =>
  typeof value === 'string' ? { value } : (value as Parts | null);

/**
 * Carries edits out on `contact` itself. Indices refer to the lists as they are before any of them; a value that is left
 * without any part is removed.
 */
export function applyToLists(contact: Contact, edits: ValueEdit[]): void {
  const counts = Object.fromEntries(LISTS.map((property) => [property, contact[property].length]));
  const removed = new Set<Item>();
  for (const edit of edits) {
    const items = itemsOf(contact, edit.property);
    const { at } = edit;
    const item = at === null ? { label: null } : at < counts[edit.property]! ? items[at] : undefined;
    const parts = editedParts(edit);
    if (item && parts) rewrite(item, edit.property, parts, edit.label);
    else if (item) removed.add(item);
    if (item && parts && at === null) items.push(item);
  }
  for (const property of LISTS)
    Object.assign(contact, {
      [property]: itemsOf(contact, property).filter(
        (item) => !removed.has(item) && partsOf(property).some((part) => item[part]),
      ),
    });
}

function rewrite(item: Item, property: ValueProperty, parts: Parts, label: Label): void {
  const { country } = item;
  for (const part of partsOf(property)) {
    if (!(part in parts)) continue;
    const text = cleanText(parts[part] ?? '');
    if (text) item[part] = text;
    else delete item[part];
  }
  item.label = cleanText(label ?? '') || null;
  // The code of another country would say something else than its name.
  if (item.country !== country) delete item.countryCode;
}
