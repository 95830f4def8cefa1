// Faults of the product that are seen here and mended elsewhere: each with what it looks like. Whoever mends one takes its row
// out, and the histories watch over it from then on.
import type { Aspect } from './aspects.ts';

interface Known {
  /** What is wrong. */
  row: string;
  /** Where it is seen; in every world unless given. */
  aspect?: Aspect;
  looksLike: RegExp;
}

const KNOWN: Known[] = [
  {
    row: 'a card made before its account was disconnected is not always found when it is connected again (E6): seeds 858, 1070',
    aspect: 'accounts',
    looksLike: /^I3: .* was made for a record that has another card there$/,
  },
  {
    row: 'a clock set ahead before an answer that was lost is looked for makes it certain too soon (E14): seed 1397',
    aspect: 'clocks',
    looksLike: /^I3: .* (are one record twice|is ours and linked to nothing)$/,
  },
];

export const isKnown = (text: string, aspects: ReadonlySet<Aspect>): boolean =>
  KNOWN.some(
    ({ aspect, looksLike }) => (aspect === undefined || aspects.has(aspect)) && looksLike.test(text),
  );

export const unknown = (wrong: string[], aspects: ReadonlySet<Aspect>): string[] =>
  wrong.filter((text) => !isKnown(text, aspects));
