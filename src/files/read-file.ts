// A file of contacts as entries, whatever wrote it.
import { AppError } from '../errors.ts';
import { decodeVCardFile } from '../protocol/vcard/decode-file.ts';
import { cardEntries } from './card-entries.ts';
import type { DateOrder, Format } from './codes.ts';
import { csvEntries } from './csv-entries.ts';
import { decodeFile, isUtf8 } from './encoding.ts';
import type { Entry, FileContent } from './entry.ts';
import type { ColumnChoice } from './heads/choice.ts';
import type { FieldHeads } from './heads/find-targets.ts';
import { jsonEntries } from './json-entries.ts';
import { unreadable } from './remark.ts';

export interface ReadOptions {
  /** Null: by its content. */
  format: Format | null;
  /** Null: as the bytes show. */
  encoding: string | null;
  /** Null: as the dates of a column show. */
  dates: DateOrder | null;
  /** Of a table: what a person chose for each column. Absent: as its heads say, and one of them has to be known. */
  mapping?: ColumnChoice[] | null;
}

/**
 * Several files as one, their entries numbered through: phones write a file for every card. A table comes alone, for its columns
 * are its own.
 *
 * @throws AppError 'unreadable-file', 'several-tables'
 */
export function readFiles(files: Uint8Array[], fields: FieldHeads, options: ReadOptions): FileContent {
  const read = files.map((bytes) => readFile(bytes, fields, options));
  const [first] = read;
  if (!first) throw unreadable('file-empty');
  if (read.length > 1 && read.some(({ format }) => format === 'csv')) throw new AppError('several-tables');
  const entries: Entry[] = [];
  const starts = read.map((one) => {
    const start = entries.length + 1;
    for (const entry of one.entries) {
      entry.row = entries.length + 1;
      entries.push(entry);
    }
    return start;
  });
  return { ...first, entries, starts };
}

/**
 * Every entry of a file by its number. `fields` are all there are.
 *
 * @throws AppError 'unreadable-file' where nobody can tell the entries apart
 */
export function readFile(bytes: Uint8Array, fields: FieldHeads, options: ReadOptions): FileContent {
  const told = { writer: null, delimiter: null, columns: [], emptyLines: [], starts: [1] };
  if (options.encoding === null && isMixed(bytes, options.format)) {
    const entries = cardEntries(decodeVCardFile(bytes), options.dates, true);
    return { ...told, format: 'vcf', encoding: 'windows-1252', entries };
  }
  const { text, encoding } = decodeFile(bytes, options.encoding);
  if (text.trim() === '') throw unreadable('file-empty');
  const format = options.format ?? formatOf(text);
  if (format === 'vcf')
    return { ...told, format, encoding, entries: cardEntries(text, options.dates, false) };
  if (format === 'json') return { ...told, format, encoding, entries: jsonEntries(text) };
  return { ...told, format, encoding, ...csvEntries(text, fields, options.dates, options.mapping) };
}

/** Cards of one byte a character: each of their lines may be in a character set of its own, and name it. */
function isMixed(bytes: Uint8Array, format: Format | null): boolean {
  const start = Buffer.from(bytes.subarray(0, 200))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const isCards = format === 'vcf' || (format === null && formatOf(start) === 'vcf');
  return isCards && !isUtf8(bytes) && !bytes.includes(0);
}

function formatOf(text: string): Format {
  const start = text.trimStart().slice(0, 200);
  if (/^BEGIN ?: ?VCARD/i.test(start)) return 'vcf';
  return /^[[{]/.test(start) ? 'json' : 'csv';
}
