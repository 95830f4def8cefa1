// The provider-neutral content of a card. Every provider parses into this shape and patches from `Edit`s on it.

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

export interface PostalAddress {
  label: Label;
  /** May hold line feeds. */
  street?: string;
  poBox?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  country?: string;
  /** ISO 3166-1 alpha-2, lower case, when the card says so itself. */
  countryCode?: string;
}

/** The parts of an address that a record can hold. */
export const ADDRESS_PARTS = ['street', 'poBox', 'city', 'state', 'postalCode', 'country'] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** A calendar date, never a moment in time: a time zone must not be able to move a birthday. */
export interface PlainDate {
  year?: number;
  month: number;
  day: number;
}

export const NAME_PARTS = ['prefix', 'given', 'middle', 'family', 'suffix'] as const;
export type NamePart = (typeof NAME_PARTS)[number];

export interface PersonName {
  prefix?: string;
  given?: string;
  middle?: string;
  family?: string;
  suffix?: string;
  /** What the card itself says it is called (FN); never empty when anything else on the card can stand in. */
  display?: string;
}

export const ORGANIZATION_PARTS = ['name', 'department', 'title'] as const;
export type OrganizationPart = (typeof ORGANIZATION_PARTS)[number];

export interface Contact {
  name: PersonName;
  nickname?: string;
  organization: { name?: string; department?: string; title?: string };
  emails: LabelledValue[];
  phones: LabelledValue[];
  addresses: PostalAddress[];
  urls: LabelledValue[];
  birthday?: PlainDate;
  notes?: string;
  /** Ids of groups the card names itself (categories). Membership listed by group cards is joined later. */
  groups: string[];
  /**
   * Identity of the card's photo, another one for another picture: `photoId` of its bytes where the card carries them, an
   * address where they lie elsewhere; null without a photo.
   */
  photo: string | null;
  /** The card says it stands for an organisation, not a person. */
  isCompany?: boolean;
}

export type ListProperty = 'emails' | 'phones' | 'urls';

/**
 * One change to a card. `at` is the index of the value in the list of the very card version the edit is written
 * against (the write is conditional on that version, so the index is exact); null appends a new value.
 * `value: null` removes. Nothing that no edit names may change.
 */
export type Edit =
  | { property: 'name'; part: NamePart; value: string | null }
  | { property: 'organization'; part: OrganizationPart; value: string | null }
  | { property: 'nickname' | 'notes'; value: string | null }
  | { property: 'birthday'; value: PlainDate | null }
  | { property: ListProperty; at: number | null; label: Label; value: string | null }
  | {
      property: 'addresses';
      at: number | null;
      label: Label;
      value: Partial<Record<AddressPart, string | null>> | null;
    }
  | { property: 'isCompany'; value: boolean }
  /** `photoId` of a picture whose bytes come along with the write; null takes the photo away. */
  | { property: 'photo'; value: string | null }
  /** Makes the card a member of a group, by the group's id. No edit ever takes a card out of one. */
  | { property: 'groups'; join: string };

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
