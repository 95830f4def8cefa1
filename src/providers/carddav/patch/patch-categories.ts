// Putting a card into a category and taking it out. All others it is in stay as they are written.
import { cleanText } from '../../../contact/text.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText, splitValue } from '../../../protocol/vcard/text-value.ts';
import { appendLines, plainTextParams, removeLines } from './patch-lines.ts';

/** Adds to the last CATEGORIES of the card, or gives it one; a category that the card names already is not named twice. */
export function joinCategory(card: VCard, name: string): void {
  const category = cleanText(name);
  const lines = card.lines.filter((line) => line.name === 'CATEGORIES');
  if (!category || lines.some((line) => line.list().some((other) => cleanText(other) === category))) return;
  const line = lines.at(-1);
  if (!line) {
    const value = escapeText(category);
    appendLines(
      card,
      makeLine({ name: 'CATEGORIES', params: plainTextParams(card, [], value), value }, card.lineEnd),
    );
    return;
  }
  const present = line.isQuotedPrintable ? line.list().map(escapeText).join(',') : line.value;
  const value = present.trim() ? `${present},${escapeText(category)}` : escapeText(category);
  line.rewrite({ params: plainTextParams(card, line.params, value), value }, card.lineEnd);
}

/** Takes a category off whichever CATEGORIES name it; a line that named nothing else goes. */
export function leaveCategory(card: VCard, name: string): void {
  const category = cleanText(name);
  for (const line of card.lines.filter((each) => each.name === 'CATEGORIES')) {
    const present = line.list();
    const others = present
      .map((other, at) => ({ other, at }))
      .filter(({ other }) => cleanText(other) !== category);
    if (others.length === present.length) continue;
    const written = line.isQuotedPrintable ? present.map(escapeText) : splitValue(line.value, ',');
    const value = others.map(({ at }) => written[at]).join(',');
    if (others.every(({ other }) => !cleanText(other))) removeLines(card, [line]);
    else line.rewrite({ params: plainTextParams(card, line.params, value), value }, card.lineEnd);
  }
}
