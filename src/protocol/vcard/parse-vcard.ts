// A resource of an address book as an ordered list of lines: the card in it is read and patched, the rest is kept.
import { readLines } from './read-lines.ts';
import type { VCardLine } from './vcard-line.ts';

export type VCardVersion = '2.1' | '3.0' | '4.0';

/** Why a resource must not be taken for the whole truth about a contact, worst first. */
export type VCardProblem = 'no-card' | 'too-large' | 'truncated' | 'several-cards';

export interface VCard {
  /** All of the resource, in order; only properties of the first card carry a name. */
  lines: VCardLine[];
  version: VCardVersion;
  /** The line end the card uses. */
  lineEnd: '\r\n' | '\n' | '\r';
  problem: VCardProblem | null;
}

/** Reads any text; never throws. `writeVCard(parseVCard(raw))` is `raw`. */
export function parseVCard(raw: string): VCard {
  const { lines, tooLarge } = readLines(raw);
  const { cards, closed } = markFirstCard(lines);
  const version = lines.find((line) => line.name === 'VERSION')?.value.trim();
  const problem =
    cards === 0
      ? 'no-card'
      : tooLarge
        ? 'too-large'
        : !closed
          ? 'truncated'
          : cards > 1
            ? 'several-cards'
            : null;
  return {
    lines,
    version: version === '2.1' || version === '4.0' ? version : '3.0',
    lineEnd: lineEndOf(raw),
    problem,
  };
}

export function writeVCard(card: VCard): string {
  return card.lines.map((line) => line.raw).join('');
}

/** Takes the name from every line that is no property of the first card. */
function markFirstCard(lines: VCardLine[]): { cards: number; closed: boolean } {
  let cards = 0;
  let closed = false;
  let nested = 0;
  let previous = '';
  for (const line of lines) {
    const inside = cards === 1 && !closed;
    const { name } = line;
    if (isBoundary(line, 'BEGIN')) {
      // vCard 2.1 nests a card under an empty AGENT; any other BEGIN starts the next card.
      if (inside && (nested > 0 || previous === 'AGENT')) nested += 1;
      else cards += 1;
      if (cards > 1 || nested > 0) line.name = '';
    } else if (isBoundary(line, 'END')) {
      if (nested > 0 || !inside) line.name = '';
      if (nested > 0) nested -= 1;
      else if (inside) closed = true;
    } else if (!inside || nested > 0) line.name = '';
    if (name) previous = name;
  }
  return { cards, closed };
}

/** BEGIN:VCARD or END:VCARD, in any case and spacing. */
export function isBoundary(line: VCardLine, name: 'BEGIN' | 'END'): boolean {
  return line.name === name && line.value.trim().toUpperCase() === 'VCARD';
}

function lineEndOf(raw: string): VCard['lineEnd'] {
  const newline = raw.indexOf('\n');
  if (newline > 0 && raw[newline - 1] === '\r') return '\r\n';
  if (newline >= 0) return '\n';
  return raw.includes('\r') ? '\r' : '\r\n';
}
