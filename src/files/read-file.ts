// A file of contacts as entries, whatever wrote it.
import { AppError } from '../errors.ts';
import { decodeVCardFile } from '../protocol/vcard/decode-file.ts';
import { cardEntries } from './card-entries.ts';
import { csvEntries } from './csv-entries.ts';
import type { DateOrder } from './dates.ts';
import { decodeFile } from './encoding.ts';
import type { FileContent, Format } from './entry.ts';
import { jsonEntries } from './json-entries.ts';

export interface ReadOptions {
  /** Null: by its content. */
  format: Format | null;
  /** Null: as the bytes show. */
  encoding: string | null;
  /** Null: as the dates of a column show. */
  dates: DateOrder | null;
}

/**
 * Every entry of a file by its number. `fieldKeys` are the keys of all fields there are.
 *
 * @throws AppError 'unreadable-file' where nobody can tell the entries apart
 */
export function readFile(bytes: Uint8Array, fieldKeys: Set<string>, options: ReadOptions): FileContent {
  const { text: decoded, encoding } = decodeFile(bytes, options.encoding);
  const format = options.format ?? formatOf(decoded);
  // Cards may name a character set of their own line by line.
  const text =
    format === 'vcf' && encoding === 'windows-1252' && !options.encoding ? decodeVCardFile(bytes) : decoded;
  if (text.trim() === '') throw new AppError('unreadable-file', 'This file is empty.');
  const told = { format, encoding, writer: null, delimiter: null, columns: [], emptyLines: [] };
  if (format === 'vcf') return { ...told, entries: cardEntries(text, options.dates) };
  if (format === 'json') return { ...told, entries: jsonEntries(text) };
  return { ...told, ...csvEntries(text, fieldKeys, options.dates) };
}

function formatOf(text: string): Format {
  const start = text.trimStart().slice(0, 200);
  if (/^BEGIN\s*:\s*VCARD/i.test(start)) return 'vcf';
  return /^[[{]/.test(start) ? 'json' : 'csv';
}
