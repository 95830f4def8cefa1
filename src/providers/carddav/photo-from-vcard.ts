// The photo of a card: what the card itself carries, or where it says that it lies.
import { photoId, pictureFrom } from '../../contact/photo.ts';
import { parseVCard } from '../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../protocol/vcard/vcard-line.ts';
import type { Photo } from '../provider.ts';

/** The first inline picture of the card with the type its own bytes show; null for none, an address, or no picture. */
export function photoFromVCard(raw: string): Photo | null {
  for (const line of parseVCard(raw).lines) {
    if (line.name !== 'PHOTO') continue;
    const base64 = inlineBase64(line);
    const photo = base64 === null ? null : pictureFrom(base64);
    if (photo) return photo;
  }
  return null;
}

/** Which picture a PHOTO line stands for (`Contact.photo`): by its bytes, or by the address it names. */
export function photoOfLine(line: VCardLine): string | null {
  const base64 = inlineBase64(line);
  if (base64 === null) return line.value.trim() || null;
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return bytes.length > 0 ? photoId(bytes) : null;
}

/** Whether the picture lies elsewhere: the line holds its address. */
export function isPhotoAddress(line: VCardLine): boolean {
  return inlineBase64(line) === null && line.value.trim() !== '';
}

/** Where the first picture of the card lies, when it is not in the card; null otherwise. */
export function addressOfPhoto(raw: string): string | null {
  const line = parseVCard(raw).lines.find(({ name, value }) => name === 'PHOTO' && value.trim() !== '');
  return line && isPhotoAddress(line) ? line.value.trim() : null;
}

/** Whether a `data:` address has lost what comes after its comma: no picture, and nothing to be written back. */
export function hasCutData(raw: string): boolean {
  if (!/:\s*data:/i.test(raw)) return false;
  return parseVCard(raw).lines.some(({ name, value }) => name !== '' && /^\s*data:[^,]*$/i.test(value));
}

/** What stands for the bytes of the picture; null for an address. */
function inlineBase64(line: VCardLine): string | null {
  // vCard 4.0; some writers escape the comma (`base64\,`).
  const data = /^\s*data:[^,]*;base64\\?,/i.exec(line.value);
  if (data) return line.value.slice(data[0].length);
  return /^\s*[a-z][a-z0-9+.-]*:/i.test(line.value) ? null : line.value;
}
