// When two values of a field are one, and when one of them is what a provider made of the other. Pure.
import { isAlike, keyOf } from '../../contact/properties/keys.ts';
import { textKey } from '../../contact/text.ts';
import type { MappingEntry } from '../model.ts';

/** How the values of one field are compared. */
export interface Comparison {
  /** The same to a person, formatting aside: what went from one to the other is no change. */
  same(a: string | null, b: string | null): boolean;
  /** One as far as both say it: a number with its country and without. Each side may keep its own. */
  alike(a: string | null, b: string | null): boolean;
  /** `stored` is all that the provider keeps of `sent`. */
  isCut(sent: string | null, stored: string | null): boolean;
}

/** @see Comparison */
export const comparing = (entry: MappingEntry): Comparison => ({
  same: (a, b) => sameValue(entry, a, b),
  alike: (a, b) => alikeValues(entry, a, b),
  isCut: (sent, stored) => isCut(entry, sent, stored),
});

/** Whether two values of a field are the same to a person: formatting aside. Empty equals absent. */
export function sameValue(entry: MappingEntry, a: string | null, b: string | null): boolean {
  if ((a || null) === (b || null)) return true;
  if (!a || !b) return false;
  const { property } = entry.slot;
  if (property === 'groups') return true;
  return keyOf(property, a) === keyOf(property, b);
}

function alikeValues(entry: MappingEntry, a: string | null, b: string | null): boolean {
  const { property } = entry.slot;
  return sameValue(entry, a, b) || (!!a && !!b && property !== 'groups' && isAlike(property, a, b));
}

/**
 * Whether `stored` is what this provider keeps of `sent`. Only where it is known to cut, and only at that length: a value that
 * is shorter for any other reason was shortened by somebody.
 */
export function isCut({ longest }: MappingEntry, sent: string | null, stored: string | null): boolean {
  if (longest === undefined || !sent || !stored || sent.length <= longest) return false;
  return textKey(stored) === textKey(sent.slice(0, longest));
}
