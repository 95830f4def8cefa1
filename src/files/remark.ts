// What is said of an entry: a code with what its sentence needs. The terminal words it in English, the interface in each of
// its languages (web/i18n/*/files.ts).

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
