// What a simulated world asks of the CRM's side: the hands of its users, the claim of a run, and a look at everything.
// Two kinds keep it: memory (the bulk of the histories) and PostgreSQL through production's own verbs.
import type { Contact } from '../../../src/contact/contact.ts';
import type { Capabilities, Photo } from '../../../src/providers/provider.ts';
import type { Base, Hold } from '../../../src/sync/link/link.ts';
import type {
  AccountSettings,
  Choice,
  FieldDiff,
  FieldKey,
  Mapping,
  OwnMapping,
  RecordKind,
  Rights,
  Values,
} from '../../../src/sync/model.ts';
import type { SyncStore } from '../../../src/sync/store.ts';
import type { Moment } from '../world/scheduler.ts';

/** The labels there are. */
export const LABELS = [1, 2].map((number) => `00000000-0000-4000-8000-00000000000${number}`);

export interface Claimed {
  store: SyncStore;
  settings: AccountSettings;
  review: string | null;
  rights: Rights;
  /** Of an account that is being left: whether its last card to go is gone. */
  isEmptied?: () => Promise<boolean>;
}

export type Decision =
  | { kind: RecordKind }
  | { recordId: string; choice?: Choice }
  | { state: 'ignored' | 'pending' };

export interface Crm {
  addUser(): Promise<string>;
  /** `capabilities`: of its provider; what that cannot hold is not mapped. `identity`: who that says it is; somebody new without. */
  addAccount(
    userId: string,
    settings: Partial<AccountSettings>,
    capabilities?: Capabilities,
    identity?: string,
  ): Promise<string>;
  /** Disconnects an account and connects it again; returns its new id. */
  reconnect(userId: string, accountId: string): Promise<string>;
  /** Disconnects an account without the cards that were made for it. Records whose cards go; null where it ends at once. */
  leave(userId: string, accountId: string): Promise<string[] | null>;
  /** The database turns out to be a copy of another one: every account shows what it would write before it does. */
  isCopy(): Promise<void>;

  createRecord(userId: string, kind: RecordKind, values: Values, flagged: boolean): Promise<string>;
  /** False when the CRM does not accept it (nothing would be left to find the record by, or it is in the trash). */
  updateRecord(userId: string, recordId: string, values: Values): Promise<boolean>;
  setLabel(userId: string, recordId: string, labelId: string, isOn: boolean): Promise<boolean>;
  /** Null takes it away. */
  setPhoto(userId: string, recordId: string, photo: Photo | null): Promise<boolean>;
  convertRecord(userId: string, recordId: string, kind: RecordKind): Promise<boolean>;
  /** `recordId` goes into `id`; the outcome is of the kind of the latter. */
  mergeRecords(userId: string, id: string, recordId: string): Promise<boolean>;
  deleteRecord(userId: string, recordId: string): Promise<boolean>;
  restoreRecord(userId: string, recordId: string): Promise<boolean>;
  setFlag(userId: string, recordId: string, on: boolean, keepCard: boolean): Promise<boolean>;
  /** Many at once, with the number seen and confirmed. */
  setFlags(userId: string, recordIds: string[], on: boolean): Promise<void>;
  decide(userId: string, accountId: string, cardId: string, decision: Decision): Promise<boolean>;
  /** Everything that waits in the queue, as its suggestion says. */
  useSuggestions(userId: string, accountId: string): Promise<boolean>;
  /** A record waits for a card that is like it: it is that card, or gets one of its own. */
  decideMatch(
    userId: string,
    recordId: string,
    accountId: string,
    decision: 'same' | 'new',
  ): Promise<boolean>;
  importQueue(userId: string, accountId: string): Promise<boolean>;
  updateSettings(userId: string, accountId: string, settings: Partial<AccountSettings>): Promise<void>;
  /** Where the account's mapping of a kind is to differ from the defaults. */
  changeMapping(userId: string, accountId: string, kind: RecordKind, own: OwnMapping): Promise<void>;
  setFieldActive(kind: RecordKind, field: FieldKey, active: boolean): Promise<void>;
  approveRun(userId: string, runId: string): Promise<boolean>;
  discardRun(userId: string, runId: string): Promise<boolean>;
  /** What an administrator gives a person, or takes away. */
  setRights(userId: string, rights: Rights): Promise<void>;
  /** Gives up what waits for a right. */
  discardHeld(userId: string, accountId: string, recordId: string): Promise<boolean>;
  /** Takes back what a run did. False when there is nothing that could be. */
  undoRun(userId: string, runId: string): Promise<boolean>;
  /** Puts the card of a record back that lies in the trash of an account. */
  restoreCard(userId: string, accountId: string, recordId: string): Promise<boolean>;
  /** Gives a field the value, or a record the state, that it had before a change. */
  /** Deletes cards of the queue that are second cards of somebody; false when none of them is one that can be. */
  deleteSecondCards(userId: string, accountId: string, cardIds: string[]): Promise<boolean>;
  /** Puts a card alone back that lies in the trash. */
  putBack(userId: string, trashId: string): Promise<boolean>;
  undoChange(userId: string, recordId: string, changeId: string): Promise<boolean>;
  /** A card was deleted on the phone, and its account asks what that means for the record. */
  decideDeletion(
    userId: string,
    accountId: string,
    recordId: string,
    decision: 'follow' | 'keep' | 'restore',
  ): Promise<boolean>;
  resolveConflict(userId: string, conflictId: string, choice: 'crm' | 'book'): Promise<boolean>;

