// Which value of a card each list field stands for, remembered by the value and not by its label. Pure.
import { addressKey } from '../contact/address.ts';
import type { Contact, Label, ListProperty } from '../contact/contact.ts';
import { emailKey } from '../contact/email.ts';
import { labelAlias, sameLabel } from '../contact/label.ts';
import { phoneKey } from '../contact/phone.ts';
import { urlKey } from '../contact/url.ts';
import type { Base, Bound } from './link/link.ts';
import { ANY, fieldsOf, slotId, UNLABELLED } from './mapping.ts';
import type { MappingEntry, Values, Wish } from './model.ts';

export type ValueProperty = ListProperty | 'addresses';

/** A value of a card's list, and whether a field has it already. */
export interface Entry {
  index: number;
  key: string;
  label: Label;
  primary: boolean;
  taken: boolean;
}

/** What tells values of a list apart, formatting aside. */
export const KEYS: Record<ListProperty, (value: string) => string> = {
  emails: emailKey,
  phones: phoneKey,
  urls: urlKey,
};

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
  return entries.filter((entry) => entry.key !== '').map((entry) => ({ ...entry, taken: false }));
}

/** A value no slot took, in the form of `Base.others`. */
export const otherKey = (property: ValueProperty, { label, key }: Bound): string =>
  `${property}|${label ?? ''}|${key}`;

/** Whether somebody gave a field another slot since both sides last agreed on it. */
export const isRemapped = (base: Base | null, entry: MappingEntry): boolean =>
  base !== null && (base.slots?.[entry.field] ?? '') !== slotId(entry);

/** Gives each slot of one property its value. Order matters: old acquaintances first, then edits of them, then wishes. */
export function bindValues(
  slots: MappingEntry[],
  entries: Entry[],
  property: ValueProperty,
  base: Base | null,
  local: Values,
): Map<string, Entry | null> {
  const given = new Map<string, Entry | null>();
  const give = (field: string, entry: Entry): void => {
    entry.taken = true;
    given.set(field, entry);
  };
  const known = new Set(base?.others);
  // Also of fields that are switched off meanwhile: their values are not news for the others. What a field has again is no
  // other's: the same value once more is news.
  const isKnown = ({ key }: Entry): boolean =>
    Object.entries(base?.bound ?? {}).some(
      ([field, bound]) => bound?.key === key && given.get(field)?.key !== key,
    );
  const isNew = (entry: Entry): boolean => !known.has(otherKey(property, entry)) && !isKnown(entry);

  // What no field had is no field's old acquaintance for as long as there may be an edit of that.
  const acquainted = (bound: Bound): Entry | undefined =>
    entries.find((entry) => !entry.taken && entry.key === bound.key && !known.has(otherKey(property, entry)));

  const remapped = slots.filter((slot) => isRemapped(base, slot));
  const claimed = claimsOf(slots, remapped, entries, base);
  for (const [field, entry] of claimed) give(field, entry);
  const unmoved = slots.filter((slot) => !remapped.includes(slot));
  // Before any value goes by its key alone: where two fields hold the same one, the label tells whose was edited.
  for (const { field } of [...unmoved, ...remapped]) {
    const bound = base?.bound[field];
    const entry = entries.find(
      ({ taken, key, label }) => !taken && key === bound?.key && sameLabel(label, bound.label),
    );
    if (entry && !given.has(field)) give(field, entry);
  }
  for (const { field } of unmoved) {
    const bound = base?.bound[field];
    const entry = bound && !given.has(field) && acquainted(bound);
    if (!entry) continue;
    give(field, entry);
    if (!sameLabel(entry.label, bound.label)) {
      const target = slots.find(
        (other) =>
          other.field !== field &&
          wishesFirst(other, entry.label) &&
          base?.bound[other.field] === null &&
          !given.get(other.field) &&
          fieldsOf(other).every((key) => !local[key]),
      );
      if (target && !wishesFirst(slots.find((slot) => slot.field === field)!, entry.label)) {
        given.delete(field);
        give(target.field, entry);
      }
    }
  }
  for (const { field } of remapped) {
    const bound = base?.bound[field];
    const entry = bound && !given.has(field) && acquainted(bound);
    if (entry) give(field, entry);
  }
  const robbed = unmoved.filter(({ field }) =>
    [...claimed.values()].some(({ key }) => key === base?.bound[field]?.key && !given.has(field)),
  );
  for (const slot of unmoved) {
    const { field } = slot;
    const bound = base?.bound[field];
    if (!bound || given.get(field) || robbed.includes(slot)) continue;
    const edited = entries.find(
      (entry) => !entry.taken && isNew(entry) && sameLabel(entry.label, bound.label),
    );
    if (edited) give(field, edited);
  }
  for (const { field } of unmoved) {
    const same = entries.find(({ taken, key }) => !taken && key === base?.bound[field]?.key);
    if (same && !given.get(field)) give(field, same);
  }
  for (const slotted of slots) {
    const { field, slot } = slotted;
    if (given.get(field)) continue;
    const isAnew = remapped.includes(slotted) || robbed.includes(slotted);
    const mappedBefore = base !== null && field in base.bound && !isAnew;
    const candidates = entries.filter((entry) => !entry.taken && (!mappedBefore || isNew(entry)));
    const wished = 'wish' in slot ? firstWished(slot.wish, candidates) : undefined;
    if (wished) give(field, wished);
    else given.set(field, null);
  }
  return given;
}

/**
 * What fields with another slot than before go by their label for; one that finds nothing keeps what it had. No value is
 * taken from a field that wishes for its label too, only from one that had it for want of another.
 */
function claimsOf(
  slots: MappingEntry[],
  remapped: MappingEntry[],
  entries: Entry[],
  base: Base | null,
): Map<string, Entry> {
  const isAtHome = (entry: Entry): boolean =>
    slots.some(
      (slot) =>
        !remapped.includes(slot) &&
        base?.bound[slot.field]?.key === entry.key &&
        namedWishes(slot).some((wish) => granted(wish, entry.label)),
    );
  const claims = new Map<string, Entry>();
  for (const slot of remapped) {
    const free = entries.filter((entry) => ![...claims.values()].includes(entry) && !isAtHome(entry));
    const labelled = firstWished(namedWishes(slot), free);
    if (labelled) claims.set(slot.field, labelled);
  }
  return claims;
}

const namedWishes = ({ slot }: MappingEntry): Wish[] =>
  'wish' in slot ? slot.wish.filter((wish) => wish !== ANY) : [];

const builtIn = (label: Label): Label => (label === null ? null : (labelAlias(label) ?? label));
const granted = (wish: Wish, label: Label): boolean =>
  wish === UNLABELLED ? !label : sameLabel(builtIn(label), builtIn(wish));

function wishesFirst({ slot }: MappingEntry, label: Label): boolean {
  return 'wish' in slot && slot.wish[0] !== undefined && granted(slot.wish[0], label);
}

function firstWished(wishes: Wish[], candidates: Entry[]): Entry | undefined {
  for (const wish of wishes) {
    const granting =
      wish === ANY
        ? candidates.filter(({ label }) => !/fax$|^pager$/i.test(builtIn(label) ?? ''))
        : candidates.filter(({ label }) => granted(wish, label));
    const entry = granting.find(({ primary }) => primary) ?? granting[0];
    if (entry) return entry;
  }
  return undefined;
}
