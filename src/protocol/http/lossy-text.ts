// Text that lost something on its way in is not well-formed, and stays so until somebody decides what to do about it: a byte
// of no character stands in it as the lone surrogate U+DC80–U+DCFF, anything else that cannot be had as U+DFFF. A U+FFFD that
// was sent is a character like others.
import { isUtf8 } from 'node:buffer';

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const WINDOWS_1252 = new TextDecoder('windows-1252');
const ESCAPED_BYTE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** Stands for what was there and cannot be had. */
export const LOST = '\udfff';

/** UTF-8 as text; every byte that is part of no character is kept as a lone surrogate. */
export function textOfUtf8(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return STRICT_UTF8.decode(bytes);
  let text = '';
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = sizeAt(bytes, at);
    if (size === 0) {
      text += STRICT_UTF8.decode(bytes.subarray(start, at)) + String.fromCharCode(0xdc00 + bytes[at]!);
      start = at + 1;
    }
    at += size || 1;
  }
  return text + STRICT_UTF8.decode(bytes.subarray(start));
}

/** How many of the last bytes may be the beginning of a character that goes on with the next chunk. */
export function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < leadSize(byte) ? back : 0;
  }
  return 0;
}

/**
 * The text as it can be shown and stored. Where bytes were of no character the whole of it is read as windows-1252, which old
 * address books write and any bytes are; what else is lost becomes U+FFFD. Unchanged where nothing was lost.
 */
export function shownText(text: string): string {
  if (text.isWellFormed()) return text;
  return isOfBytes(text) ? WINDOWS_1252.decode(bytesOf(text)).toWellFormed() : text.toWellFormed();
}

/** Whether bytes of no character are what was lost. */
export function isOfBytes(text: string): boolean {
  return text.search(ESCAPED_BYTE) >= 0;
}

/** For addresses: a byte of no character is written as the path of a URL spells it. */
export function percentBytes(text: string): string {
  return text
    .replace(ESCAPED_BYTE, (byte) => `%${(byte.charCodeAt(0) - 0xdc00).toString(16).toUpperCase()}`)
    .toWellFormed();
}

/** The bytes that `textOfUtf8` read. */
export function bytesOf(text: string): Uint8Array {
  const parts = text.split(/((?<![\ud800-\udbff])[\udc80-\udcff])/);
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 1 ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part, 'utf8'),
    ),
  );
}

const leadSize = (byte: number): number => (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);

/** Bytes of the character that begins at `at`; 0 where none does. */
function sizeAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const size = leadSize(lead);
  return lead >= 0xc2 && lead <= 0xf4 && at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size))
    ? size
    : 0;
}
