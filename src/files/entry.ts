// What a file says, entry by entry, before anybody decides where it goes.
import type { Contact } from '../contact/contact.ts';
import type { RecordKind } from '../database/schema.ts';
import type { Photo } from '../providers/provider.ts';
import type { Format, RestReason } from './codes.ts';
import type { ColumnChoice } from './heads/choice.ts';
import type { Remark } from './remark.ts';

/** A value without a field: `what` is what the file calls it, a column's head or a card's property. */
export interface Rest {
  what: string;
  label: string | null;
  value: string;
  reason: RestReason;
}

/** A dated note about a record. */
export interface EntryNote {
  /** RFC 3339, in UTC. */
  at: string;
  /** E-mail address of who wrote it. */
  by: string;
  text: string;
}

export interface Entry {
  /** Its number in the file, from 1. */
  row: number;
  /** The line of the file where it begins. */
  line: number | null;
  id: string | null;
  /** As the file says; null leaves it to a guess. */
  kind: RecordKind | null;
  /** E-mail address of the owner. */
  owner: string | null;
  /** Names of its labels. */
  labels: string[];
  /** What goes to fields by their keys. */
  fields: Map<string, string>;
  /** What goes to fields through the mapping of a card. */
  contact: Contact;
  photo: Photo | null;
  /** What the file calls the place of a value of `contact`. */
  sources: Map<string, string>;
  rest: Rest[];
  /** What people noted about it. */
  notes?: EntryNote[];
  /** Something about the entry that a person should look at: it is taken all the same. */
  warning: Remark | null;
  /** Why it cannot be taken at all. */
  refused: Remark | null;
}

export interface Column {
  head: string;
  /** Where its values go; null when nobody knows the head. */
  target: string | null;
  /** Where they would go by what they look like; only of a head that nobody knows. */
  guess: ColumnChoice;
  /** In how many rows it holds anything. */
  rows: number;
  /** The first of its values. */
  samples: string[];
}

export interface FileContent {
  format: Format;
  encoding: string;
  /** Of a CSV file: whose it is, what divides its columns, and its columns. */
  writer: string | null;
  delimiter: string | null;
  columns: Column[];
  entries: Entry[];
  /** Lines of rows that hold nothing. */
  emptyLines: number[];
  /** Of several files: the number of each one's first entry. */
  starts: number[];
}
