// Putting lines into a card and taking them out, with what belongs to them.
import { makeParam, type Param } from '../../../protocol/vcard/params.ts';
import { isBoundary, type VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText, splitValue } from '../../../protocol/vcard/text-value.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { groupLines, isCompanion } from '../card-lines.ts';

/** Adds lines as the last of the card. */
export function appendLines(card: VCard, ...lines: VCardLine[]): void {
  const end = card.lines.findIndex((line) => isBoundary(line, 'END'));
  const at = end >= 0 ? end : card.lines.findLastIndex((line) => line.name !== '') + 1;
  const previous = card.lines[at - 1];
  if (previous && !/[\r\n]$/.test(previous.raw)) previous.raw += card.lineEnd;
  card.lines.splice(at, 0, ...lines);
}

export function insertAfter(card: VCard, line: VCardLine, added: VCardLine): void {
  card.lines.splice(card.lines.indexOf(line) + 1, 0, added);
}

export function removeLines(card: VCard, lines: VCardLine[]): void {
  const removed = new Set(lines);
  card.lines = card.lines.filter((line) => !removed.has(line));
}

/** Takes out a line together with the label and country code that only it used. */
export function removeWithCompanions(card: VCard, line: VCardLine): void {
  const group = groupLines(card, line);
  removeLines(card, isShared(group, line) ? [line] : group);
}

/** Whether a group holds another property besides `line`: its label is not this line's alone. */
export function isShared(group: VCardLine[], line: VCardLine): boolean {
  return group.some((other) => other !== line && !isCompanion(other));
}

/** A group name that the card does not use: Apple numbers them `item1`, `item2`, … */
export function freshGroup(card: VCard): string {
  const numbers = card.lines.map((line) => Number(/^ITEM(\d{1,9})$/.exec(line.groupKey)?.[1] ?? 0));
  return `item${Math.max(0, ...numbers) + 1}`;
}

/** The components of a structured value, escaped, ready to be joined; at least `count` of them. */
export function writableComponents(line: VCardLine | undefined, count: number): string[] {
  const pieces = !line
    ? []
    : line.isQuotedPrintable
      ? line.components().map(escapeText)
      : splitValue(line.value, ';');
  while (pieces.length < count) pieces.push('');
  return pieces;
}

/** The parameters of a line whose value is written anew as plain text. 2.1 has to be told the character set. */
export function plainTextParams(card: VCard, params: Param[], value: string): Param[] {
  const kept = params.filter(({ name }) => name !== 'ENCODING' && name !== 'CHARSET');
  const ascii = /^[\x00-\x7f]*$/.test(value);
  return card.version === '2.1' && !ascii ? [...kept, makeParam('CHARSET', ['UTF-8'])] : kept;
}
