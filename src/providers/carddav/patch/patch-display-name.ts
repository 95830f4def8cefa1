// FN follows the name it was made from, in the form and order that it has. One that says none of it stays.
import type { Edit } from '../../../contact/contact.ts';
import { applyEdits } from '../../../contact/edit.ts';
import { isRename, renamed } from '../../../contact/properties/renamed.ts';
import { cleanText } from '../../../contact/text.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { parseVCard, type VCard, writeVCard } from '../../../protocol/vcard/parse-vcard.ts';
import { escapeText } from '../../../protocol/vcard/text-value.ts';
import { firstLine } from '../card-lines.ts';
import { contactFromVCard, NO_NAME } from '../contact-from-vcard.ts';
import { appendLines, plainTextParams } from './patch-lines.ts';

/** @param before the card as it came */
export function patchDisplayName(card: VCard, before: string, edits: Edit[], wanted: boolean): void {
  if (!edits.some(isRename) && !wanted) return;
  const line = firstLine(card, 'FN');
  const current = cleanText(line?.text() ?? '');
  const contact = contactFromVCard(before).contact;
  const whole = current === NO_NAME ? '' : current;
  const value = renamed(whole, contact, applyEdits(contact, edits)) || NO_NAME;
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

/** A card of version 3 has N, however empty (RFC 2426 3.1.2); one that has it, or needs none, stays as it is. */
export function withEmptyName(raw: string): string {
  const card = parseVCard(raw);
  if (card.version !== '3.0' || firstLine(card, 'N')) return raw;
  appendLines(card, makeLine({ name: 'N', value: ';;;;' }, card.lineEnd));
  return writeVCard(card);
}
