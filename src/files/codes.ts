// The words that files are spoken of in, by the API, the terminal and the interface.

export const FORMATS = ['json', 'csv', 'vcf'] as const;
export type Format = (typeof FORMATS)[number];

/** What records are written as: `vcf` is vCard 3.0, which every program reads, `vcf4` is vCard 4.0. */
export const EXPORT_FORMATS = [...FORMATS, 'vcf4'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Character sets that a person may choose; any other that browsers know is taken as well. */
export const ENCODINGS = [
  ...['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'macintosh'],
  ...['windows-1250', 'iso-8859-2', 'windows-1251', 'ibm866', 'koi8-r', 'windows-1253', 'windows-1254'],
  ...['windows-1255', 'windows-1256', 'shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'],
];

/** How dates are ordered that do not show it. */
export const DATE_ORDERS = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What to do with an entry that a record here looks like. */
export const ON_MATCH = ['create', 'merge', 'refuse'] as const;
export type OnMatch = (typeof ON_MATCH)[number];

/** The column of a table that has what people noted about records: `notes` of other programs is the description. */
export const NOTES_COLUMN = 'datedNotes';

/** What becomes of an entry. */
export const OUTCOMES = ['added', 'merged', 'here-already', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a value is in no field. Kept with the record all the same, and named. */
export const REST_REASONS = [
  'no-field',
  'too-long',
  'not-an-email',
  'not-a-url',
  'not-a-date',
  'not-a-number',
  'not-yes-or-no',
  'ambiguous-date',
  'not-a-choice',
  'not-a-photo',
  'not-text',
  'other-value',
] as const;
export type RestReason = (typeof REST_REASONS)[number];
