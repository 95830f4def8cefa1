// How a name is read, or sorted, says nothing of another name: it goes with the one it was of.
import type { Contact, Edit } from '../../../contact/contact.ts';
import { heldAt } from '../../../contact/properties/single.ts';
import { type PlaceName, placeName } from '../../../contact/properties/table.ts';
import { isOtherName } from '../../../contact/text.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { firstLine } from '../card-lines.ts';
import { removeWithCompanions } from './patch-lines.ts';

const READINGS: [names: RegExp, of: PlaceName[]][] = [
  [/^X-(?:PHONETIC|PRONUNCIATION)-LAST-NAME$/, ['name.family']],
  [/^X-(?:PHONETIC|PRONUNCIATION)-FIRST-NAME$/, ['name.given']],
  [/^X-(?:PHONETIC|PRONUNCIATION)-MIDDLE-NAME$/, ['name.middle']],
  [/^X-(?:PHONETIC|PRONUNCIATION)-(?:ORG|ORGANIZATION|COMPANY)(?:-NAME)?$/, ['organization.name']],
  [/^SORT-STRING$/, ['name.family', 'name.given']],
];
/** Lines that carry how they are sorted (RFC 6350 5.9). */
const SORTED: [name: string, of: PlaceName[]][] = [
  ['N', ['name.family', 'name.given']],
  ['ORG', ['organization.name']],
];

/** @param before the contact that the edits are of */
export function patchReadings(card: VCard, before: Contact, edits: Edit[]): void {
  const renamed = new Set(
    edits.flatMap((edit) => {
      if (edit.property !== 'name' && edit.property !== 'organization') return [];
      return isOtherName(String(heldAt(before, edit) ?? ''), edit.value ?? '') ? [placeName(edit)] : [];
    }),
  );
  if (renamed.size === 0) return;
  const isGone = (of: PlaceName[]): boolean => of.some((place) => renamed.has(place));
  for (const line of [...card.lines])
    if (READINGS.some(([names, of]) => names.test(line.name) && isGone(of))) removeWithCompanions(card, line);
  for (const [name, of] of SORTED) {
    const line = isGone(of) ? firstLine(card, name) : undefined;
    const params = line?.params.filter((param) => param.name !== 'SORT-AS') ?? [];
    if (line && params.length < line.params.length) line.rewrite({ params }, card.lineEnd);
  }
}
