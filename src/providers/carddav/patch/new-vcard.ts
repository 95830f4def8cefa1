// A card that we create. Version 3.0 on every wire: iCloud refuses 4.0.
import type { Edit } from '../../../contact/contact.ts';
import type { Photo } from '../../provider.ts';
import { patchCard } from './patch-vcard.ts';

/** Short on purpose: iCloud answered 403 to cards whose PRODID line was folded. */
const PRODID = '-//Rubrica//Rubrica 1.0//EN';

/**
 * A card with `marker` as its UID, N of five parts and an FN that is never empty.
 *
 * @param photo the picture that an edit of the photo names
 * @throws when the marker is no UUID: it stands in the card and in its address
 */
export function newVCard(marker: string, edits: Edit[], photo?: Photo): string {
  if (!/^[0-9A-F-]{36}$/i.test(marker)) throw new Error('a new card needs a UUID as its marker');
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `PRODID:${PRODID}`,
    'N:;;;;',
    'FN:',
    `UID:${marker}`,
    'END:VCARD',
    '',
  ];
  return patchCard(lines.join('\r\n'), edits, { nameWanted: true, photo });
}
