// What says an address a second time: formatted for an envelope, as a place on the globe, as a time zone. None of it can be
// written anew for another address, and programs make it from the components, so it goes with what it said.
import { cleanText } from '../../../contact/text.ts';
import type { Param } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { ADDRESS_COMPONENTS, groupLines, hasAddress } from '../card-lines.ts';
import { labelFromLine } from '../labels.ts';

/** Of RFC 6350 6.3.1; JSCOMPS (RFC 9555) says in which order the components are read aloud. */
const PARAMS = new Set(['LABEL', 'GEO', 'TZ', 'JSCOMPS']);
const LINES = new Set(['LABEL', 'GEO', 'TZ']);

export const withoutAddressAgain = (params: Param[]): Param[] =>
  params.filter(({ name }) => !PARAMS.has(name));

/** The lines that say the address of this one again: those of its group, and the LABEL of vCard 2.1 and 3.0 that is its. */
export function linesOfAddressAgain(card: VCard, line: VCardLine): VCardLine[] {
  const grouped = line.group ? groupLines(card, line).filter(({ name }) => LINES.has(name)) : [];
  const label = labelLineOf(card, line);
  return label && !grouped.includes(label) ? [...grouped, label] : grouped;
}

/**
 * A LABEL is told by its types alone. Where several are alike it is the one that names the street, or the one at the same
 * place among as many; otherwise nobody can say whose it is, and it stays.
 */
function labelLineOf(card: VCard, line: VCardLine): VCardLine | undefined {
  const typed = typesOf(line);
  const alike = card.lines.filter((other) => typesOf(other) === typed);
  const labels = alike.filter(({ name }) => name === 'LABEL');
  const addresses = alike.filter((other) => other.name === 'ADR' && hasAddress(other.components()));
  const street = inOneLine(line.components()[ADDRESS_COMPONENTS.street] ?? '');
  const named = labels.filter((label) => street !== '' && inOneLine(label.text()).includes(street));
  if (named.length === 1) return named[0];
  return labels.length === addresses.length ? labels[addresses.indexOf(line)] : undefined;
}

const typesOf = (line: VCardLine) => labelFromLine(line.paramValues('TYPE'), undefined);

const inOneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').toLowerCase();
