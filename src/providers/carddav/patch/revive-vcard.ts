// A card that comes back from the trash: everything it held, with the present values, under a new identity.
import type { Edit } from '../../../contact/contact.ts';
import { parseVCard, writeVCard } from '../../../protocol/vcard/parse-vcard.ts';
import { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import type { Photo } from '../../provider.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { newVCard } from './new-vcard.ts';
import { appendLines } from './patch-lines.ts';
import { hasPhotoElsewhere, putPhoto } from './patch-photo.ts';
import { patchVCard } from './patch-vcard.ts';

/**
 * `edits` refer to the template's own values. A new card when `template` is not one readable card.
 *
 * @param photo the picture that an edit of the photo names, or the one that the template has only the address of: what
 *   lay there was the deleted card's
 */
export function reviveVCard(template: string, marker: string, edits: Edit[], photo?: Photo): string {
  const { loss, isGroup } = contactFromVCard(template);
  if (loss !== null || isGroup)
    return newVCard(
      marker,
      edits.map((edit) => ('at' in edit ? { ...edit, at: null } : edit)),
      photo,
    );
  const card = parseVCard(patchVCard(template, edits, photo));
  const uid = new VCardLine(`UID:${marker}${card.lineEnd}`);
  const at = card.lines.findIndex((line) => line.name === 'UID');
  if (at < 0) appendLines(card, uid);
  else card.lines[at] = uid;
  if (photo && hasPhotoElsewhere(card)) putPhoto(card, photo);
  return writeVCard(card);
}
