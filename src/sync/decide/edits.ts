// Which edits bring values of a record onto a card, and what is then expected there. Pure.
import type { Contact, Edit, Label, NamePart } from '../../contact/contact.ts';
import { sameLabel } from '../../contact/label.ts';
import { keyOf } from '../../contact/properties/keys.ts';
import { editsAt } from '../../contact/properties/listed.ts';
import { editAt } from '../../contact/properties/single.ts';
import { type PropertyOf, propertiesOf } from '../../contact/properties/table.ts';
import { ANY, UNLABELLED, type Wish } from '../../fields/field.ts';
import type { Base, Bound } from '../link/link.ts';
import { fieldsOf, partFields } from '../mapping.ts';
import type { FieldKey, Mapping, Values } from '../model.ts';
import { type Entry, entriesOf, keyInRecord } from './bind/entries.ts';
import type { Projection } from './project.ts';

/** The edits that give `fields` the record's values on a card that looks like `projection`. */
export function editsFor(
  fields: Iterable<FieldKey>,
  values: Values,
  mapping: Mapping,
  contact: Contact,
  projection: Projection,
): Edit[] {
  const wanted = new Set(fields);
  const edits = mapping.flatMap((entry) => {
    const given = partFields(entry).filter(([, field]) => wanted.has(field));
    if (given.length === 0) return [];
    const { field, slot } = entry;
    if (!('wish' in slot)) {
      const edit = editAt(slot, values[field] || null);
      const of = projection.organization;
      return [edit.property === 'organization' && of !== undefined ? { ...edit, of } : edit];
    }
    const parts = Object.fromEntries(given.map(([part, key]) => [part, values[key] || null]));
    const at = projection.at[field] ?? null;
    return editsAt(contact, slot.property, at, parts, firstLabel(slot.wish));
  });
  return [...edits, ...restOfName(edits, values, mapping, { contact, projection })];
}

/**
 * A card that gives only a whole name shows it as the family name. A part typed beside it would replace it, if sent alone, whichever
 * part it is: the rest goes with it, as the record has it, or the whole name where no field that is written holds it.
 */
function restOfName(
  edits: Edit[],
  values: Values,
  mapping: Mapping,
  { contact, projection }: { contact: Contact; projection: Projection },
): Edit[] {
  const { given, middle, family } = contact.name;
  const sent = edits.filter((edit) => edit.property === 'name');
  if (given || middle || family || !sent.some(({ value }) => value)) return [];
  const rest = new Map<NamePart, string>();
  if (projection.wholeName) rest.set('family', projection.wholeName);
  for (const { field, slot, direction } of mapping) {
    const value = direction === 'in' ? null : values[field];
    if (value && slot.property === 'name') rest.set(slot.part, value);
  }
  for (const { part } of sent) rest.delete(part);
  return [...rest].map(([part, value]) => ({ property: 'name', part, value }));
}

function firstLabel(wish: Wish[]): Label {
  return wish.find((label) => label !== ANY && label !== UNLABELLED) ?? null;
}

/** `base` with the slots of `fields` bound to the values just sent, so that the answer is read as what was meant. */
export function expecting(
  base: Base | null,
  fields: Iterable<FieldKey>,
  values: Values,
  mapping: Mapping,
): Base {
  const expected: Base = base ? { ...base, bound: { ...base.bound } } : { fields: {}, bound: {}, others: [] };
  const sent = new Set(fields);
  for (const entry of mapping) {
    const { field, slot } = entry;
    if (!('wish' in slot) || !fieldsOf(entry).some((key) => sent.has(key))) continue;
    const key = keyInRecord(entry, values);
    expected.bound[field] = key ? { key, label: base?.bound[field]?.label ?? firstLabel(slot.wish) } : null;
  }
  return expected;
}

/**
 * `base` with the slots of what was sent and in doubt bound to it, where the card has it: a value that arrived after all is
 * the one that was sent, whatever slot it would please.
 */
export function recognising(
  base: Base | null,
  outbox: Values[],
  record: Values,
  contact: Contact,
  mapping: Mapping,
): Base | null {
  let result = base;
  for (const sent of outbox) {
    const expected = expecting(result, Object.keys(sent), { ...record, ...sent }, mapping).bound;
    const bound = { ...result?.bound };
    for (const { field, slot } of mapping) {
      const key = expected[field]?.key;
      if (!('wish' in slot) || key === undefined) continue;
      const entries = entriesOf(contact, slot.property);
      // Beside the value it was to replace, what another field has had all along says nothing of what was sent.
      const own = result?.bound[field];
      const isAsBefore = !own || entries.some((entry) => isAt(entry, own));
      const isAnothers = (entry: Entry): boolean =>
        mapping.some((other) => other.field !== field && isAt(entry, result?.bound[other.field]));
      const same = entries.filter((entry) => entry.key === key && !(isAsBefore && isAnothers(entry)));
      const entry = same.find(({ label }) => sameLabel(label, expected[field]!.label)) ?? same[0];
      // By the label it has there: the wished one is a guess where an existing value was written over.
      if (entry) bound[field] = { key, label: entry.label };
    }
    for (const [field, value] of Object.entries(sent)) {
      // Of a field that is switched off meanwhile: no news for the others.
      const property =
        mapping.some((entry) => fieldsOf(entry).includes(field)) || !value ? null : holding(contact, value);
      if (property && value) bound[field] = { key: keyOf(property, value), label: null };
    }
    result = { fields: {}, others: [], ...result, bound };
  }
  return result;
}

const isAt = ({ key, label }: Entry, bound: Bound | null | undefined): boolean =>
  key === bound?.key && sameLabel(label, bound.label);

const holding = (contact: Contact, value: string): PropertyOf<'labelled'> | undefined =>
  propertiesOf('labelled').find((property) =>
    entriesOf(contact, property).some((entry) => entry.key === keyOf(property, value)),
  );
