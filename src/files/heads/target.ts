// Where the values of a column go: a place in a contact, or a field of a record by its key.
import type { AddressPart, Label, NamePart, OrganizationPart } from '../../contact/contact.ts';
import type { PropertyOf } from '../../contact/properties/table.ts';

export type Target =
  | { to: 'name'; part: NamePart | 'display' }
  | { to: 'organization'; part: OrganizationPart }
  | { to: 'birth'; part: 'year' | 'month' | 'day' }
  | { to: PropertyOf<'text' | 'date'> | 'groups' | 'photo' }
  /** One value of a list; `n` ties the columns of a numbered one together (`Phone 2 - Label`, `Phone 2 - Value`). */
  | { to: 'emails' | 'phones' | 'urls'; part: 'value' | 'label'; label: Label; n: number | null }
  | {
      to: 'addresses';
      part: AddressPart | 'extended' | 'formatted' | 'label';
      label: Label;
      n: number | null;
    }
  /** A field of a record, or what a file of Rubrica's own says about it: `id`, `kind`, `owner`, `labels`, `datedNotes`. */
  | { to: 'field'; key: string }
  /** Said by other columns as well, or about the other program: named once, as a column. */
  | { to: 'nothing' };

/** Targets as the tables write them, each with the heads that mean it, divided by `|`. */
export type HeadTable = Record<string, string>;

/** `phones:mobile`, `addresses:home.city`, `name.given`, `field:assistant`, `notes`. */
export function readTarget(written: string): Target {
  const [, to = '', label = null, part] = /^(\w+)(?::(\w+))?(?:\.(\w+))?$/.exec(written) ?? [];
  switch (to) {
    case 'field':
      return { to, key: label! };
    case 'addresses':
      return { to, label, part: part as AddressPart, n: null };
    case 'emails':
    case 'phones':
    case 'urls':
      return { to, label, part: 'value', n: null };
    case 'name':
    case 'organization':
    case 'birth':
      return { to, part } as Target;
    default:
      return { to } as Target;
  }
}
