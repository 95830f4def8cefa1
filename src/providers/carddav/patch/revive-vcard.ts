// A card that comes back from the trash: everything it held, with the present values, under a new identity.
import type { Edit } from '../../contact/contact.ts';
import { parseVCard, writeVCard } from '../../protocol/vcard/parse-vcard.ts';
import { VCardLine } from '../../protocol/vcard/vcard-line.ts';
import { contactFromVCard } from './contact-from-vcard.ts';
import { newVCard } from './new-vcard.ts';
import { appendLines } from './patch-lines.ts';
import { patchVCard } from './patch-vcard.ts';

/** `edits` refer to the template's own values. A new card when `template` is not one readable card. */
export function reviveVCard(template: string, marker: string, edits: Edit[]): string {
  const { readOnly, isGroup } = contactFromVCard(template);
  if (readOnly || isGroup)
    return newVCard(
      marker,
      edits.map((edit) => ('at' in edit ? { ...edit, at: null } : edit)),
    );
  const card = parseVCard(patchVCard(template, edits));
  const uid = new VCardLine(`UID:${marker}${card.lineEnd}`);
  const at = card.lines.findIndex((line) => line.name === 'UID');
  if (at < 0) appendLines(card, uid);
  else card.lines[at] = uid;
  return writeVCard(card);
}
