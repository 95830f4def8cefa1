// What there is to labels of records: the colours they may have. Pure.

import { cleanText, indexKey, searchKey } from '../contact/text.ts';

/** In the order they are offered; a new label takes the next one. */
export const LABEL_COLORS = [
  'blue',
  'teal',
  'green',
  'yellow',
  'orange',
  'red',
  'pink',
  'violet',
  'gray',
] as const;
export type LabelColor = (typeof LABEL_COLORS)[number];

export const LONGEST_LABEL = 60;

/** Two labels with one key are one. */
export const labelKey = (name: string): string => indexKey(searchKey(name));

/** Names as labels may have them, each once. */
export function labelNames(given: readonly string[]): string[] {
  const names = given.map((name) => cleanText(name).replace(/\s+/g, ' ').slice(0, LONGEST_LABEL).trim());
  return [...new Map(names.filter(Boolean).map((name) => [labelKey(name), name])).values()];
}

/** What stands for a label where it goes with fields, in mappings, plans and what both sides agreed on. */
const AS_FIELD = 'label:';
export const fieldOfLabel = (labelId: string): string => `${AS_FIELD}${labelId}`;
export const labelOfField = (field: string): string | null =>
  field.startsWith(AS_FIELD) ? field.slice(AS_FIELD.length) : null;

/** Its value where a record has it, and where a card is in its group; null where not. */
export const LABELLED = 'yes';
