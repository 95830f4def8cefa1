// The entries of a CSV file: its first row names the columns.
import { emptyContact } from '../contact/contact.ts';
import { isDate } from '../contact/properties/table.ts';
import { cleanText, linesOf } from '../contact/text.ts';
import type { AppError } from '../errors.ts';
import { KINDS } from '../fields/field.ts';
import { labelNames } from '../fields/labels.ts';
import { readNotes } from './beside/note-lines.ts';
import { type DateOrder, NOTES_COLUMN } from './codes.ts';
import { aside, type Cell, contactOfRow } from './contact-of-row.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { orderIn } from './dates.ts';
import type { Column, Entry } from './entry.ts';
import { targetByContent } from './heads/ambiguous.ts';
import { type ColumnChoice, chosenTarget } from './heads/choice.ts';
import { type FieldHeads, findTargets, type Heads } from './heads/find-targets.ts';
import { guessTarget } from './heads/guess-target.ts';
import type { Target } from './heads/target.ts';
import { refused, remark, unreadable } from './remark.ts';

export interface CsvEntries {
  writer: string;
  delimiter: string;
  columns: Column[];
  entries: Entry[];
  emptyLines: number[];
}

/** So many values of a column show a person what it holds. */
const SAMPLES = 3;
const LONGEST_SAMPLE = 80;

const isEmpty = ({ values, fault }: CsvRow): boolean =>
  fault === null && !values.some((value) => value !== '');

/**
 * `fields` are all there are. `dates` says how days and months are ordered, whatever the file looks like.
 * `mapping` is what a person chose, by column; with one, also an empty one, a table nobody knows is read all the same.
 *
 * @throws AppError 'unreadable-file' where nobody can tell the rows or a single column
 */
export function csvEntries(
  text: string,
  fields: FieldHeads,
  dates: DateOrder | null,
  mapping: ColumnChoice[] | null = null,
): CsvEntries {
  const { delimiter, rows, open } = readCsv(text);
  const at = rows.findIndex((row) => !isEmpty(row));
  const head = rows[at];
  if (!head) throw unreadable('file-empty');
  if (head.fault) throw refused(head.fault);
  const names = head.values.map(cleanText);
  const below = rows.slice(at + 1);
  const filled = below.filter((row) => !isEmpty(row));
  const columns = names.map((_, column) => filled.flatMap((row) => row.values[column] || []));
  const byHead = findTargets(names, fields);
  const known: Heads = {
    ...byHead,
    targets: byHead.targets.map((target, column) =>
      targetByContent(names[column]!, target, columns[column]!),
    ),
  };
  const heads: Heads = {
    ...known,
    targets: known.targets.map((target, at) => chosenTarget(mapping?.[at] ?? null, target, fields)),
  };
  if (mapping === null && !heads.targets.some((target) => target && target.to !== 'nothing'))
    throw unknownHeads(names, delimiter);
  const order = dates ?? orderIn(datesOf(filled, heads)) ?? (heads.dayFirst ? 'dmy' : null);
  const last = filled.at(-1);
  const entries = filled.map((row, index) =>
    entryOf(row, index + 1, names, heads, order, open && row === last),
  );
  const emptyLines = [...rows.slice(0, at), ...below].filter(isEmpty).map(({ line }) => line);
  return { writer: heads.writer, delimiter, columns: columnsOf(names, known, columns), entries, emptyLines };
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
  const labels = labelNames(linesOf(take('labels') ?? ''));
  const notes = readNotes(take(NOTES_COLUMN) ?? '', new Date());
  const known = KINDS.find((one) => one === kind?.toLowerCase()) ?? null;
  const tooMany = values.slice(names.length).some((value) => value !== '');
  const tooFew = values.length < names.length;
  const counts = { values: values.length, columns: names.length };
  return {
    ...read,
    ...(fault === null ? {} : { contact: emptyContact() }),
    rest: kind && !known ? [...read.rest, aside('kind', kind, 'not-a-choice')] : read.rest,
    row,
    line,
    id,
    kind: known,
    owner,
    labels,
    notes,
    photo: null,
    warning: fault === null && tooFew ? remark(isCut ? 'row-cut-off' : 'too-few-values', counts) : null,
    refused: fault ?? (tooMany ? remark('too-many-values', counts) : null),
  };
}

function* datesOf(rows: CsvRow[], { targets }: Heads): Generator<string> {
  const columns = targets.flatMap((target, at) => (target && isDate(target.to) ? [at] : []));
  for (const { values } of rows) for (const at of columns) yield values[at] ?? '';
}

function columnsOf(names: string[], { targets }: Heads, columns: string[][]): Column[] {
  return names.map((head, at) => {
    const values = columns[at]!;
    const target = targets[at] ?? null;
    return {
      head,
      target: wordOf(target),
      guess: target === null ? guessTarget(values) : null,
      rows: values.length,
      samples: values.slice(0, SAMPLES).map((value) => value.slice(0, LONGEST_SAMPLE)),
    };
  });
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
  const shown = names.slice(0, 12).map((name) => (name ? `“${name.slice(0, 60)}”` : '“”'));
  return unreadable('columns-unknown', {
    heads: [...shown, ...(names.length > shown.length ? ['…'] : [])].join(', '),
    delimiter: delimiter === '\t' ? 'tab' : `“${delimiter}”`,
  });
}
