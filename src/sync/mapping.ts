// Which field of a record goes to which slot of a card. The order is the order in which slots choose.
import {
  isList,
  isPicture,
  PROPERTIES,
  type Property,
  partsOf,
  placeName,
} from '../contact/properties/table.ts';
import { type BuiltInField, CATALOGUE, wholeOf } from '../fields/catalogue.ts';
import { ANY, type GroupSlot, KINDS } from '../fields/field.ts';
import { labelOfField } from '../fields/labels.ts';
import type { Capabilities } from '../providers/provider.ts';
import type { Base } from './link/link.ts';
import type { FieldEntry, FieldKey, Mapping, MappingEntry, OwnMapping, RecordKind } from './model.ts';

/** Of each field its default slot, of an address one for its parts; in the order of properties. */
function defaultsOf(fields: readonly BuiltInField[]): FieldEntry[] {
  const entries = new Map<FieldKey, FieldEntry>();
  const chooseFirst = fields.filter(({ choosesFirst }) => choosesFirst);
  for (const { key, slot } of [...chooseFirst, ...fields])
    if (slot && !entries.has(wholeOf(key)))
      entries.set(wholeOf(key), { field: wholeOf(key), slot, direction: 'both' });
  return Object.keys(PROPERTIES).flatMap((property) =>
    [...entries.values()].filter(({ slot }) => slot.property === property),
  );
}

const DEFAULTS = Object.fromEntries(KINDS.map((kind) => [kind, defaultsOf(CATALOGUE[kind])])) as Record<
  RecordKind,
  FieldEntry[]
>;

/** The fields an entry stands for, by the part of the value that each holds: one, or the six of an address. */
export function partFields({ field, slot }: MappingEntry): [part: string, field: FieldKey][] {
  const parts = isList(slot.property) ? partsOf(slot.property) : ['value'];
  return parts.map((part) => [part, parts.length === 1 ? field : `${field}.${part}`]);
}

export const fieldsOf = (entry: MappingEntry): FieldKey[] => partFields(entry).map(([, field]) => field);

/** A label of records that is tied to a group of the account; its field is that of the label. */
export type Tie = MappingEntry<GroupSlot>;
export const isTie = (entry: MappingEntry): entry is Tie => entry.slot.property === 'groups';
export const isOfField = (entry: MappingEntry): entry is FieldEntry => !isTie(entry);

/** The ties of an account's own mapping, the same for every kind of record. */
export const tiesOf = (own: Partial<Record<RecordKind, OwnMapping>>): { labelId: string; group: string }[] =>
  Object.entries(own.contact ?? {}).flatMap(([field, entry]) => {
    const labelId = labelOfField(field);
    return labelId !== null && entry?.slot.property === 'groups'
      ? [{ labelId, group: entry.slot.group }]
      : [];
  });

/** What tells a slot apart in a base: empty for the default one of its field. */
export const slotId = ({ moved, slot }: MappingEntry): string => (moved ? idOf(slot) : '');

function idOf(slot: MappingEntry['slot']): string {
  const which =
    'wish' in slot ? slot.wish.join(',') : 'part' in slot ? slot.part : 'group' in slot ? slot.group : '';
  return `${slot.property}|${which}`;
}

/** The part of a base that says which slots of `mapping` were not the default ones. */
export function slotsOf(mapping: Mapping): Pick<Base, 'slots'> {
  const moved = mapping.filter((entry) => entry.moved);
  return moved.length > 0
    ? { slots: Object.fromEntries(moved.map((entry) => [entry.field, slotId(entry)])) }
    : {};
}

/** Whether every field was, or is, in the same slot. */
export function hasSameSlots(
  { slots: a = {} }: Pick<Base, 'slots'>,
  { slots: b = {} }: Pick<Base, 'slots'>,
): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((field) => a[field] === b[field]);
}

/**
 * The mapping of one account: the defaults with what somebody chose in their place. A field that is no default chooses last
 * when it takes whatever is left, and first when it goes by labels alone: a default would have them for want of others.
 */
export function accountMapping(kind: RecordKind, own: OwnMapping = {}): Mapping {
  const defaults = DEFAULTS[kind].flatMap((entry): Mapping => {
    const chosen = own[entry.field];
    if (chosen === undefined) return [entry];
    if (chosen === null) return [];
    const moved = idOf(chosen.slot) !== idOf(entry.slot);
    return [{ ...chosen, field: entry.field, own: true, ...(moved ? { moved } : {}) }];
  });
  const known = new Set(DEFAULTS[kind].map(({ field }) => field));
  const added = Object.entries(own).flatMap(
    ([field, chosen]): Mapping =>
      chosen === null || known.has(field) ? [] : [{ ...chosen, field, own: true, moved: true }],
  );
  const takesAny = ({ slot }: MappingEntry): boolean => !('wish' in slot) || slot.wish.includes(ANY);
  return [...added.filter((entry) => !takesAny(entry)), ...defaults, ...added.filter(takesAny)];
}

/**
 * The entries that a provider's cards can hold, each with how much of a value they keep: what they cannot hold is never read as
 * emptied, and what they cut off never as removed.
 */
export function holdableMapping(mapping: Mapping, capabilities: Capabilities): Mapping {
  const holds: Partial<Record<Property | 'groups', boolean>> = {
    ...capabilities,
    groups: capabilities.joinGroups,
  };
  return mapping
    .filter(({ slot }) => holds[slot.property] ?? true)
    .map((entry) => {
      const longest = isOfField(entry) ? capabilities.cuts[placeName(entry.slot)] : undefined;
      return longest === undefined ? entry : { ...entry, longest };
    });
}

/** What an account maps unless told otherwise. Inactive fields are left out by `activeMapping`. */
export function defaultMapping(kind: RecordKind): FieldEntry[] {
  return DEFAULTS[kind];
}

/** The entries whose fields are switched on; a field switched off keeps its values and is out of the diff. */
export function activeMapping(mapping: Mapping, isActive: (field: FieldKey) => boolean): Mapping {
  return mapping.filter(({ field, slot }) =>
    slot.property === 'addresses'
      ? isActive(`${field}.street`) || isActive(`${field}.city`)
      : isActive(field),
  );
}

/** The fields that are pictures. */
export const photoFields = (mapping: Mapping): Set<FieldKey> =>
  new Set(mapping.filter(({ slot }) => isPicture(slot.property)).map(({ field }) => field));
