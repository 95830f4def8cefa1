// Edits written into a raw card, line by line. A line that no edit names is written back as it came.
import { type Edit, groupChange } from '../../../contact/contact.ts';
import { LISTS } from '../../../contact/properties/table.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { parseVCard, type VCard, writeVCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { Photo } from '../../provider.ts';
import { firstLine, valueLines } from '../card-lines.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { LIST_LINES, patchProperty } from '../properties/on-card.ts';
import { removeEmptyAddresses } from './patch-address.ts';
import { joinCategory, leaveCategory } from './patch-categories.ts';
import { patchDisplayName } from './patch-display-name.ts';
import { appendLines, removeLines } from './patch-lines.ts';
import { patchReadings } from './patch-readings.ts';

/**
 * The card after `edits`; its contact is then `applyEdits` of the contact it had. A text without a card stays as it is.
 *
 * @param photo the picture that an edit of the photo names
 * @throws when an edit names a picture and `photo` is not it: a mistake of the caller
 */
export function patchVCard(raw: string, edits: Edit[], photo?: Photo): string {
  return patchCard(raw, edits, { nameWanted: false, photo });
}

/** As `patchVCard`; `nameWanted` fills an empty FN even when no edit touches a name. */
export function patchCard(
  raw: string,
  edits: Edit[],
  { nameWanted, photo }: { nameWanted: boolean; photo: Photo | undefined },
): string {
  const card = parseVCard(raw);
  if (card.problem === 'no-card') return raw;
  // Indices mean the card as it came, whatever earlier edits do to it.
  const lines = new Map(LISTS.map((property) => [property, valueLines(card, LIST_LINES[property])]));
  for (const edit of edits) {
    if (edit.property === 'groups') {
      const { group, isIn } = groupChange(edit)!;
      (isIn ? joinCategory : leaveCategory)(card, group);
    } else if (edit.property === 'isCompany') patchCompanyFlag(card, edit.value);
    else {
      const line = 'at' in edit && edit.at !== null ? lines.get(edit.property)![edit.at] : undefined;
      patchProperty(card, edit, { line, photo });
    }
  }
  removeEmptyAddresses(card, lines.get('addresses')!);
  patchDisplayName(card, raw, edits, nameWanted);
  patchReadings(card, contactFromVCard(raw).contact, edits);
  return writeVCard(card);
}

/** Apple's X-ABShowAs; vCard 4.0 says it in KIND. */
function patchCompanyFlag(card: VCard, isCompany: boolean): void {
  const flags = card.lines.filter((line) =>
    line.name === 'X-ABSHOWAS'
      ? /^company$/i.test(line.value.trim())
      : /^(X-ADDRESSBOOKSERVER-)?KIND$/.test(line.name) && /^org(anization)?$/i.test(line.value.trim()),
  );
  if (!isCompany) removeLines(card, flags);
  else if (flags.length > 0) return;
  else if (card.version === '4.0') {
    const kind = firstLine(card, 'KIND');
    if (kind) kind.rewrite({ value: 'org' }, card.lineEnd);
    else appendLines(card, makeLine({ name: 'KIND', value: 'org' }, card.lineEnd));
  } else appendLines(card, makeLine({ name: 'X-ABShowAs', value: 'COMPANY' }, card.lineEnd));
}
