// The cards of a file, one text each.
import { isBoundary } from './parse-vcard.ts';
import { readLines } from './read-lines.ts';

/** Each card from BEGIN to END as it stands; a card without END reaches to the next BEGIN. Text between cards is left out. */
export function splitCards(text: string): string[] {
  const cards: string[] = [];
  let card: string[] | null = null;
  let nested = 0;
  let previous = '';
  const { lines } = readLines(text, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  for (const line of lines) {
    if (isBoundary(line, 'BEGIN')) {
      if (card && (nested > 0 || previous === 'AGENT')) nested += 1;
      else {
        if (card) cards.push(card.join(''));
        card = [];
      }
    }
    card?.push(line.raw);
    if (isBoundary(line, 'END') && card) {
      if (nested > 0) nested -= 1;
      else {
        cards.push(card.join(''));
        card = null;
      }
    }
    if (line.name) previous = line.name;
  }
  if (card) cards.push(card.join(''));
  return cards;
}
