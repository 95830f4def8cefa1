// Quoted-printable values of vCard 2.1 (and of writers that kept it in 3.0), in the character set the line names.
import { decodeBytes, isDeclaredText } from './decode-bytes.ts';

/** The decoded text; what is no valid escape stays as it stands. Soft breaks are gone by now: they are folds. */
export function decodeQuotedPrintable(value: string, charset: string | null): string {
  // Runs of escapes are decoded together: a character of several bytes is several escapes.
  return value.replace(ESCAPES, (run) => decodeBytes(bytesOf(run), charset));
}

/** Whether nothing in it is guessed: every escape is one, and every run of them is text in the character set. */
export function isWholeQuotedPrintable(value: string, charset: string | null): boolean {
  if (/=(?![0-9A-Fa-f]{2}|$)/.test(value)) return false;
  return [...value.matchAll(ESCAPES)].every(([run]) => {
    const bytes = bytesOf(run);
    return !bytes.includes(0) && isDeclaredText(bytes, charset);
  });
}

const ESCAPES = /(?:=[0-9A-Fa-f]{2})+/g;

function bytesOf(run: string): Uint8Array {
  return Uint8Array.from(run.slice(1).split('='), (hex) => Number.parseInt(hex, 16));
}
