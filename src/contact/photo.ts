// What tells one picture from another. Pure.
import { createHash } from 'node:crypto';

/** Identity of a picture by its bytes: the same bytes are the same picture, wherever they come from. */
export function photoId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** First bytes of the formats that browsers show; what is claimed of a picture is often wrong. */
const SIGNATURES: [type: string, test: (bytes: Uint8Array) => boolean][] = [
  ['image/jpeg', (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff])],
  ['image/png', (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/gif', (bytes) => startsWith(bytes, [0x47, 0x49, 0x46, 0x38])],
  ['image/bmp', (bytes) => startsWith(bytes, [0x42, 0x4d])],
  [
    'image/webp',
    (bytes) =>
      startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]),
  ],
];

/** The type that the bytes themselves show; null when they are no picture. */
export function pictureType(bytes: Uint8Array): string | null {
  return SIGNATURES.find(([, test]) => test(bytes))?.[0] ?? null;
}

export const MOST_PHOTO_BYTES = 5_000_000;

/** A picture in base64 with the type that its bytes show; null for what is none, or too large. */
export function pictureFrom(base64: string): { type: string; bytes: Uint8Array } | null {
  if (base64.length > (MOST_PHOTO_BYTES * 4) / 3) return null;
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const type = pictureType(bytes);
  return type === null ? null : { type, bytes };
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
