// What there is to labels of records: the colours they may have. Pure.

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
