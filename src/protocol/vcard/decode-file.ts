// A .vcf file of unknown origin as text: byte order marks, UTF-16, old Windows files, folds inside a character.
import { decodeBytes } from './decode-bytes.ts';

/** A fold between the bytes of one UTF-8 character: writers that count bytes make them. `text` is one char per byte. */
const FOLD_IN_CHARACTER = /([\xc2-\xf4][\x80-\xbf]{0,2})\r?\n[ \t](?=[\x80-\xbf])/g;
const CHARSET = /^[^:\r\n]*;CHARSET="?([\w.:-]+)"?[;:]/i;

/** The text of a vCard file. Never fails: what is not Unicode is read in the line's CHARSET or as windows-1252. */
export function decodeVCardFile(bytes: Uint8Array): string {
  const utf16 = utf16Encoding(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const binary = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    return splitLines(binary.replace(/^\xef\xbb\xbf/, '').replace(FOLD_IN_CHARACTER, '$1'))
      .map((line) => decodeBytes(Buffer.from(line, 'latin1'), CHARSET.exec(line)?.[1] ?? null))
      .join('');
  }
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  // Without a mark, the first letter of BEGIN shows the byte order.
  if ((first === 0xff && second === 0xfe) || (first === 0x42 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x42)) return 'utf-16be';
  return null;
}

/** Logical lines, folds and line ends kept. */
function splitLines(binary: string): string[] {
  return binary.split(/(?<=\n)(?![ \t])/);
}
