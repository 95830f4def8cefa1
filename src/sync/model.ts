// The words of the engine: values and the fields they belong to, records and cards as they are compared, what an account
// wants and what a run counts. Nothing of ours lies below them but the contact and the fields.
import type { Contact } from '../contact/contact.ts';
import type { Loss } from '../contact/loss.ts';
import type { FieldKey, GroupSlot, RecordKind, Slot } from '../fields/field.ts';
import type { Card, RemoteId, Version } from '../providers/provider.ts';

export type { FieldKey, RecordKind, Slot };
/** Field values; a key that is absent or null is empty. */
export type Values = Record<FieldKey, string | null>;

/** For an address, `field` is the prefix of its six fields (`mailing` for `mailing.street` and so on). */
export interface MappingEntry<S = Slot | GroupSlot> {
  field: FieldKey;
  slot: S;
  direction: 'both' | 'in' | 'out';
  /** Set by a person for this account, in place of the default. */
  own?: true;
  /** Its slot is not the default one of its field. */
  moved?: true;
  /** Characters that the provider keeps of a value; what follows is known to be cut off without a word. */
  longest?: number;
}

/** Of a field of records; any other entry is a label that is tied to a group. */
export type FieldEntry = MappingEntry<Slot>;

export type Mapping = MappingEntry[];

/** Where an account's mapping differs from the defaults; null for a field that is not synced there. */
export type OwnMapping = Record<FieldKey, Omit<MappingEntry, 'field' | 'own' | 'moved' | 'longest'> | null>;

export interface AccountSettings {
  direction: 'both' | 'in' | 'out';
  conflicts: 'crm' | 'book' | 'ask';
  remoteDelete: 'unlink' | 'trash' | 'ask';
  scope: { mode: 'all' | 'groups'; include: string[]; exclude: string[] };
  targetGroup: string | null;
  defaultKind: RecordKind;
  /** Of a company that a card names: it is only text, it is looked for and asked about, or it is made where there is none. */
  companies: 'never' | 'ask' | 'create';
  intervalMinutes: number;
  paused: boolean;
}

/** What the account's owner may do to records at the time of a run, which may do no more than that. */
export interface Rights {
  edit: boolean;
  delete: boolean;
}

export const DEFAULT_SETTINGS: AccountSettings = {
  direction: 'both',
  conflicts: 'crm',
  remoteDelete: 'unlink',
  scope: { mode: 'all', include: [], exclude: [] },
  targetGroup: null,
  defaultKind: 'contact',
  companies: 'ask',
  intervalMinutes: 5,
  paused: false,
};

/** What a run did and what it left. The last five add up to `remoteTotal` together with `failed`. */
export interface RunCounts {
  pulled: number;
  queued: number;
  created: number;
  /** Cards linked to records that were there. */
  merged: number;
  updated: number;
  deleted: number;
  pushed: number;
  conflicts: number;
  failed: number;
  remoteTotal: number;
  linked: number;
  pending: number;
  ignored: number;
  outOfScope: number;
}

export interface RunRequests {
  total: number;
  byKind: Record<string, number>;
}

export interface FieldDiff {
  field: FieldKey;
  before: string | null;
  after: string | null;
}

/** A card as observed, with what lists, matching and change detection need of it. */
export interface Observation extends Card {
  /** Hash of the contact: a version that moves without it is no change. */
  contentHash: string;
  displayName: string;
  searchText: string;
  matchKeys: string[];
  suggestedKind: RecordKind;
  suggestedReason: string;
}

export interface RecordRow {
  /** Null beside a card alone: there is no record. */
  id: string | null;
  kind: RecordKind;
  values: Values;
  version: number;
  deleted: boolean;
}

/** What stands beside a card alone. */
export const NO_RECORD: RecordRow = { id: null, kind: 'contact', values: {}, version: 0, deleted: true };

/** Whose value stands where a card and the record it is linked to differ: on 'both' each keeps its own. */
export type Stands = 'record' | 'card' | 'both';

/** What a person chose before the two were linked: for all fields, and of single ones otherwise. */
export interface Choice {
  all?: Stands;
  fields?: Record<FieldKey, Stands>;
}

export interface CardRow {
  id: string;
  bookId: string;
  remoteId: RemoteId;
  version: Version;
  contact: Contact;
  /** Of the contact and its loss: another one is other content. */
  contentHash: string;
  /** Why it is never written; null for one that arrived whole. */
  loss: Loss | null;
  /** Of an account that ties labels to groups, the groups that list the card among their members. */
  listedBy: string[];
  /** In one of the groups the account syncs, and in none that it leaves out. */
  inScope: boolean;
  state: 'live' | 'missing' | 'gone';
}

export interface ConflictRow {
  field: FieldKey;
  crm: string | null;
  book: string | null;
  base: string | null;
  /** Which side won by the account's policy; null when a person has to say. */
  resolution: 'crm' | 'book' | null;
}
