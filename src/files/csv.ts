// Comma-separated values as RFC 4180 has them, and as spreadsheets write them. The apostrophe that keeps a value from being run
// as a formula (write-csv.ts) is taken away again: what was exported comes back as it was.
import { type CsvError, type Options, parse } from 'csv-parse/sync';
import { type Remark, remark, unreadable } from './remark.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** Rows that show how a file is divided. */
const SAMPLE = 20;

export interface CsvRow {
  /** Where it begins. */
  line: number;
  values: string[];
  /** What is wrong with it; its values are not to be believed then. */
  fault: Remark | null;
}

export interface Csv {
  delimiter: string;
  rows: CsvRow[];
  /** The last row ends where the file ends: it may be cut off. */
  open: boolean;
}

/**
 * Every row, also those that hold nothing. Line ends of all three kinds are read, within values they become line feeds.
 *
 * @throws AppError 'unreadable-file' where a quote has no end: nobody knows then which rows it swallowed
 */
export function readCsv(text: string): Csv {
  const whole = text.replace(/\r\n?/g, '\n');
  const declared = /^sep=(.)\n/.exec(whole)?.[1];
  const body = declared ? whole.slice('sep=;\n'.length) : whole;
  const before = declared ? 1 : 0;
  const delimiter = declared ?? delimiterOf(body);
  const rows: CsvRow[] = [];
  parse(body, {
    ...options(delimiter),
    info: true,
    raw: true,
    skip_records_with_error: true,
    on_record: (values: unknown, { lines }) => {
      const cells = (values as { record: string[] }).record;
      rows.push({ line: lines + before - linesIn(cells), values: cells.map(withoutMark), fault: null });
      return null;
    },
    on_skip: (error, raw = '') => {
      const row = faulty(error!, raw, body, delimiter, before);
      // A row is told once, however many quotes it has.
      if (rows.at(-1)?.line !== row.line) rows.push(row);
      return undefined;
    },
  });
  return { delimiter, rows, open: !body.endsWith('\n') };
}

const options = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: '\n',
  relax_column_count: true,
  // `"Ada", "Rossi"`; of tabs every one counts.
  trim: delimiter !== '\t',
});

const linesIn = (cells: string[]): number =>
  cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);

const withoutMark = (value: string): string => (/^'+[=+\-@\t\r]/.test(value) ? value.slice(1) : value);

/** A quote inside an unquoted value spoils its row; one that is not closed, or not where it should, the file. */
function faulty(error: CsvError, raw: string, body: string, delimiter: string, before: number): CsvRow {
  const line = Number(error.lines) + before;
  if (error.code !== 'INVALID_OPENING_QUOTE') {
    const opens = openingLine(body, delimiter) + before;
    throw line > opens
      ? unreadable('quote-not-closed-up-to', { line: opens, end: line })
      : unreadable('quote-not-closed', { line: opens });
  }
  return {
    line: line - linesIn([raw]),
    values: [],
    fault: remark('quote-in-value', { line }),
  };
}

/** The line of the first quote that is not closed before the end of a value. */
function openingLine(body: string, delimiter: string): number {
  const ends = new Set([delimiter, '\n', undefined]);
  let [line, opens, isOpen, isStart] = [1, 1, false, true];
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]!;
    if (sign === '\n') line += 1;
    if (isOpen && sign === '"') {
      if (body[at + 1] === '"') at += 1;
      else if (ends.has(nextSign(body, at + 1))) [isOpen, isStart] = [false, false];
      else return opens;
    } else if (!isOpen && sign === '"' && isStart) [isOpen, opens] = [true, line];
    else if (!isOpen && sign !== ' ') isStart = ends.has(sign);
  }
  return opens;
}

function nextSign(body: string, from: number): string | undefined {
  let at = from;
  while (body[at] === ' ') at += 1;
  return body[at];
}

/** The one that divides the head into most columns; of two, the one that divides the rows after it alike. */
function delimiterOf(body: string): string {
  let best = { delimiter: ',', columns: 1, alike: -1 };
  for (const delimiter of DELIMITERS) {
    const rows = sampleOf(body, delimiter).filter((row) => row.some(Boolean));
    const columns = rows[0]?.length ?? 0;
    const alike = rows.filter((row) => row.length === columns).length;
    if (columns > best.columns || (columns === best.columns && columns > 1 && alike > best.alike))
      best = { delimiter, columns, alike };
  }
  return best.delimiter;
}

function sampleOf(body: string, delimiter: string): string[][] {
  try {
    return parse(body, {
      ...options(delimiter),
      to: SAMPLE,
      skip_records_with_error: true,
      on_skip: (error) => {
        if (error?.code !== 'INVALID_OPENING_QUOTE') throw error;
        return undefined;
      },
    }) as unknown as string[][];
  } catch {
    // Not closed by this division, or by none: the signs between columns are told by what stands outside of quotes.
    const [first = ''] = body.trimStart().split('\n', 1);
    return [first.replace(/"[^"]*"/g, '""').split(delimiter)];
  }
}
