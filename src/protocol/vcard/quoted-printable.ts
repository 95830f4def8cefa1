// Quoted-printable values of vCard 2.1 (and of writers that kept it in 3.0), in the character set the line names.
import { decodeBytes } from './decode-bytes.ts';

/** The decoded text; what is no valid escape stays as it stands. Soft breaks are gone by now: they are folds. */
export function decodeQuotedPrintable(value: string, charset: string | null): string {
  // Runs of escapes are decoded together: a character of several bytes is several escapes.
  return value.replace(/(?:=[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('='), (hex) => Number.parseInt(hex, 16));
    return decodeBytes(bytes, charset);
  });
}
