// Postal addresses of a card: only the components that an edit names change, in the line where they stand.
import { ADDRESS_PARTS, type AddressPart, type Edit } from '../../../contact/contact.ts';
import { countryCodeFromName } from '../../../contact/country.ts';
import { cleanText } from '../../../contact/text.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { makeParam } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import {
  ADDRESS_COMPONENTS,
  CODE_PARAM,
  COUNTRY_CODE,
  EXTENDED_ADDRESS,
  groupLines,
  hasAddress,
  streetOf,
} from '../card-lines.ts';
import { writeLabel } from '../labels.ts';
import { linesOfAddressAgain, withoutAddressAgain } from './address-again.ts';
import { patchLabel, typeParams } from './patch-label.ts';
import {
  appendLines,
  freshGroup,
  isShared,
  plainTextParams,
  removeLines,
  removeWithCompanions,
  writableComponents,
} from './patch-lines.ts';
import { appendLabelled } from './patch-list.ts';

/** Those of RFC 6350; what follows says the street once more, part by part. */
const PLAIN_COMPONENTS = 7;

type AddressEdit = Edit & { property: 'addresses' };
type Parts = NonNullable<AddressEdit['value']>;

/** @param line the line that `edit.at` names; undefined for a new address or an index out of the list */
export function patchAddress(card: VCard, line: VCardLine | undefined, edit: AddressEdit): void {
  const label = cleanText(edit.label ?? '') || null;
  if (edit.at === null) {
    if (edit.value) appendAddress(card, label, edit.value);
  } else if (!line || !card.lines.includes(line)) return;
  else {
    // Told by the label that the address came with.
    const again = linesOfAddressAgain(card, line);
    const came = line.raw;
    if (edit.value !== null) {
      patchLabel(card, line, label);
      patchParts(card, line, edit.value);
    }
    if (edit.value === null || line.raw !== came) removeLines(card, again);
    if (edit.value === null) removeWithCompanions(card, line);
  }
}

/** Takes out the addresses among `lines` that edits have left without any part. */
export function removeEmptyAddresses(card: VCard, lines: VCardLine[]): void {
  for (const line of lines)
    if (card.lines.includes(line) && !hasAddress(line.components())) removeWithCompanions(card, line);
}

function patchParts(card: VCard, line: VCardLine, parts: Parts): void {
  const before = line.components();
  const pieces = writableComponents(line, PLAIN_COMPONENTS);
  let changed: AddressPart[] = [];
  for (const part of ADDRESS_PARTS) {
    if (!(part in parts)) continue;
    const value = cleanText(parts[part] ?? '');
    const current = part === 'street' ? streetOf(before) : cleanText(before[ADDRESS_COMPONENTS[part]] ?? '');
    if (value === current) continue;
    changed = [...changed, part];
    if (part === 'street') writeStreet(pieces, value, cleanText(before[EXTENDED_ADDRESS] ?? ''));
    else pieces[ADDRESS_COMPONENTS[part]] = escapeText(value);
  }
  if (changed.length === 0) return;
  const value = pieces.join(';');
  const params = withoutAddressAgain(plainTextParams(card, line.params, value));
  line.rewrite({ params, value }, card.lineEnd);
  if (changed.includes('country')) patchCountryCode(card, line, parts.country ?? '');
}

/**
 * An extended address that still ends the street stays in its own component. Street name, number and floor by themselves (RFC
 * 9554) say the former street.
 */
function writeStreet(pieces: string[], street: string, extended: string): void {
  const kept = extended !== '' && street.endsWith(`\n${extended}`);
  pieces[ADDRESS_COMPONENTS.street] = escapeText(kept ? street.slice(0, -extended.length - 1) : street);
  if (!kept) pieces[EXTENDED_ADDRESS] = '';
  pieces.fill('', PLAIN_COMPONENTS);
}

/** A wrong code is worse than none: iOS lays the address out by it. */
function patchCountryCode(card: VCard, line: VCardLine, country: string): void {
  const code = countryCodeFromName(country);
  patchCodeParam(card, line, code);
  const group = groupLines(card, line);
  if (isShared(group, line)) return;
  const lines = group.filter((other) => other.name === COUNTRY_CODE);
  if (!code) removeLines(card, lines);
  else for (const other of lines) other.rewrite({ value: code }, card.lineEnd);
}

/** RFC 8605 says the code in a parameter, in upper case. */
function patchCodeParam(card: VCard, line: VCardLine, code: string | null): void {
  if (line.paramValues(CODE_PARAM).length === 0) return;
  const params = line.params.filter(({ name }) => name !== CODE_PARAM);
  if (code) params.push(makeParam(CODE_PARAM, [code.toUpperCase()]));
  line.rewrite({ params }, card.lineEnd);
}

function appendAddress(card: VCard, label: string | null, parts: Parts): void {
  const pieces = writableComponents(undefined, PLAIN_COMPONENTS);
  for (const part of ADDRESS_PARTS)
    pieces[ADDRESS_COMPONENTS[part]] = escapeText(cleanText(parts[part] ?? ''));
  if (!pieces.some(Boolean)) return;
  const { types, abLabel } = writeLabel('ADR', label);
  const value = pieces.join(';');
  const code = countryCodeFromName(parts.country ?? '');
  const group = code ? freshGroup(card) : undefined;
  const params = plainTextParams(card, typeParams(card, types), value);
  appendLabelled(card, { name: 'ADR', params, value, ...(group && { group }) }, abLabel);
  if (code && group) appendLines(card, makeLine({ group, name: 'X-ABADR', value: code }, card.lineEnd));
}
