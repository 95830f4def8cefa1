// A card and a record that were never linked, field by field: what linking them does, and what a person chose beforehand where
// they differ. By the engine's own bindings and comparisons: what is shown as the same is not asked about afterwards. Pure.
import type { Contact } from '../../contact/contact.ts';
import { UNKNOWN_CHARACTER } from '../../contact/loss.ts';
import { isPicture } from '../../contact/properties/table.ts';
import { type Agreement, type Base, withAgreed } from '../link/link.ts';
import { fieldsOf, isTie, slotsOf } from '../mapping.ts';
import type { Choice, FieldKey, Mapping, Stands, Values } from '../model.ts';
import { project } from './project.ts';
import { comparing } from './same-value.ts';

/** One field before its two sides are linked. */
export interface FirstSight {
  field: FieldKey;
  record: string | null;
  card: string | null;
  verdict: 'same' | 'only-record' | 'only-card' | 'differs';
}

/** Every field that either side has, but pictures, of which each side keeps its own, and labels, which both sides get. */
export function firstSight(contact: Contact, values: Values, mapping: Mapping): FirstSight[] {
  const projection = project(contact, mapping, null, values);
  return mapping.flatMap((entry) => {
    if (isPicture(entry.slot.property) || isTie(entry)) return [];
    const { alike } = comparing(entry);
    return fieldsOf(entry).flatMap((field): FirstSight[] => {
      const [record, card] = [values[field] || null, projection.values[field] || null];
      if (record === null && card === null) return [];
      if (card === null) return [{ field, record, card, verdict: 'only-record' }];
      if (record === null) return [{ field, record, card, verdict: 'only-card' }];
      return [{ field, record, card, verdict: alike(record, card) ? 'same' : 'differs' }];
    });
  });
}

/** As if both had agreed on what gives way: the first plan then writes what stands over it. */
const AGREED: Record<Stands, (sight: FirstSight) => Agreement> = {
  record: ({ card }) => ({ local: card, remote: card }),
  card: ({ record }) => ({ local: record, remote: record }),
  both: ({ record, card }) => ({ local: record, remote: card }),
};

/**
 * What a link begins with where a person chose whose values stand. A field that differs and that no choice
 * is about stays one that never agreed: it is asked about. So does one whose value on the card nobody can read yet: whoever chose
 * has not seen it.
 */
export function chosenBase(contact: Contact, values: Values, mapping: Mapping, choice: Choice): Base {
  const { bound, others } = project(contact, mapping, null, values);
  const agreed: Base['fields'] = {};
  for (const sight of firstSight(contact, values, mapping)) {
    const stands = choice.fields?.[sight.field] ?? choice.all;
    const isRead = !sight.card?.includes(UNKNOWN_CHARACTER);
    if (sight.verdict === 'differs' && stands && isRead) agreed[sight.field] = AGREED[stands](sight);
  }
  return withAgreed({ fields: {}, bound, others, ...slotsOf(mapping), chosen: true }, agreed);
}
