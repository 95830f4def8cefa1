// The values of a card's list as fields choose among them. Pure.
import type { Contact, Label } from '../../../contact/contact.ts';
import { labelAlias, sameLabel } from '../../../contact/label.ts';
import { valueKey } from '../../../contact/properties/keys.ts';
import { itemsOf } from '../../../contact/properties/listed.ts';
import type { ValueProperty } from '../../../contact/properties/table.ts';
import { ANY, UNLABELLED, type Wish } from '../../../fields/field.ts';
import type { Bound } from '../../link/link.ts';
import { partFields } from '../../mapping.ts';
import type { MappingEntry, Values } from '../../model.ts';

/** A value of a card's list. */
export interface Entry {
  index: number;
  key: string;
  label: Label;
  primary: boolean;
}

/** The values of a list that hold anything. */
export function entriesOf(contact: Contact, property: ValueProperty): Entry[] {
  return itemsOf(contact, property)
    .map((item, index) => ({
      index,
      key: valueKey(property, item),
      label: item.label,
      primary: item.primary === true,
    }))
    .filter(({ key }) => key !== '');
}

/** The key that a record's value of a field would have on a card; empty where it has none. */
export function keyInRecord(entry: MappingEntry, values: Values): string {
  if (!('wish' in entry.slot)) return '';
  const parts = partFields(entry).map(([part, field]) => [part, values[field] ?? '']);
  return valueKey(entry.slot.property, Object.fromEntries(parts));
}

/** A value that no field took, in the form of `Base.others`. */
export const otherKey = (property: ValueProperty, { label, key }: Bound): string =>
  `${property}|${label ?? ''}|${key}`;

/** The labels a field wishes for by name. */
export const namedWishes = ({ slot }: MappingEntry): Wish[] =>
  'wish' in slot ? slot.wish.filter((wish) => wish !== ANY) : [];

const builtIn = (label: Label): Label => (label === null ? null : (labelAlias(label) ?? label));

/** Whether a value under `label` is what the wish asks for. */
export const isGranted = (wish: Wish, label: Label): boolean =>
  wish === UNLABELLED ? !label : sameLabel(builtIn(label), builtIn(wish));

/** Whether `label` is the one a field would have before all others. */
export function wishesFirst({ slot }: MappingEntry, label: Label): boolean {
  return 'wish' in slot && slot.wish[0] !== undefined && isGranted(slot.wish[0], label);
}

/** The value that fulfils the first wish that any of them can; of several, the preferred one. */
export function firstWished(wishes: Wish[], candidates: Entry[]): Entry | undefined {
  for (const wish of wishes) {
    const granting =
      wish === ANY
        ? candidates.filter(({ label }) => !/fax$|^pager$/i.test(builtIn(label) ?? ''))
        : candidates.filter(({ label }) => isGranted(wish, label));
    const entry = granting.find(({ primary }) => primary) ?? granting[0];
    if (entry) return entry;
  }
  return undefined;
}
