// What a mapping makes of the labels found: which field takes the values under each, and how many no field takes. By
// labels alone, as on a first look at a card. Pure.

import { type Contact, emptyContact, type Label } from '../../contact/contact.ts';
import { labelAlias } from '../../contact/label.ts';
import type { ValueProperty } from '../../contact/properties/table.ts';
import { searchKey } from '../../contact/text.ts';
import { project } from '../../sync/decide/project.ts';
import type { FieldKey, Mapping } from '../../sync/model.ts';
import type { LabelSequence } from './find-labels.ts';

export interface LabelFound {
  /** As most cards write it; null for values without a label. */
  label: Label;
  /** The built-in label it is another word for. */
  builtIn: Label;
  cards: number;
  values: number;
  /** Fields that take such values, most of them first. */
  takenBy: { field: FieldKey; values: number }[];
  untaken: number;
  /** A card that has one. */
  sample: string;
}

interface Tally extends Omit<LabelFound, 'takenBy'> {
  taken: Map<FieldKey, number>;
}

/** `sequences` of one kind and property; the most frequent label first. */
export function weighLabels(
  property: ValueProperty,
  sequences: LabelSequence[],
  mapping: Mapping,
): LabelFound[] {
  const slots = mapping.filter(({ slot }) => slot.property === property);
  const tallies = new Map<string, Tally>();
  for (const { labels, preferred, cards, sample } of sequences) {
    const fields = takers(project(contactWith(property, labels, preferred), slots).at);
    const met = new Set<Tally>();
    for (const [index, label] of labels.entries()) {
      const tally = tallyOf(tallies, label, sample);
      if (!met.has(tally)) tally.cards += cards;
      met.add(tally);
      tally.values += cards;
      const field = fields.get(index);
      if (field === undefined) tally.untaken += cards;
      else tally.taken.set(field, (tally.taken.get(field) ?? 0) + cards);
    }
  }
  return [...tallies.values()]
    .map(({ taken, ...tally }) => ({
      ...tally,
      takenBy: [...taken].map(([field, values]) => ({ field, values })).sort((a, b) => b.values - a.values),
    }))
    .sort((a, b) => b.cards - a.cards || (a.label ?? '').localeCompare(b.label ?? ''));
}

/** Labels that differ in case and accents are one. */
function tallyOf(tallies: Map<string, Tally>, label: Label, sample: string): Tally {
  const key = label === null ? 'none' : `label ${searchKey(label)}`;
  const builtIn = label === null ? null : labelAlias(label);
  const tally = tallies.get(key) ?? {
    label,
    builtIn,
    cards: 0,
    values: 0,
    taken: new Map(),
    untaken: 0,
    sample,
  };
  tallies.set(key, tally);
  return tally;
}

const takers = (at: Record<FieldKey, number | null>): Map<number, FieldKey> =>
  new Map(Object.entries(at).flatMap(([field, index]) => (index === null ? [] : [[index, field] as const])));

/** A card whose values say nothing but their labels; no two of them are the same value. */
function contactWith(property: ValueProperty, labels: Label[], preferred: Label[]): Contact {
  const left = [...preferred];
  const values = labels.map((label, index) => {
    const at = left.indexOf(label);
    if (at >= 0) left.splice(at, 1);
    return { label, value: VALUES[property](index), primary: at >= 0 };
  });
  if (property !== 'addresses') return { ...emptyContact(), [property]: values };
  return { ...emptyContact(), addresses: values.map(({ label, value }) => ({ label, street: value })) };
}

const VALUES: Record<ValueProperty, (index: number) => string> = {
  emails: (index) => `a${index}@example.org`,
  phones: (index) => String(20_000_000 + index),
  urls: (index) => `a${index}.example.org`,
  addresses: (index) => `Street ${index}`,
};
