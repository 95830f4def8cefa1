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
    row: 'a card out of scope that somebody decided about is counted as waiting and as out of scope',
    aspect: 'groups',
    looksLike: /^I14: account \d+ counts \d+ cards: /,
  },
  {
    row: 'an approval carries out whatever is due by then, of whatever class (E5)',
    looksLike: /^I11: .* was done as approved, and nobody had been shown that$/,
  },
  {
    row: 'a card made before its account was disconnected is not always found when it is connected again (E6)',
    aspect: 'accounts',
    looksLike: /^I3: .* was made for a record that has another card there$/,
  },
  {
    row: 'a card that was kept is not taken up by its record once records were made one (E1)',
    aspect: 'records',
    looksLike: /^I3: .* is a second card of a record, once kept$/,
  },
  {
    row: 'how long a creation may stay unseen is measured by a clock that may jump (E14)',
    aspect: 'clocks',
    looksLike: /^I3: .* are one record twice$/,
  },
  {
    row: 'an import undone, typed and imported again before the account is synced: its link is open yet, and every run ends in an error (E4)',
    aspect: 'undo',
    looksLike: /^I9: a run ended in Error: duplicate key value violates unique constraint "link_card"/,
  },
];

export const isKnown = (text: string, aspects: ReadonlySet<Aspect>): boolean =>
  KNOWN.some(
    ({ aspect, looksLike }) => (aspect === undefined || aspects.has(aspect)) && looksLike.test(text),
  );

export const unknown = (wrong: string[], aspects: ReadonlySet<Aspect>): string[] =>
  wrong.filter((text) => !isKnown(text, aspects));
