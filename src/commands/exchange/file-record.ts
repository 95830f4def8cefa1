// Records as a file has them, in three formats: JSON and CSV with every field, vCard with what an address book holds.
import type { Contact } from '../../contact/contact.ts';
import { emptyContact } from '../../contact/contact.ts';
import { suggestKind } from '../../contact/suggest-kind.ts';
import { decodeVCardFile } from '../../protocol/vcard/decode-file.ts';
import { splitCards } from '../../protocol/vcard/split-cards.ts';
import { contactFromVCard } from '../../providers/carddav/contact-from-vcard.ts';
import { newVCard } from '../../providers/carddav/patch/new-vcard.ts';
import { fieldsOf } from '../../sync/mapping.ts';
import { editsFor, project } from '../../sync/slots.ts';
import type { Mapping, RecordKind } from '../../sync/store.ts';
import { UsageError } from '../command.ts';
import { readCsv, writeCsv } from './csv.ts';

export const FORMATS = ['json', 'csv', 'vcf'] as const;
export type Format = (typeof FORMATS)[number];
export const KINDS: RecordKind[] = ['company', 'contact', 'lead'];

export interface FileRecord {
  id?: string | undefined;
  kind: RecordKind;
  /** E-mail address of the owner. */
  owner?: string | undefined;
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
      id ?? '',
      kind,
      owner ?? '',
      ...keys.map((key) => values[key] ?? ''),
    ]),
  ]);
}

function vcardOf({ id, kind, values }: FileRecord, all: Mapping): string {
  const mapping = withoutPictures(all);
  const contact = emptyContact();
  const edits = editsFor(mapping.flatMap(fieldsOf), values, mapping, contact, project(contact, mapping));
  if (kind === 'company') edits.push({ property: 'isCompany', value: true });
  return newVCard(id!.toUpperCase(), edits);
}

/** `kind` is that of records whose file does not say it. @throws UsageError when the file cannot be read at all */
export function readRecords(
  format: Format,
  bytes: Buffer,
  mappings: Mappings,
  kind: RecordKind | null,
): FileRecord[] {
  if (format === 'vcf') return cardsIn(bytes, mappings, kind);
  const text = bytes.toString('utf8');
  return format === 'json' ? recordsInJson(text, kind) : recordsInCsv(text, kind);
}

function cardsIn(bytes: Buffer, mappings: Mappings, kind: RecordKind | null): FileRecord[] {
  const cards = splitCards(decodeVCardFile(bytes));
  if (cards.length === 0) throw new UsageError('There is no card in this file.');
  return cards.map((raw) => recordOf(contactFromVCard(raw).contact, mappings, kind));
}

function recordOf(contact: Contact, mappings: Mappings, wanted: RecordKind | null): FileRecord {
  const kind = wanted ?? suggestKind(contact).kind;
  return { kind, values: present(project(contact, withoutPictures(mappings[kind])).values) };
}

function recordsInJson(text: string, kind: RecordKind | null): FileRecord[] {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`This file is not JSON: ${(cause as Error).message}`);
  }
  if (!Array.isArray(found)) throw new UsageError('A list of records is expected, as `export` writes it.');
  return found.map((one: Partial<FileRecord> | null, at) => {
    if (typeof one?.values !== 'object' || one.values === null)
      throw new UsageError(`Entry ${at + 1} has no values.`);
    return {
      id: one.id,
      kind: kindOf(one.kind, kind, `Entry ${at + 1}`),
      owner: one.owner,
      values: present(one.values),
    };
  });
}

function recordsInCsv(text: string, kind: RecordKind | null): FileRecord[] {
  const [head, ...rows] = readCsv(text);
  if (!head) throw new UsageError('This file is empty.');
  return rows.map((row, at) => {
    const {
      id,
      kind: own,
      owner,
      ...values
    } = Object.fromEntries(head.map((name, n) => [name.trim(), row[n] ?? '']));
    return {
      id: id || undefined,
      kind: kindOf(own, kind, `Line ${at + 2}`),
      owner: owner || undefined,
      values: present(values),
    };
  });
}

function kindOf(own: string | undefined, wanted: RecordKind | null, where: string): RecordKind {
  const kind = own || wanted;
  if (KINDS.includes(kind as RecordKind)) return kind as RecordKind;
  throw new UsageError(`${where} does not say whether it is a company, a contact or a lead: give --kind.`);
}

const present = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === null || value === undefined || value === '' ? [] : [[key, String(value)]],
    ),
  );
