// FN follows the name it was made from. One that somebody wrote by hand stays.
import { type Contact, type Edit, NAME_PARTS, type NamePart } from '../../../contact/contact.ts';
import { applyEdits } from '../../../contact/edit.ts';
import { composeName, displayName } from '../../../contact/name.ts';
import { cleanText } from '../../../contact/text.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import { firstLine } from '../card-lines.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { appendLines, plainTextParams } from './patch-lines.ts';

/** The ways other programs make FN of N. */
const NAME_ORDERS: (readonly NamePart[])[] = [
  NAME_PARTS,
  ['given', 'middle', 'family'],
  ['given', 'family'],
  ['family', 'given'],
  ['family', 'given', 'middle'],
];

/** FN of a card whose every name was taken away: FN may not be empty (RFC 6350 6.2.1). */
const NO_NAME = '(no name)';

/** @param before the card as it came */
export function patchDisplayName(card: VCard, before: string, edits: Edit[], wanted: boolean): void {
  const renamed = edits.some(
    (edit) =>
      edit.property === 'name' ||
      edit.property === 'isCompany' ||
      (edit.property === 'organization' && edit.part === 'name'),
  );
  if (!renamed && !wanted) return;
  const line = firstLine(card, 'FN');
  const current = cleanText(line?.text() ?? '');
  const contact = contactFromVCard(before).contact;
  const value = displayAfter(current, contact, applyEdits(contact, edits));
  if (value === current) return;
  if (line)
    line.rewrite(
      { params: plainTextParams(card, line.params, value), value: escapeText(value) },
      card.lineEnd,
    );
  else
    appendLines(
      card,
      makeLine(
        { name: 'FN', params: plainTextParams(card, [], value), value: escapeText(value) },
        card.lineEnd,
      ),
    );
}

function displayAfter(current: string, before: Contact, after: Contact): string {
  const order = NAME_ORDERS.find((parts) => composeName(before.name, parts) === current.replace(/\s+/g, ' '));
  const isDerived =
    current === '' || order !== undefined || current === before.organization.name || current === NO_NAME;
  if (!isDerived) return current;
  const person = composeName(after.name, order ?? NAME_PARTS);
  const organization = after.organization.name ?? '';
  const name = after.isCompany ? organization || person : person || organization;
  return name || displayName({ ...after, name: {} }) || NO_NAME;
}
