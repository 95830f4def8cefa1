// The entries of a CSV file: its first row names the columns.
import { emptyContact } from '../contact/contact.ts';
import { isDate } from '../contact/properties/table.ts';
import { cleanText } from '../contact/text.ts';
import { AppError } from '../errors.ts';
import { KINDS } from '../fields/field.ts';
import { aside, type Cell, contactOfRow } from './contact-of-row.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { type DateOrder, orderIn } from './dates.ts';
import type { Column, Entry } from './entry.ts';
import { findTargets, type Heads } from './heads/find-targets.ts';
import type { Target } from './heads/target.ts';

export interface CsvEntries {
  writer: string;
  delimiter: string;
  columns: Column[];
  entries: Entry[];
  emptyLines: number[];
}

const isEmpty = ({ values, fault }: CsvRow): boolean =>
  fault === null && !values.some((value) => value !== '');

/**
 * `fieldKeys`: of all fields there are. `dates` says how days and months are ordered, whatever the file looks like.
 *
 * @throws AppError 'unreadable-file' where nobody can tell the rows or a single column
 */
export function csvEntries(text: string, fieldKeys: Set<string>, dates: DateOrder | null): CsvEntries {
  const { delimiter, rows, open } = readCsv(text);
  const at = rows.findIndex((row) => !isEmpty(row));
  const head = rows[at];
  if (!head) throw new AppError('unreadable-file', 'This file is empty.');
  if (head.fault) throw new AppError('unreadable-file', head.fault);
  const names = head.values.map(cleanText);
  const heads = findTargets(names, fieldKeys);
  if (!heads.targets.some((target) => target && target.to !== 'nothing'))
    throw unknownHeads(names, delimiter);
  const below = rows.slice(at + 1);
  const filled = below.filter((row) => !isEmpty(row));
  const order = dates ?? orderIn(datesOf(filled, heads)) ?? (heads.dayFirst ? 'dmy' : null);
  const last = filled.at(-1);
  const entries = filled.map((row, index) =>
    entryOf(row, index + 1, names, heads, order, open && row === last),
  );
  const emptyLines = [...rows.slice(0, at), ...below].filter(isEmpty).map(({ line }) => line);
  return { writer: heads.writer, delimiter, columns: columnsOf(names, heads, filled), entries, emptyLines };
}

function entryOf(
  { line, values, fault }: CsvRow,
  row: number,
  names: string[],
  heads: Heads,
  order: DateOrder | null,
  isCut: boolean,
): Entry {
  const cells = values.map(
    (value, at): Cell => ({
      head: names[at] || `column ${at + 1}`,
      target: heads.targets[at] ?? null,
      value,
    }),
  );
  const read = contactOfRow(cells, order);
  const take = (key: string): string | null => {
    const value = read.fields.get(key) ?? null;
    read.fields.delete(key);
    return value;
  };
  const [id, kind, owner] = [take('id'), take('kind'), take('owner')];
  const known = KINDS.find((one) => one === kind?.toLowerCase()) ?? null;
  const tooMany = values.slice(names.length).some((value) => value !== '');
  const tooFew = values.length < names.length;
  const columns = `It has ${values.length} values for ${names.length} columns`;
  return {
    ...read,
    ...(fault === null ? {} : { contact: emptyContact() }),
    rest: kind && !known ? [...read.rest, aside('kind', kind, 'not-a-choice')] : read.rest,
    row,
    line,
    id,
    kind: known,
    owner,
    photo: null,
    warning:
      fault === null && tooFew
        ? `${columns}; the others are taken as empty.${isCut ? ' The file ends in this row: it may be cut off.' : ''}`
        : null,
    refused:
      fault ??
      (tooMany ? `${columns}: a value that holds the sign between columns has to stand in quotes.` : null),
  };
}

function* datesOf(rows: CsvRow[], { targets }: Heads): Generator<string> {
  const columns = targets.flatMap((target, at) => (target && isDate(target.to) ? [at] : []));
  for (const { values } of rows) for (const at of columns) yield values[at] ?? '';
}

function columnsOf(names: string[], { targets }: Heads, rows: CsvRow[]): Column[] {
  return names.map((head, at) => ({
    head,
    target: wordOf(targets[at] ?? null),
    rows: rows.filter(({ values }) => (values[at] ?? '') !== '').length,
  }));
}

function wordOf(target: Target | null): string | null {
  if (target === null) return null;
  if (target.to === 'field') return target.key;
  const label = 'label' in target && target.label ? `:${target.label}` : '';
  const number = 'n' in target && target.n !== null ? `#${target.n}` : '';
  const part = 'part' in target && target.part !== 'value' ? `.${target.part}` : '';
  return `${target.to}${label}${number}${part}`;
}

function unknownHeads(names: string[], delimiter: string): AppError {
  const shown = names.slice(0, 12).map((name) => (name ? `“${name.slice(0, 60)}”` : '(empty)'));
  const more = names.length > 12 ? ` and ${names.length - 12} more` : '';
  const sign = delimiter === '\t' ? 'tabs' : `“${delimiter}”`;
  return new AppError(
    'unreadable-file',
    `None of its columns is known: ${shown.join(', ')}${more} (divided by ${sign}). The first row has to name the columns, for example firstName, lastName, companyName, email, phone, mobile, mailing.city, or as Google Contacts, Outlook, Thunderbird or Roundcube call them.`,
  );
}
