// Texts of a card: a line of its own each, or a component of a structured line.
import type { PropertyOf } from '../../../contact/properties/table.ts';
import { cleanText } from '../../../contact/text.ts';
import { makeLine, type WritableProperty } from '../../../protocol/vcard/make-line.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { firstLine } from '../card-lines.ts';
import {
  appendLines,
  plainTextParams,
  removeWithCompanions,
  writableComponents,
} from '../patch/patch-lines.ts';
import { once, put, type Reader } from './reading.ts';

/** A property that is a line. */
export const readText = (name: string, property: PropertyOf<'text'>): Record<string, Reader> => ({
  [name]: once(name, ({ contact }, line) => put(contact, property, line.text())),
});

/** The line that says it, where it is not the first of its name. */
interface At {
  line: VCardLine | undefined;
  /** Of a new line. */
  group?: string;
  /** Its place among the others says something: emptied, it stays. */
  stays?: boolean;
}

export function patchText(
  card: VCard,
  name: WritableProperty,
  text: string | null,
  { line, group = '', stays = false }: At = { line: firstLine(card, name) },
): void {
  const value = cleanText(text ?? '');
  if (value === cleanText(line?.text() ?? '')) return;
  if (!line)
    appendLines(
      card,
      makeLine(
        { group, name, params: plainTextParams(card, [], value), value: escapeText(value) },
        card.lineEnd,
      ),
    );
  else if (!value && !stays) clear(card, besideOthers(card, line));
  else
    line.rewrite(
      { params: plainTextParams(card, line.params, value), value: escapeText(value) },
      card.lineEnd,
    );
}

/** One component of a structured line, the first of its name unless told; the others are kept as they are written. */
export function patchComponent(
  card: VCard,
  name: 'N' | 'ORG',
  index: number,
  text: string | null,
  count: number,
  { line, group = '', stays = false }: At = { line: firstLine(card, name) },
): void {
  const component = cleanText(text ?? '');
  if (component === cleanText(line?.components()[index] ?? '')) return;
  const pieces = writableComponents(line, Math.max(count, index + 1));
  pieces[index] = escapeText(component);
  const value = pieces.join(';');
  if (!line)
    appendLines(
      card,
      makeLine({ group, name, params: plainTextParams(card, [], value), value }, card.lineEnd),
    );
  else if (name === 'ORG' && !stays && !pieces.some((piece) => piece.trim()))
    clear(card, besideOthers(card, line));
  else line.rewrite({ params: plainTextParams(card, line.params, value), value }, card.lineEnd);
}

/** A line, and behind it all others of its name. */
const besideOthers = (card: VCard, line: VCardLine): VCardLine[] => [
  line,
  ...card.lines.filter((other) => other !== line && other.name === line.name),
];

/** Takes out the first of the lines that say one thing; where another follows, an empty line keeps that one from standing in. */
export function clear(card: VCard, [line, ...others]: VCardLine[]): void {
  if (!line) return;
  if (others.length > 0) line.rewrite({ value: '' }, card.lineEnd);
  else removeWithCompanions(card, line);
}
