// The text of a file of unknown origin: one rule for CSV, vCard and JSON.
import { type RemarkCode, unreadable } from './remark.ts';

export interface Decoded {
  text: string;
  encoding: string;
}

/** Bytes that windows-1252 has no character for; a file in another old encoding nearly always has one of them. */
const UNDEFINED_IN_1252 = /[\x81\x8d\x8f\x90\x9d]/;
/** A character of more than one byte in UTF-8, one byte a char. */
const MULTIBYTE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;
/** A character of UTF-8 whose end is missing. A lone lead of three or four bytes is a letter like é or ò instead. */
const CUT_OFF = /(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})$/;

/**
 * UTF-16 and UTF-8 by their marks, UTF-16 without one by where its NULs stand, UTF-8 where it is valid, else windows-1252;
 * or `wanted`, whatever the bytes look like.
 *
 * @throws AppError 'unreadable-file' naming the place that cannot be read
 */
export function decodeFile(bytes: Uint8Array, wanted: string | null = null): Decoded {
  if (wanted !== null) return decodeAs(bytes, wanted);
  const container = containerOf(bytes);
  if (container) throw unreadable(container);
  const utf16 = utf16Of(bytes);
  if (utf16) return decodeAs(bytes, utf16);
  const damaged = placeOfNul(bytes);
  if (damaged !== null) throw unreadable('file-has-nul', placeOf(bytes, damaged));
  if (isUtf8(bytes)) return decodeAs(bytes, 'utf-8');
  return oldWindows(bytes);
}

function oldWindows(bytes: Uint8Array): Decoded {
  const binary = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const whole = binary.match(MULTIBYTE)?.length ?? 0;
  const left = binary.replace(MULTIBYTE, '');
  const broken = left.match(/[\x80-\xff]/g)?.length ?? 0;
  const isMarked = binary.startsWith('\xef\xbb\xbf');
  if (isMarked || whole > broken || (broken === (CUT_OFF.exec(left)?.[0].length ?? 0) && broken > 0))
    throw unreadable('file-damaged', placeOf(bytes, firstNotUtf8(bytes)));
  const undefinedAt = binary.search(UNDEFINED_IN_1252);
  if (undefinedAt >= 0) throw unreadable('encoding-not-found', placeOf(bytes, undefinedAt));
  return decodeAs(bytes, 'windows-1252');
}

/** @throws AppError 'unreadable-file' for an encoding nobody knows, and for bytes that are not in it */
function decodeAs(bytes: Uint8Array, wanted: string): Decoded {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(wanted, { fatal: true });
  } catch {
    throw unreadable('encoding-unknown', { encoding: wanted });
  }
  const { encoding } = decoder;
  try {
    return { text: decoder.decode(bytes), encoding };
  } catch {
    const at = firstFault(bytes, encoding);
    throw unreadable('encoding-wrong', { encoding, ...placeOf(bytes, at) });
  }
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const firstNotUtf8 = (bytes: Uint8Array): number => firstFault(bytes, 'utf-8');

/** Where the character begins that cannot be read: behind the longest beginning that can, found by halving. */
function firstFault(bytes: Uint8Array, encoding: string): number {
  const reads = (end: number, stream: boolean): boolean => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (reads(middle, true)) good = middle;
    else bad = middle;
  }
  while (good > 0 && !reads(good, false)) good -= 1;
  return good;
}

/** Line and byte as an editor counts them. UTF-16 counts two bytes a character. */
function placeOf(bytes: Uint8Array, at: number): { line: number; byte: number } {
  let [line, start] = [1, 0];
  for (let index = 0; index < at; index += 1) {
    const isEnd =
      bytes[index] === 0x0a ||
      (bytes[index] === 0x0d && bytes[index + 1] !== 0x0a && bytes[index + 2] !== 0x0a);
    if (isEnd) [line, start] = [line + 1, index + 1];
  }
  return { line, byte: at - start + 1 };
}

/** By its mark, or by its NULs: most characters of a file of contacts are below U+0100. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  const seen = Math.min(bytes.length, 65_536);
  for (let at = 0; at < seen; at += 1) if (bytes[at] === 0) nuls[at % 2]! += 1;
  const [even, odd] = nuls as [number, number];
  // Delimiters and line ends alone make a tenth, in any script.
  const least = seen / 20;
  if (odd >= least && odd > even * 4) return 'utf-16le';
  if (even >= least && even > odd * 4) return 'utf-16be';
  return null;
}

function placeOfNul(bytes: Uint8Array): number | null {
  const at = bytes.indexOf(0);
  return at < 0 ? null : at;
}

const CONTAINERS: [beginning: string, code: RemarkCode][] = [
  ['PK\x03\x04', 'file-is-zip'],
  ['\xd0\xcf\x11\xe0', 'file-is-xls'],
  ['\x1f\x8b', 'file-is-gzip'],
  ['%PDF-', 'file-is-pdf'],
  ['bplist00', 'file-is-plist'],
  ['!BDN', 'file-is-pst'],
];

function containerOf(bytes: Uint8Array): RemarkCode | null {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return CONTAINERS.find(([beginning]) => start.startsWith(beginning))?.[1] ?? null;
}
