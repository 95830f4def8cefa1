// The values of a card's list as fields choose among them. Pure.
import { addressKey } from '../../../contact/address.ts';
import { ADDRESS_PARTS, type Contact, type Label, type ListProperty } from '../../../contact/contact.ts';
import { labelAlias, sameLabel } from '../../../contact/label.ts';
import type { Bound } from '../../link/link.ts';
import { ANY, UNLABELLED } from '../../mapping.ts';
import type { MappingEntry, Values, Wish } from '../../model.ts';
import { KEYS } from '../same-value.ts';

export type ValueProperty = ListProperty | 'addresses';

/** A value of a card's list. */
export interface Entry {
  index: number;
  key: string;
  label: Label;
  primary: boolean;
}

/** The values of a list that hold anything. */
export function entriesOf(contact: Contact, property: ValueProperty): Entry[] {
  const entries =
    property === 'addresses'
      ? contact.addresses.map((address, index) => ({
          index,
          key: addressKey(address),
          label: address.label,
          primary: false,
        }))
      : contact[property].map(({ value, label, primary }, index) => ({
          index,
          key: KEYS[property](value),
          label,
          primary: primary === true,
        }));
  return entries.filter((entry) => entry.key !== '');
}

/** The key that a record's value of a field would have on a card; empty where it has none. */
export function keyOf({ field, slot }: MappingEntry, values: Values): string {
  if (slot.property === 'addresses')
    return addressKey(
      Object.fromEntries(ADDRESS_PARTS.map((part) => [part, values[`${field}.${part}`] ?? ''])),
    );
  return 'wish' in slot ? KEYS[slot.property](values[field] ?? '') : '';
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
