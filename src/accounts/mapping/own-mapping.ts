// What a person chose, as the account keeps it: only where it differs from the defaults.
import { labelAlias } from '../../contact/label.ts';
import { AppError } from '../../errors.ts';
import { accountMapping, defaultMapping, isOfField } from '../../sync/mapping.ts';
import type { FieldEntry, FieldKey, OwnMapping, RecordKind } from '../../sync/model.ts';
import { type MappableField, samePlace } from './field-places.ts';

export type ChosenEntry = Omit<FieldEntry, 'own'>;

/** Labels that are another word for a built-in one are that one: providers show it in their own words. */
export const withBuiltIns = (entries: ChosenEntry[]): ChosenEntry[] =>
  entries.map((entry) => {
    const { slot } = entry;
    if (!('wish' in slot)) return entry;
    const wish = slot.wish.map((label) => labelAlias(label) ?? label.trim());
    return { ...entry, slot: { ...slot, wish: [...new Set(wish)] } };
  });

type Fault = 'unknown-field' | 'twice' | 'wrong-place' | 'place-taken' | 'no-label';

/**
 * Every entry names a field of the kind that is switched on, once, and a place that is its own. Several fields may wish for
 * the same label: they choose in order. @throws AppError 'invalid-values' naming each field with what is wrong
 */
export function checkEntries(entries: ChosenEntry[], fields: MappableField[]): void {
  const faults = new Map<FieldKey, Fault>();
  const known = new Map(fields.map((field) => [field.field, field]));
  const seen: ChosenEntry[] = [];
  for (const entry of entries) {
    const fault = faultOf(entry, known.get(entry.field), seen);
    if (fault) faults.set(entry.field, fault);
    seen.push(entry);
  }
  if (faults.size > 0)
    throw new AppError('invalid-values', `Not acceptable: ${[...faults.keys()].join(', ')}.`, {
      fields: Object.fromEntries(faults),
    });
}

function faultOf(
  { field, slot }: ChosenEntry,
  known: MappableField | undefined,
  before: ChosenEntry[],
): Fault | null {
  if (!known) return 'unknown-field';
  if (before.some((other) => other.field === field)) return 'twice';
  if (!known.places.some((place) => samePlace(place, slot))) return 'wrong-place';
  if (!('wish' in slot)) return before.some((other) => samePlace(other.slot, slot)) ? 'place-taken' : null;
  return slot.wish.length === 0 ? 'no-label' : null;
}

/**
 * The account's own part of a mapping that is to be `entries`; a field of `fields` that is not among them is not synced.
 * What `before` says of fields that are not asked about (they are switched off) stays.
 */
export function ownMapping(
  kind: RecordKind,
  entries: ChosenEntry[],
  { fields, before }: { fields: MappableField[]; before: OwnMapping },
): OwnMapping {
  const defaults = new Map(defaultMapping(kind).map((entry) => [entry.field, entry]));
  const asked = new Set(fields.map(({ field }) => field));
  const own: OwnMapping = Object.fromEntries(Object.entries(before).filter(([field]) => !asked.has(field)));
  const chosen = new Map(entries.map((entry) => [entry.field, entry]));
  for (const field of asked) {
    const entry = chosen.get(field);
    const usual = defaults.get(field);
    if (!entry && usual) own[field] = null;
    if (entry && !(usual && sameEntry(entry, usual)))
      own[field] = { slot: entry.slot, direction: entry.direction };
  }
  return own;
}

const sameEntry = (a: ChosenEntry, b: ChosenEntry): boolean =>
  a.direction === b.direction && samePlace(a.slot, b.slot) && wishOf(a) === wishOf(b);

const wishOf = ({ slot }: ChosenEntry): string => JSON.stringify('wish' in slot ? slot.wish : null);

/** Of `mapping`, what a person may choose about. */
export const mappedFields = (kind: RecordKind, own: OwnMapping, fields: MappableField[]): FieldEntry[] => {
  const asked = new Set(fields.map(({ field }) => field));
  return accountMapping(kind, own)
    .filter(isOfField)
    .filter(({ field }) => asked.has(field));
};
