// Which organisation of a card the fields stand for: by what it is, never by where it stands. Pure.

import type { Contact, Organization } from '../../../contact/contact.ts';
import { ORGANIZATION_PARTS } from '../../../contact/contact.ts';
import { keyOf } from '../../../contact/properties/keys.ts';
import { isNoOrganization, organizationsOf } from '../../../contact/properties/organizations.ts';
import type { Base } from '../../link/link.ts';
import type { Mapping, Values } from '../../model.ts';

export interface OwnOrganization {
  /** The contact as one whose only organisation that is. */
  contact: Contact;
  /** Which of several an edit is about, one past the last for none of them; undefined where there is nothing to choose. */
  of: number | undefined;
  /** The others, in the form of `Base.others`. */
  others: string[];
}

/**
 * The one that was marked as the present one; else the one that both sides agreed on, that the record has, that is new, or that
 * the card shows first. One that stood beside it all along takes its place never, also where it is gone.
 */
export function ownOrganization(
  contact: Contact,
  mapping: Mapping,
  base: Base | null,
  record: Values,
): OwnOrganization {
  const all = organizationsOf(contact);
  const known = new Set(base?.others);
  const isFree = (one: Organization): boolean => !isNoOrganization(one) && !known.has(otherOrganization(one));
  if (all.length < 2 && all.every(isFree)) return { contact, of: undefined, others: [] };
  const alike = (values: (field: string) => string | null | undefined) => (one: Organization) =>
    mapping.filter(
      ({ field, slot }) =>
        slot.property === 'organization' && one[slot.part] && one[slot.part] === values(field),
    ).length;
  const own =
    only(all.filter(({ current }) => current)) ??
    most(
      all.filter(isFree),
      alike((field) => base?.fields[field]?.remote),
    ) ??
    most(
      all.filter(isFree),
      alike((field) => record[field]),
    ) ??
    all.find(isFree);
  const others = all.filter((one) => one !== own && !isNoOrganization(one));
  const { current: _, ...organization } = own ?? {};
  const { organizations: _all, ...alone } = contact;
  return {
    contact: { ...alone, organization },
    of: own ? all.indexOf(own) : all.length,
    others: others.map(otherOrganization),
  };
}

const otherOrganization = (one: Organization): string =>
  `organization||${ORGANIZATION_PARTS.map((part) => keyOf('organization', one[part] ?? '')).join('|')}`;

const only = <T>(all: T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

/** The one that has most of something; the first of several. */
function most<T>(all: T[], count: (one: T) => number): T | undefined {
  const [first] = all.toSorted((a, b) => count(b) - count(a));
  return first !== undefined && count(first) > 0 ? first : undefined;
}
