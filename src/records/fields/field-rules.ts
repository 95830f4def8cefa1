// Which values a field accepts from a person. What sync brings is never refused: a phone may hold anything.
import { cleanText, linesOf } from '../../contact/text.ts';
import { checkOfType, TYPES, type TypeFault } from '../../fields/types.ts';
import type { FieldRow } from './load-fields.ts';

/** Codes of `fields` in an 'invalid-values' answer; the interface words them. */
export type ValueFault =
  | TypeFault
  | 'unknown-field'
  | 'inactive-field'
  | 'required'
  | 'not-a-photo'
  | 'nothing-to-find-by';

/** People are asked for a value: sync, which has nobody to ask, never is. */
export const isAsked = ({ active, visible, required }: FieldRow): boolean => active && visible && required;

/** The value as it is stored (null for an empty one), or what is wrong with it. */
export function checkValue(
  field: FieldRow,
  given: string | null,
): { value: string | null } | { fault: ValueFault } {
  const value = tidy(field, given ?? '');
  if (!value) return isAsked(field) ? { fault: 'required' } : { value: null };
  return checkOfType(field.type, value, field.options);
}

function tidy(field: FieldRow, given: string): string {
  const value = cleanText(given);
  return TYPES[field.type].lines ? value : linesOf(value).join(' ');
}