  /** Takes the account over: whoever had it before can write nothing more. */
  claim(accountId: string): Promise<Claimed>;
  /** In force for an account; without one, what any account could have at most. */
  mappings(accountId?: string): Promise<Record<RecordKind, Mapping>>;
  look(): Promise<CrmView>;
}

/** Everything there is, oldest first. */
export interface CrmView {
  records: RecordView[];
  flags: { recordId: string; userId: string; on: boolean; source: 'user' | 'import' | 'card-deleted' }[];
  links: LinkRowView[];
  /** Links of cards alone: a second card that goes, or comes back. */
  alone: (Omit<LinkRowView, 'recordId'> & { recordId: null })[];
  cards: CardView[];
  queue: {
    cardId: string;
    accountId: string;
    state: string;
    /** Which record it was said to be. */
    recordId: string | null;
    error: string | null;
  }[];
  changes: ChangeView[];
  /** Without a record: a card alone. */
  trash: TrashView[];
  conflicts: ConflictView[];
  actions: ActionView[];
  /** Runs that wait for a person. */
  waiting: { id: string; accountId: string; reason?: string | null }[];
}

export interface RecordView {
  id: string;
  kind: RecordKind;
  values: Values;
  version: number;
  deleted: boolean;
  /** Went into another record. */
  merged: boolean;
}

export interface LinkRowView {
  id: string;
  accountId: string;
  recordId: string;
  cardId: string | null;
  state: string;
  marker: string;
  base: Base | null;
  outbox: Values[];
  touched: number;
  settled: number;
  hold: Hold | null;
  closedReason: string | null;
  createdByUs: boolean;
  keepCard: boolean;
  /** Where its card was as its account was disconnected. */
  formerRemoteId: string | null;
}

export interface CardView {
  id: string;
  accountId: string;
  remoteId: string;
  version: string;
  uid: string | null;
  contact: Contact;
  inScope: boolean;
  /** Records that somebody said it is not. */
  apart: string[];
  state: 'live' | 'missing' | 'gone';
}

/** When it happened is absent where the server's own clock keeps it. */
export interface ChangeView extends Partial<Moment> {
  id: string;
  recordId: string;
  field: FieldKey;
  before: string | null;
  after: string | null;
  actor: 'user' | 'sync' | 'system';
  accountId: string | null;
}

export interface TrashView {
  id: string;
  accountId: string;
  recordId: string | null;
  linkId: string;
  raw: string;
  contact: Contact;
}

export interface ConflictView {
  id: string;
  accountId: string;
  linkId: string;
  recordId: string;
  field: FieldKey;
  crm: string | null;
  book: string | null;
  base: string | null;
  resolution: string | null;
}

/** @see ChangeView */
export interface ActionView extends Partial<Moment> {
  runId: string;
  accountId: string;
  type: string;
  linkId: string | null;
  recordId: string | null;
  cardId: string | null;
  outcome: string;
  class: string | null;
  diff: FieldDiff[];
  pull: FieldDiff[] | null;
  approved: boolean;
  /** Taken back by a person. */
  undone?: boolean;
}
