// Records as a file: JSON and CSV with every field, vCard with what an address book holds.
import { emptyContact } from '../contact/contact.ts';
import { newVCard } from '../providers/carddav/patch/new-vcard.ts';
import { editsFor } from '../sync/decide/edits.ts';
import { project } from '../sync/decide/project.ts';
import { fieldsOf } from '../sync/mapping.ts';
import type { Mapping, RecordKind } from '../sync/model.ts';
import type { Format } from './codes.ts';
import { writeCsv } from './csv.ts';

export interface FileRecord {
  id: string;
  kind: RecordKind;
  /** E-mail address of the owner. */
  owner: string;
  values: Record<string, string>;
}

export type Mappings = Record<RecordKind, Mapping>;

/** Pictures travel with cards, not with these files. */
const withoutPictures = (mapping: Mapping): Mapping =>
  mapping.filter(({ slot }) => slot.property !== 'photo');

export function writeRecords(format: Format, records: FileRecord[], mappings: Mappings): string {
  if (format === 'json') return `${JSON.stringify(records, null, 2)}\n`;
  if (format === 'vcf') return records.map((one) => vcardOf(one, mappings[one.kind])).join('');
  const keys = [...new Set(records.flatMap(({ values }) => Object.keys(values)))].sort();
  const head = ['id', 'kind', 'owner', ...keys];
  return writeCsv([
    head,
    ...records.map(({ id, kind, owner, values }) => [
      id,
      kind,
      owner,
      ...keys.map((key) => values[key] ?? ''),
    ]),
  ]);
}

function vcardOf({ id, kind, values }: FileRecord, all: Mapping): string {
  const mapping = withoutPictures(all);
  const contact = emptyContact();
  const edits = editsFor(mapping.flatMap(fieldsOf), values, mapping, contact, project(contact, mapping));
  if (kind === 'company') edits.push({ property: 'isCompany', value: true });
  return newVCard(id.toUpperCase(), edits);
}
