// Faults of the product that are seen here and mended elsewhere: each with what it looks like. Whoever mends one takes its row
// out, and the histories watch over it from then on.
import type { Aspect } from './aspects.ts';

interface Known {
  /** What is wrong, and what would be right. */
  row: string;
  /** Where it is seen; in every world unless given. */
  aspect?: Aspect;
  looksLike: RegExp;
}

export const KNOWN: Known[] = [
  {
    row: 'a card out of scope that somebody decided about is counted as waiting and as out of scope',
    aspect: 'groups',
    looksLike: /^I14: account \d+ counts \d+ cards: /,
  },
];

export const unknown = (wrong: string[], aspects: ReadonlySet<Aspect>): string[] =>
  wrong.filter(
    (text) =>
      !KNOWN.some(
        ({ aspect, looksLike }) => (aspect === undefined || aspects.has(aspect)) && looksLike.test(text),
      ),
  );
