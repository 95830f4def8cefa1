// What tells one picture from another. Pure.
import { createHash } from 'node:crypto';

/** Identity of a picture by its bytes: the same bytes are the same picture, wherever they come from. */
export function photoId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
