import { createHash } from 'node:crypto';
import { invalidArgument } from '../api-error.ts';
import type { Entry } from './fields.ts';
import type { Snapshot, StoredPhoto } from './snapshot.ts';

/** `/photos/<id>/<version>=s100`: another picture has another address. */
export const photoPath = /^\/photos\/(\d+)\/(\w+?)(?:=s[\w-]+)?$/;

/** The picture, or the monogram that Google draws where there is none. */
export function photosOf(contact: Snapshot, source: Entry, origin: string): Entry[] {
  const url = `${origin}/photos/${contact.id}/${contact.photo?.version ?? 'monogram'}=s100`;
  return [{ metadata: { primary: true, source }, url, ...(contact.photo ? {} : { default: true }) }];
}

/** @throws ApiError when the text is no JPEG or PNG in base64 */
export function photoFromBase64(text: unknown): StoredPhoto {
  if (typeof text !== 'string' || text === '') throw invalidArgument();
  return photoFromBytes(Buffer.from(text, 'base64'));
}

/** @throws ApiError when the bytes are no JPEG or PNG */
export function photoFromBytes(bytes: Buffer): StoredPhoto {
  const isPng = bytes.subarray(0, 4).equals(Buffer.from('\u0089PNG', 'latin1'));
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isPng && !isJpeg) throw invalidArgument();
  const version = createHash('sha1').update(bytes).digest('hex').slice(0, 16);
  return { bytes: () => bytes, version, type: isPng ? 'image/png' : 'image/jpeg' };
}
