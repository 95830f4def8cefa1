// What is said of an entry, and of a file that cannot be read: a code with what its sentence needs. The terminal words it in
// English, the interface in each of its languages (web/i18n/*/files.ts).
import { AppError } from '../errors.ts';

const SENTENCES = {
  'outside-card': 'This text stands outside of any card: “{{text}}”.',
  'group-card': '“{{name}}” is a group of cards, not a card of its own.',
  'card-too-large': 'This card is too large to be read whole.',
  'card-cut-off': 'This card has no end: the file is cut off in it.',
  'card-without-end': 'This card has no end; the next one begins in it.',
  'card-not-whole': 'Part of this card could not be read as it was written.',
  'maybe-misread': 'Some of its characters may be misread: look at it, or say --encoding.',
  'quote-in-value': 'Line {{line}} has a quote in the middle of a value that does not begin with one.',
  'too-many-values':
    'It has {{values}} values for {{columns}} columns: a value that holds the sign between columns has to stand in quotes.',
  'too-few-values': 'It has {{values}} values for {{columns}} columns; the others are taken as empty.',
  'row-cut-off':
    'It has {{values}} values for {{columns}} columns; the others are taken as empty. The file ends in this row: it may be cut off.',
  'no-values': 'It has no values: an object of fields is expected.',
  'required-empty': 'Fields that have to be filled are empty: {{fields}}.',
  'nothing-to-find-by': 'It has no name, company, e-mail, number or address to find it by.',
  'lost-characters': 'Characters were lost before they came into this file: {{fields}}.',
  'owner-unknown': '{{owner}} is nobody here: it belongs to whoever imports it.',
  'looks-like': 'It looks like {{name}}.',
  'looks-like-entry': 'It looks like {{name}} of entry {{row}}.',
  'changed-meanwhile': '{{name}} was changed by somebody in the meantime: import the file once more.',
  cancelled: 'The import was cancelled before this entry.',
  'file-empty': 'This file is empty.',
  'file-without-card': 'There is no card in this file.',
  'file-is-zip':
    'This is a workbook or another ZIP archive, not a file of text: save it as CSV, vCard or JSON.',
  'file-is-xls': 'This is an old workbook (.xls), not a file of text: save it as CSV.',
  'file-is-gzip': 'This is a compressed file (gzip), not a file of text: unpack it.',
  'file-is-pdf': 'This is a PDF document, not a file of text: save it as CSV, vCard or JSON.',
  'file-is-plist':
    'This is a property list (an archive of the Contacts app), not a file of text: export it as vCard.',
  'file-is-pst': 'This is an Outlook data file (.pst), not a file of text: export it as CSV.',
  'file-has-nul': 'This is no text: line {{line}}, byte {{byte}} holds a byte that no text has (NUL).',
  'file-damaged':
    'This file is UTF-8, but line {{line}}, byte {{byte}} cannot be read: it is cut off or damaged there. Mend it, or say --encoding windows-1252 if that is what it is.',
  'encoding-not-found':
    'This file is neither UTF-8 nor windows-1252: line {{line}}, byte {{byte}} holds a byte that neither knows. Say its encoding with --encoding, for example shift_jis, windows-1251 or ibm866.',
  'encoding-unknown':
    '{{encoding}} is no encoding that is known here, as utf-8, utf-16le and windows-1252 are.',
  'encoding-wrong': 'This file is not {{encoding}}: line {{line}}, byte {{byte}} cannot be read in it.',
  'json-cut-off': 'This file is JSON without its end: it is cut off.',
  'json-damaged': 'This file is not JSON; it stops being so near “{{near}}”.',
  'json-without-list': 'A list of records is expected, as `export` writes it.',
  'quote-not-closed':
    'A quote opens in line {{line}} and is not closed properly: which of the rows after it belong to the value cannot be told.',
  'quote-not-closed-up-to':
    'A quote opens in line {{line}} and is not closed properly up to line {{end}}: which of the rows after it belong to the value cannot be told.',
  'columns-unknown':
    'None of its columns is known: {{heads}} (divided by {{delimiter}}). The first row has to name the columns, for example firstName, lastName, companyName, email, phone, mobile, mailing.city, or as Google Contacts, Outlook, Thunderbird or Roundcube call them.',
} as const;

export type RemarkCode = keyof typeof SENTENCES;
export const REMARKS = Object.keys(SENTENCES) as RemarkCode[];

export interface Remark {
  code: RemarkCode;
  params: Record<string, string | number>;
}

export const remark = (code: RemarkCode, params: Remark['params'] = {}): Remark => ({ code, params });

/** In English. */
export const sentenceOf = ({ code, params }: Remark): string =>
  SENTENCES[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));

/** Of a file of which nothing can be taken. */
export const unreadable = (code: RemarkCode, params: Remark['params'] = {}): AppError =>
  refused(remark(code, params));

export const refused = (why: Remark): AppError =>
  new AppError('unreadable-file', sentenceOf(why), { problems: [{ field: 'files', ...why }] });
