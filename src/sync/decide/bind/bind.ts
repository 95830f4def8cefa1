// Gives each field of a property its value on a card: by the rules, in their order. Pure.
import type { ValueProperty } from '../../../contact/properties/table.ts';
import type { Base } from '../../link/link.ts';
import type { MappingEntry, Values } from '../../model.ts';
import type { Entry } from './entries.ts';
import { RULES } from './rules.ts';

/** By field, the value it stands for; null where there is none. `record` are the record's values. */
export function bindValues(
  slots: MappingEntry[],
  entries: Entry[],
  property: ValueProperty,
  base: Base | null,
  record: Values,
): Map<string, Entry | null> {
  const given = new Map<string, Entry>();
  for (const { gives } of RULES) {
    if (given.size === slots.length || given.size === entries.length) break;
    for (const [field, entry] of gives({ slots, entries, property, base, record, given }))
      given.set(field, entry);
  }
  return new Map(slots.map(({ field }) => [field, given.get(field) ?? null]));
}
