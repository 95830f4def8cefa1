// What a field of a record is: its key, what it holds, where it stands on a card and what it is good for. Types, and the two
// wishes that are no label.
import type { SinglePlace, ValueProperty } from '../contact/properties/table.ts';

export const KINDS = ['company', 'contact', 'lead'] as const;
export type RecordKind = (typeof KINDS)[number];

/** What there is to each stands in types.ts. */
export const FIELD_TYPES = [
  'text',
  'longText',
  'number',
  'date',
  'choice',
  'email',
  'phone',
  'url',
  'boolean',
  'photo',
  'flag',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type FieldKey = string;

/** A label a slot would like, `UNLABELLED`, or `ANY`. */
export type Wish = string;
/** Wishes that are no label: a value without one, and whatever is left. */
export const UNLABELLED = '';
export const ANY = '*';

/** A place of a card, with the labels that a field wishes for among the values of a list. */
export type Slot = SinglePlace | { property: ValueProperty; wish: Wish[] };

/** Whether a card is in a group: where a label of records stands that is tied to one. */
export interface GroupSlot {
  property: 'groups';
  group: string;
}

/**
 * What a value does for whoever looks for its record. 'match': it tells who the record is, so that cards and other records are
 * compared by it; 'search': it is looked in; 'call': a record without anything better is called by it. Each does what the
 * later ones do.
 */
export type Finds = 'match' | 'search' | 'call';

/** A field of one kind of record. An address is a field a part; they share a slot. */
export interface FieldDefinition {
  /** Never changes. */
  key: FieldKey;
  type: FieldType;
  /** Absent: it stands nowhere on a card unless somebody maps it. */
  slot?: Slot;
  finds?: Finds;
}

/** The fields of each kind, in the order of forms. */
export type Definitions = Record<RecordKind, readonly FieldDefinition[]>;
