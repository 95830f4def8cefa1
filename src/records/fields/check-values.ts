// Values as a person or a script sends them, checked against the fields of the kind.
import type { RecordKind } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { definitionsOf, firstOf, namesOf } from '../../fields/catalogue.ts';
import { derive } from '../derive.ts';
import { checkValue, isAsked, type ValueFault } from './field-rules.ts';
import { heldValues } from './held-values.ts';
import type { FieldRow } from './load-fields.ts';

/**
 * The values named, as they are stored; null empties.
 * @throws AppError 'invalid-values' naming every key that is unknown, inactive or not acceptable
 */
export function checkValues(
  fields: Map<string, FieldRow>,
  given: Record<string, string | null>,
): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  const faults = new Map<string, ValueFault>();
  for (const [key, raw] of Object.entries(given)) {
    const field = fields.get(key);
    if (!field) faults.set(key, 'unknown-field');
    else if (!field.active) faults.set(key, 'inactive-field');
    else {
      const result = checkValue(field, raw);
      if ('fault' in result) faults.set(key, result.fault);
      else values[key] = result.value;
    }
  }
  refuse(Object.fromEntries(faults));
  return values;
}

/**
 * Every required field is there, and something to find the record by.
 * @throws AppError 'invalid-values'
 */
export function checkComplete(
  fields: Map<string, FieldRow>,
  kind: RecordKind,
  values: Record<string, string | null>,
): void {
  const missing = [...fields.values()].filter((field) => isAsked(field) && !values[field.key]);
  refuse(Object.fromEntries(missing.map(({ key }) => [key, 'required' as const])));
  checkFindable(fields, kind, values);
}

/**
 * A record needs some name, company, e-mail, number or address to be found by, and no name in particular.
 * @throws AppError 'invalid-values' naming the fields of which one would do
 */
export function checkFindable(
  fields: Map<string, FieldRow>,
  kind: RecordKind,
  values: Record<string, string | null>,
): void {
  if (derive(definitionsOf(fields.values()), kind, heldValues(values)).displayName) return;
  const keys = kind === 'company' ? namesOf(kind) : [...namesOf(kind), firstOf(kind, 'email')];
  refuse(Object.fromEntries(keys.map((key) => [key, 'nothing-to-find-by' as const])));
}

function refuse(fields: Record<string, ValueFault>): void {
  const keys = Object.keys(fields);
  if (keys.length > 0)
    throw new AppError('invalid-values', `Not acceptable: ${keys.join(', ')}.`, { fields });
}
