// What an entry brings to a record of the same person: empty fields are filled, nothing is written over, and what finds
// no field is kept beside them. Pure.
import { textKey } from '../contact/text.ts';
import type { RecordValues } from '../database/schema.ts';
import { addressOf, partsOf, roomFor } from '../fields/catalogue.ts';
import type { FieldRow } from '../records/fields/load-fields.ts';
import { aside } from './contact-of-row.ts';
import type { Rest } from './entry.ts';
import { isNotes, paragraphs, valueKeys } from './known-values.ts';

/** The values to write, and what is left of `given`. */
export function fillValues(
  fields: Map<string, FieldRow>,
  before: RecordValues,
  given: RecordValues,
): { values: RecordValues; rest: Rest[] } {
  const values: RecordValues = {};
  const rest: Rest[] = [];
  const now = (key: string): string | undefined => values[key] ?? before[key];
  const known = new Set(valueKeys(fields, before));
  const isKnown = (key: string, value: string): boolean =>
    valueKeys(fields, { [key]: value }).every((each) => known.has(each));
  const taken = new Set<string>();
  for (const prefix of addressesOf(given)) {
    const keys = partsOf(prefix);
    for (const key of keys) taken.add(key);
    const parts = keys.filter((key) => given[key] !== undefined);
    const contradicts = parts.some((key) => before[key] !== undefined && !isKnown(key, given[key]!));
    if (!contradicts) for (const key of parts) values[key] = now(key) ?? given[key]!;
    else rest.push(aside(prefix, parts.map((key) => given[key]).join(', '), 'other-value'));
  }
  for (const [key, value] of Object.entries(given)) {
    if (taken.has(key) || isKnown(key, value)) continue;
    if (now(key) === undefined) values[key] = value;
    else if (isNotes(fields.get(key))) values[key] = joined(now(key)!, value);
    else {
      const free = moreLike(fields.get(key)).find(
        (other) => fields.get(other)?.active && now(other) === undefined && given[other] === undefined,
      );
      if (free) values[free] = value;
      else rest.push(aside(key, key === 'photo' ? 'another picture' : value, 'other-value'));
    }
  }
  return {
    values: Object.fromEntries(Object.entries(values).filter(([key, value]) => before[key] !== value)),
    rest,
  };
}

const addressesOf = (values: RecordValues): Set<string> =>
  new Set(Object.keys(values).flatMap((key) => addressOf(key) ?? []));

/** Fields that take one more of the kind of value that this one holds. */
const moreLike = (field: FieldRow | undefined): string[] => (field ? roomFor(field.kind, field.type) : []);

function joined(before: string, value: string): string {
  const known = new Set(paragraphs(before));
  const more = paragraphs(value).filter((each) => !known.has(each));
  return [textKey(before), ...more].join('\n\n');
}
