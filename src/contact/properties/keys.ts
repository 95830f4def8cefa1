// When two values of a property are one, formatting aside: the only comparison there is, for the engine and for whoever shows
// two sides next to each other.
import { addressKey } from '../address.ts';
import type { LabelledValue, PostalAddress } from '../contact.ts';
import { emailKey } from '../email.ts';
import { isSameNumber, phoneKey } from '../phone.ts';
import { textKey } from '../text.ts';
import { urlKey } from '../url.ts';
import { type Compared, PROPERTIES, type Property, type ValueProperty } from './table.ts';

interface Comparison {
  /** Equality form; `''` for nothing. */
  key(text: string): string;
  /** One as far as both say it. */
  isAlike?(a: string, b: string): boolean;
}

const COMPARISONS: Record<Compared, Comparison> = {
  email: { key: emailKey },
  phone: { key: phoneKey, isAlike: isSameNumber },
  url: { key: urlKey },
  text: { key: textKey },
};

function comparisonOf(property: Property): Comparison {
  const row = PROPERTIES[property];
  return COMPARISONS['compared' in row ? row.compared : 'text'];
}

/** Equality form of a text that stands in a property, or in a part of one; `''` for nothing. */
export const keyOf = (property: Property, text: string): string => comparisonOf(property).key(text);

/** Whether two texts are one as far as both say it: a number with its country and without. */
export const isAlike = (property: Property, a: string, b: string): boolean =>
  comparisonOf(property).isAlike?.(a, b) ?? false;

/** Equality form of a whole value of a list, without its label; `''` for one that holds nothing. */
export function valueKey(
  property: ValueProperty,
  value: Partial<LabelledValue> & Partial<PostalAddress>,
): string {
  return property === 'addresses' ? addressKey(value) : keyOf(property, value.value ?? '');
}
