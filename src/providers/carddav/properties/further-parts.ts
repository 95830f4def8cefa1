// Parts of the structured values of a card that a contact has no place for.
import { spells } from '../../../contact/name.ts';
import type { PlaceName } from '../../../contact/properties/table.ts';
import { cleanText } from '../../../contact/text.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { hasAddress } from '../card-lines.ts';

/** How many components of each are read, and the place that each further one belongs to, the last as well for all that follow. */
const PARTS: Record<string, { read: number; further: PlaceName[] }> = {
  // Second surname and generation (RFC 9554).
  N: { read: 5, further: ['name.family', 'name.suffix'] },
  // Room, floor, number of the house … (RFC 9554).
  ADR: { read: 7, further: ['addresses'] },
};

/** Of a floor. */
const ORDINAL = /[ºª°]/g;

/**
 * What an N or ADR says in components that no property is read from. Writers of RFC 9554 say most of it in the ones that are
 * read as well, for readers that know no more: that is left out.
 */
export function furtherParts(line: VCardLine): { kind: PlaceName; value: string }[] {
  const { read, further } = PARTS[line.name] ?? { read: 0, further: [] };
  const components = line.components().map(cleanText);
  const said = components.slice(0, read).flatMap(wordsOf);
  const parts = components
    .slice(read)
    .map((value, at) => ({ kind: (further[at] ?? further.at(-1))!, value }))
    .filter(({ value }) => !spells(value.replace(ORDINAL, ' '), said));
  // An address that is nothing but its label.
  const [label] = line.name === 'ADR' && !hasAddress(components) ? line.paramValues('LABEL') : [];
  return label ? [...parts, { kind: 'addresses', value: label }] : parts;
}

/** The words of a text, also two in one: a flat `3B` is written as `3º B`. */
function wordsOf(text: string): string[] {
  const words = text.replace(ORDINAL, ' ').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.flatMap((word, at) => (words[at + 1] ? [word, word + words[at + 1]] : [word]));
}
