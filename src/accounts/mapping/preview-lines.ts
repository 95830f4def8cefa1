// A card as its owner's phone shows it, line by line, with the field each line goes with. Pure.
import {
  ADDRESS_PARTS,
  type Contact,
  type Label,
  NAME_PARTS,
  ORGANIZATION_PARTS,
} from '../../contact/contact.ts';
import { formatDate } from '../../contact/date.ts';
import type { Projection } from '../../sync/decide/project.ts';
import type { FieldKey, Mapping } from '../../sync/model.ts';
import { type LabelledProperty, LIST_PROPERTIES } from './find-labels.ts';

export interface CardLine {
  /** `phones`, or a place with one value: `name.given`, `notes`. */
  place: string;
  label: Label;
  value: string;
  /** What stood there before; null for a line that is new. */
  before: string | null;
  field: FieldKey | null;
}

/** `before` is the card as it is now: lines of lists keep their order, new ones come last. */
export function cardLines(
  contact: Contact,
  before: Contact,
  mapping: Mapping,
  { at }: Projection,
): CardLine[] {
  const lists = LIST_PROPERTIES.flatMap((property) => {
    const fields = mapping.filter(({ slot }) => slot.property === property);
    const had = valuesOf(before, property);
    return valuesOf(contact, property).map(({ label, value }, index): CardLine => {
      const field = fields.find((entry) => at[entry.field] === index)?.field ?? null;
      return { place: property, label, value, before: had[index]?.value ?? null, field };
    });
  });
  return [...singles(contact, before, mapping), ...lists];
}

function valuesOf(contact: Contact, property: LabelledProperty): { label: Label; value: string }[] {
  if (property !== 'addresses') return contact[property];
  return contact.addresses.map((address) => ({
    label: address.label,
    value: ADDRESS_PARTS.flatMap((part) => address[part] ?? []).join(', '),
  }));
}

function singles(contact: Contact, before: Contact, mapping: Mapping): CardLine[] {
  const had = placesOf(before);
  return Object.entries(placesOf(contact)).flatMap(([place, value]): CardLine[] => {
    if (!value) return [];
    const field = mapping.find(
      ({ slot }) => ('part' in slot ? `${slot.property}.${slot.part}` : slot.property) === place,
    );
    return [{ place, label: null, value, before: had[place] ?? null, field: field?.field ?? null }];
  });
}

function placesOf(contact: Contact): Record<string, string | undefined> {
  const { name, organization, nickname, birthday, notes } = contact;
  return {
    ...Object.fromEntries(NAME_PARTS.map((part) => [`name.${part}`, name[part]])),
    ...Object.fromEntries(ORGANIZATION_PARTS.map((part) => [`organization.${part}`, organization[part]])),
    nickname,
    birthday: birthday && formatDate(birthday),
    notes,
  };
}
