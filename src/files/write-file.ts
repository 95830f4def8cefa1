// Records as a file: JSON and CSV with every field, vCard with what an address book holds, pictures included.
import { type Edit, emptyContact } from '../contact/contact.ts';
import { type NewVersion, newVCard } from '../providers/carddav/patch/new-vcard.ts';
import type { Photo } from '../providers/provider.ts';
import { editsFor } from '../sync/decide/edits.ts';
import { project } from '../sync/decide/project.ts';
import { fieldsOf } from '../sync/mapping.ts';
import type { Mapping, RecordKind } from '../sync/model.ts';
import { writeNotes } from './beside/note-lines.ts';
import { type ExportFormat, NOTES_COLUMN } from './codes.ts';
import type { EntryNote } from './entry.ts';
import { keptInCard } from './kept/kept-in-card.ts';
import { writeCsv } from './write-csv.ts';

export interface FileRecord {
  id: string;
  kind: RecordKind;
  /** E-mail address of the owner. */
  owner: string;
  /** Names of its labels; absent where it has none. */
  labels?: string[];
  values: Record<string, string>;
  /** What is kept beside the fields, a text each; absent where there is nothing. */
  extras?: string[];
  /** What people noted about it, the oldest first; absent where there is nothing. */
  notes?: EntryNote[];
}

/** A picture as JSON has it. */
const writePhoto = ({ type, bytes }: Photo): { type: string; data: string } => ({
  type,
  data: Buffer.from(bytes).toString('base64'),
});

export type Mappings = Record<RecordKind, Mapping>;

/** A file piece by piece, however many records it has. */
export interface FileWriter {
  start: string;
  /** `photo` is the picture that the values name. */
  one(record: FileRecord, photo?: Photo): string;
  between: string;
  end: string;
}

/** Of the formats that are cards. */
export const CARD_VERSIONS: Partial<Record<ExportFormat, NewVersion>> = { vcf: '3.0', vcf4: '4.0' };

/** Columns of a table beside those of fields. */
export interface Beside {
  labels: boolean;
  notes: boolean;
}

/** `keys` are the columns of a table: of all fields that any record has a value for; so are those of `beside`. */
export function fileWriter(
  format: ExportFormat,
  mappings: Mappings,
  keys: string[],
  beside: Beside = { labels: false, notes: false },
): FileWriter {
  const version = CARD_VERSIONS[format];
  if (version)
    return {
      start: '',
      one: (record, photo) => vcardOf(version, record, mappings[record.kind], photo),
      between: '',
      end: '',
    };
  if (format === 'json')
    return {
      start: '[',
      one: (record, photo) => {
        const whole = photo ? { ...record, photo: writePhoto(photo) } : record;
        return `\n${JSON.stringify(whole, null, 2).replace(/^/gm, '  ')}`;
      },
      between: ',',
      end: '\n]\n',
    };
  const row = (own: string[], labels: string, values: string[], notes: string): string =>
    writeCsv([[...own, ...(beside.labels ? [labels] : []), ...values, ...(beside.notes ? [notes] : [])]]);
  return {
    start: row(['id', 'kind', 'owner'], 'labels', keys, NOTES_COLUMN),
    one: ({ id, kind, owner, labels = [], values, notes = [] }) => {
      const cells = keys.map((key) => values[key] ?? '');
      return row([id, kind, owner], labels.join('\n'), cells, writeNotes(notes));
    },
    between: '',
    end: '',
  };
}

function vcardOf(
  version: NewVersion,
  { id, kind, labels = [], values, extras = [] }: FileRecord,
  all: Mapping,
  photo: Photo | undefined,
): string {
  // A picture that is not here would be a card without the one it names.
  const mapping = photo ? all : all.filter(({ slot }) => slot.property !== 'photo');
  const contact = emptyContact();
  const edits = editsFor(mapping.flatMap(fieldsOf), values, mapping, contact, project(contact, mapping));
  if (kind === 'company') edits.push({ property: 'isCompany', value: true });
  const kept = keptInCard(extras, labels);
  edits.push(...kept.edits, ...labels.map((label): Edit => ({ property: 'groups', join: label })));
  const lines = kept.lines.join('');
  return newVCard(id.toUpperCase(), edits, photo, version).replace(/END:VCARD\r\n$/, (end) => lines + end);
}
