// The order of a kind's fields: an address moves as a whole. Pure.
import { wholeOf } from './catalogue.ts';
import type { FieldKey } from './field.ts';

interface Placed {
  key: FieldKey;
  section: string;
}

/**
 * The keys of `fields`, which are in order, with `key` (of an address all its parts) moved: behind `position` of the others, or
 * without one to the end of its section, behind whatever stands there.
 */
export function movedTo(fields: Placed[], key: FieldKey, section: string, position?: number): FieldKey[] {
  const whole = wholeOf(key);
  const [own, others] = [
    fields.filter((one) => wholeOf(one.key) === whole),
    fields.filter((one) => wholeOf(one.key) !== whole),
  ];
  const last = others.findLastIndex((one) => one.section === section);
  const at = position ?? (last < 0 ? others.length : last + 1);
  return betweenWholes(others, at)
    .concat(own.map((one) => one.key))
    .concat(others.slice(betweenWholes(others, at).length).map((one) => one.key));
}

/** What stands before position `at`; in the midst of an address, all of that. */
function betweenWholes(fields: Placed[], at: number): FieldKey[] {
  let end = Math.min(at, fields.length);
  while (end > 0 && end < fields.length && wholeOf(fields[end]!.key) === wholeOf(fields[end - 1]!.key))
    end += 1;
  return fields.slice(0, end).map(({ key }) => key);
}
