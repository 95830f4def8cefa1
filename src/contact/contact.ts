// The provider-neutral content of a card. Every provider parses into this shape and patches from `Edit`s on it. Which
// properties there are stands in `properties/table.ts`.
import { type PartOf, type PartsProperty, PROPERTIES, type PropertyOf } from './properties/table.ts';

/** Labels every provider can translate. Any other text is a custom label and is kept as typed. */
export const BUILT_IN_LABELS = [
  'home',
  'work',
  'mobile',
  'main',
  'workFax',
  'homeFax',
  'otherFax',
  'pager',
  'other',
] as const;

/** A built-in label, a custom label as its text, or null when the value carries none. */
export type Label = string | null;

export interface LabelledValue {
  value: string;
  label: Label;
  /** Marked as preferred on the card. */
  primary?: boolean;
}

export type ListProperty = PropertyOf<'labelled'>;

/** The parts of an address that a record can hold, in the order of forms. */
export const ADDRESS_PARTS = PROPERTIES.addresses.parts;
export type AddressPart = PartOf<'addresses'>;

/** The street may hold line feeds. */
export interface PostalAddress extends Partial<Record<AddressPart, string>> {
  label: Label;
  /** ISO 3166-1 alpha-2, lower case, when the card says so itself. */
  countryCode?: string;
}

/** A calendar date, never a moment in time: a time zone must not be able to move a birthday. */
export interface PlainDate {
  year?: number;
  month: number;
  day: number;
}

export const NAME_PARTS = PROPERTIES.name.parts;
export type NamePart = PartOf<'name'>;

export interface PersonName extends Partial<Record<NamePart, string>> {
  /** What the card itself says it is called (FN); never empty when anything else on the card can stand in. */
  display?: string;
}

export const ORGANIZATION_PARTS = PROPERTIES.organization.parts;
export type OrganizationPart = PartOf<'organization'>;

/** `current`: the card says that it is the present one, and of no other. */
export interface Organization extends Partial<Record<OrganizationPart, string>> {
  current?: true;
}

type Texts = { [P in PropertyOf<'text'>]?: string };
type Dates = { [P in PropertyOf<'date'>]?: PlainDate };
type Lists = { [P in ListProperty]: LabelledValue[] };

export interface Contact extends Texts, Dates, Lists {
  name: PersonName;
  organization: Organization;
  /** Of a card that names several: all of them, that one first. Edits count them in this order, which means nothing else. */
  organizations?: Organization[];
  addresses: PostalAddress[];
  /** Ids of groups the card names itself (categories). Membership listed by group cards is joined later. */
  groups: string[];
  /**
   * Identity of the card's photo, another one for another picture: `photoId` of its bytes where the card carries them, an
   * address where they lie elsewhere; null without a photo.
   */
  photo: string | null;
  /** The card says it stands for an organisation, not a person. */
  isCompany?: boolean;
  /** What the card holds besides, to be shown; absent where there is nothing (`extras.ts`). */
  extras?: { kind: string; label: Label; value: string }[];
}

/** Which of several organisations an edit is about, the first unless told; one past the last is another one beside them. */
type OfSeveral<P> = P extends 'organization' ? { of?: number } : unknown;

/** A change of a place that holds one value. A picture is named by its `photoId`, and its bytes come along with the write. */
export type SingleEdit =
  | {
      [P in PartsProperty]: { property: P; part: PartOf<P>; value: string | null } & OfSeveral<P>;
    }[PartsProperty]
  | { property: PropertyOf<'text'>; value: string | null }
  | { property: PropertyOf<'picture'>; value: string | null }
  | { property: PropertyOf<'date'>; value: PlainDate | null };

/**
 * A change of a value of a list. `at` is the index of the value in the list of the very card version the edit is written
 * against (the write is conditional on that version, so the index is exact); null appends a new value.
 */
export type ValueEdit =
  | { property: ListProperty; at: number | null; label: Label; value: string | null }
  | {
      property: 'addresses';
      at: number | null;
      label: Label;
      value: Partial<Record<AddressPart, string | null>> | null;
    };

/** One change to a card. `value: null` removes. Nothing that no edit names may change. */
export type Edit = SingleEdit | ValueEdit | { property: 'isCompany'; value: boolean } | GroupEdit;

/** Makes the card a member of a group, by the group's id, or takes it out of that one. */
export type GroupEdit = { property: 'groups'; join: string } | { property: 'groups'; leave: string };

/** A group, and whether a card is to be in it. */
export interface GroupChange {
  group: string;
  isIn: boolean;
}

/** What an edit does about a group; null of any other edit. */
export function groupChange(edit: Edit): GroupChange | null {
  if (edit.property !== 'groups') return null;
  return 'join' in edit ? { group: edit.join, isIn: true } : { group: edit.leave, isIn: false };
}

/** A contact with nothing in it. */
export function emptyContact(): Contact {
  return {
    name: {},
    organization: {},
    emails: [],
    phones: [],
    addresses: [],
    urls: [],
    groups: [],
    photo: null,
  };
}
