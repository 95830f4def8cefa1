// A card that we create. Version 3.0 on every wire: iCloud refuses 4.0, which is for files alone.
import type { Edit } from '../../../contact/contact.ts';
import type { Photo } from '../../provider.ts';
import { patchCard } from './patch-vcard.ts';

/** Short on purpose: iCloud answered 403 to cards whose PRODID line was folded. */
const PRODID = '-//Rubrica//Rubrica 1.0//EN';

export type NewVersion = '3.0' | '4.0';

/**
 * A card with `marker` as its UID, N of five parts and an FN that is never empty.
 *
 * @param photo the picture that an edit of the photo names
 * @throws when the marker is no UUID: it stands in the card and in its address
 */
export function newVCard(marker: string, edits: Edit[], photo?: Photo, version: NewVersion = '3.0'): string {
  if (!/^[0-9A-F-]{36}$/i.test(marker)) throw new Error('a new card needs a UUID as its marker');
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    `PRODID:${PRODID}`,
    'N:;;;;',
    'FN:',
    // RFC 6350 6.7.6: an address.
    `UID:${version === '4.0' ? `urn:uuid:${marker.toLowerCase()}` : marker}`,
    'END:VCARD',
    '',
  ];
  return patchCard(lines.join('\r\n'), edits, { nameWanted: true, photo });
}
