// Bytes to text where nobody is sure of the character set.
import { isUtf8 } from 'node:buffer';

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });
const WINDOWS_1252 = new TextDecoder('windows-1252');

/** The named character set if it is known and fits, else UTF-8, else windows-1252, which any byte sequence is. */
export function decodeBytes(bytes: Uint8Array, charset: string | null = null): string {
  if (charset && !/^utf-?8$/i.test(charset)) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // An unknown name, or a name the writer did not keep to.
    }
  }
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return WINDOWS_1252.decode(bytes);
  }
}

/** Whether `decodeBytes` guesses nothing: the bytes are text in the character set that is named, UTF-8 where none is. */
export function isDeclaredText(bytes: Uint8Array, charset: string | null = null): boolean {
  if (!charset || /^utf-?8$/i.test(charset)) return isUtf8(bytes);
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return bytes.every((byte) => byte < 0x80);
  }
}
