// A mapping that fits the labels found: a field that takes values of one custom label anyway wishes for it by name, so that
// what is typed here goes out under the label its owner uses; and a field without a place gets the label it is called by. Pure.

import type { Label } from '../../contact/contact.ts';
import { sameLabel } from '../../contact/label.ts';
import type { ValueProperty } from '../../contact/properties/table.ts';
import { calledOnCards } from '../../fields/catalogue.ts';
import { isOfField } from '../../sync/mapping.ts';
import type { FieldEntry, Mapping, MappingEntry } from '../../sync/model.ts';
import type { MappableField } from './field-places.ts';
import type { LabelSequence } from './find-labels.ts';
import { type LabelFound, weighLabels } from './weigh-labels.ts';

/** A label on fewer cards is no habit. */
const FEWEST_CARDS = 3;

export interface Proposed extends FieldEntry {
  /** What it is proposed for, and on how many cards that was found. */
  label: string;
  cards: number;
}

interface Given {
  property: ValueProperty;
  sequences: LabelSequence[];
  mapping: Mapping;
  fields: MappableField[];
}

/** Changes to `mapping` for one property; none of them leaves more values without a field than there were. */
export function proposeMapping(given: Given): Proposed[] {
  const { property, sequences, mapping } = given;
  const found = weighLabels(property, sequences, mapping);
  let current = mapping;
  const proposed: Proposed[] = [];
  // A label that one field is called by is no habit of another.
  const named = byName(given, found);
  const others = found.filter(({ label }) => !named.some((one) => sameLabel(one.label, label)));
  for (const change of [...byHabit(others, mapping), ...named]) {
    const next = withEntry(current, change);
    const before = untaken(weighLabels(property, sequences, current));
    if (untaken(weighLabels(property, sequences, next)) > before) continue;
    current = next;
    proposed.push(change);
  }
  return proposed;
}

export const withEntry = (mapping: Mapping, { field, slot, direction }: MappingEntry): Mapping => {
  const entry: MappingEntry = { field, slot, direction, own: true, moved: true };
  return mapping.some((other) => other.field === field)
    ? mapping.map((other) => (other.field === field ? entry : other))
    : [entry, ...mapping];
};

const untaken = (found: LabelFound[]): number => found.reduce((sum, label) => sum + label.untaken, 0);

/** Fields most of whose values carry one label of somebody's own that the field does not name. */
function byHabit(found: LabelFound[], mapping: Mapping): Proposed[] {
  return mapping.filter(isOfField).flatMap((entry): Proposed[] => {
    const { field, slot, direction } = entry;
    if (!('wish' in slot)) return [];
    const taken = found
      .map((label) => ({ ...label, here: label.takenBy.find((by) => by.field === field)?.values ?? 0 }))
      .filter(({ here }) => here > 0);
    const all = taken.reduce((sum, { here }) => sum + here, 0);
    const habit = taken.find(({ label, here }) => label !== null && here * 2 > all);
    if (!habit || habit.label === null || habit.builtIn !== null || habit.here < FEWEST_CARDS) return [];
    const { label, cards } = habit;
    if (slot.wish.some((wish) => sameLabel(wish, label))) return [];
    return [{ field, slot: { ...slot, wish: [label, ...slot.wish] }, direction, label, cards }];
  });
}

/** Fields without a place whose name is a label found, values of which no field takes or only as whatever is left. */
function byName({ property, mapping, fields }: Given, found: LabelFound[]): Proposed[] {
  const mapped = new Set(mapping.map(({ field }) => field));
  return fields
    .filter(({ field, places }) => !mapped.has(field) && places[0]?.property === property)
    .flatMap((known): Proposed[] => {
      const named = found.find(({ label, cards }) => cards >= FEWEST_CARDS && isCalled(known, label));
      if (!named?.label) return [];
      const { label, builtIn, cards } = named;
      return [
        { field: known.field, slot: { property, wish: [builtIn ?? label] }, direction: 'both', label, cards },
      ];
    });
}

const isCalled = ({ field, label: texts }: MappableField, label: Label): boolean =>
  label !== null &&
  [...Object.values(texts ?? {}), ...calledOnCards(field)].some((text) => sameLabel(text, label));
