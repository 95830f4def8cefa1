// The result of an import in words: the sums, the file as it was read, and every entry that is more than "added".
import type { RestReason } from '../files/codes.ts';
import type { Rest } from '../files/entry.ts';
import type { ImportedRow, ImportResult } from '../files/import-file.ts';
import { sentenceOf } from '../files/remark.ts';

const DELIMITERS = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
]);

/** Why a value is in no field. */
const REASONS: Record<RestReason, string> = {
  'no-field': '',
  'too-long': 'too long for its field',
  'not-an-email': 'not an e-mail address',
  'not-a-url': 'not a web address',
  'not-a-date': 'not a date',
  'not-a-number': 'not a number',
  'not-yes-or-no': 'neither yes nor no',
  'ambiguous-date': 'day and month could be either: give --dates dmy or mdy',
  'not-a-choice': 'not on the list',
  'not-a-photo': 'not a picture that can be read',
  'not-text': 'neither text nor number',
  'other-value': 'the field holds another value',
};
const LONGEST = 120;

export function importedWords(result: ImportResult & { id?: string }, dryRun: boolean): string {
  const { added, merged, refused } = result.counts;
  const sums = [
    `${added} ${dryRun ? 'would be added' : 'added'}`,
    ...(merged > 0 ? [`${merged} merged`] : []),
    `${result.counts['here-already']} here already`,
    `${refused} refused`,
  ];
  const lines = [sums.join(', '), ...(isPlain(result) ? [] : [fileWords(result)])];
  const without = result.columns.filter(
    ({ target, rows }) => rows > 0 && (target === null || target === 'nothing'),
  );
  for (const { head, target, rows } of without)
    lines.push(
      `  column “${head || '(no head)'}”, ${counted(rows, 'row')}: ${target === null ? 'no field is known for it; kept in the history of each record' : 'about the program that wrote it; left out'}`,
    );
  if (result.emptyLines.length > 0)
    lines.push(`  ${counted(result.emptyLines.length, 'empty row')}: line ${result.emptyLines.join(', ')}`);
  if (result.labels.length > 0)
    lines.push(
      `  labels: ${result.labels.map(({ name, entries, isNew }) => `${name} (${entries}${isNew ? ', new' : ''})`).join(', ')}`,
    );
  lines.push(...result.rows.flatMap((row) => rowWords(row, dryRun)));
  if (result.id && added + merged > 0)
    lines.push(`Import ${result.id}; to take it back: npm run rubrica -- undo ${result.id}`);
  return lines.join('\n');
}

/** As this program writes files itself: nothing had to be found out. */
const isPlain = ({ encoding, writer, delimiter }: ImportResult): boolean =>
  encoding === 'utf-8' && (writer === null || (writer === 'Rubrica' && delimiter === ','));

function fileWords({ format, writer, encoding, delimiter, rows }: ImportResult): string {
  const what =
    format === 'csv'
      ? `CSV of ${writer}, divided by ${DELIMITERS.get(delimiter!) ?? delimiter}`
      : format === 'vcf'
        ? 'vCard'
        : 'JSON';
  return `${what}, ${encoding}, ${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}`;
}

function rowWords(row: ImportedRow, dryRun: boolean): string[] {
  const told = [
    outcomeWords(row, dryRun),
    row.warning && sentenceOf(row.warning),
    inactiveWords(row),
    restWords(row.rest),
  ].filter(Boolean);
  if (told.length === 0) return [];
  const place = row.line === null ? '' : `, line ${row.line}`;
  return [`  entry ${row.row}${place}${row.name ? ` (${short(row.name)})` : ''}: ${told.join(' · ')}`];
}

function outcomeWords({ outcome, into, looksLike, reason }: ImportedRow, dryRun: boolean): string | null {
  const where = into && (into.row === null ? short(into.name) : `entry ${into.row} (${short(into.name)})`);
  if (outcome === 'refused') return `refused: ${reason && sentenceOf(reason)}`;
  if (outcome === 'here-already') return into?.row === null ? null : `says nothing that ${where} does not`;
  if (outcome === 'merged') return `${dryRun ? 'would be merged' : 'merged'} into ${where}`;
  if (!looksLike) return null;
  const other =
    looksLike.row === null ? short(looksLike.name) : `entry ${looksLike.row} (${short(looksLike.name)})`;
  return `${dryRun ? 'would be added' : 'added'}, looks like ${other} (${looksLike.reasons.join(', ')})`;
}

const inactiveWords = ({ inactive }: ImportedRow): string | null =>
  inactive.length > 0
    ? `kept in ${counted(inactive.length, 'field')} that ${inactive.length === 1 ? 'is' : 'are'} switched off: ${inactive.join(', ')}`
    : null;

function restWords(rest: Rest[]): string | null {
  if (rest.length === 0) return null;
  const told = rest.map(({ what, label, value, reason }) => {
    const why = REASONS[reason];
    return `${what}${label ? ` (${label})` : ''} ${short(value)}${why ? ` [${why}]` : ''}`;
  });
  return `in no field, kept in its history: ${told.join('; ')}`;
}

const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
