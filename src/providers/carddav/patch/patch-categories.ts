// Putting a card into a category. Those it is in stay as they are written.
import { cleanText } from '../../../contact/text.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import { appendLines, plainTextParams } from './patch-lines.ts';

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
