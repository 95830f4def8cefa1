// The rows of the memory CRM, as the tables of the database have them.
import type { Contact } from '../../../src/contact/contact.ts';
import type { Loss } from '../../../src/contact/loss.ts';
import type {
  Capabilities,
  Cursor,
  Group,
  Photo,
  RemoteId,
  Version,
} from '../../../src/providers/provider.ts';
import type { LinkRow } from '../../../src/sync/link/link.ts';
import type { AccountSettings, Choice, OwnMapping, RecordKind, Rights } from '../../../src/sync/model.ts';
import type { BookFailure } from '../../../src/sync/store.ts';
import type { Moment } from '../world/scheduler.ts';
import type { ActionView, CardView, ChangeView, ConflictView, CrmView, RecordView } from './crm.ts';

export interface AccountEntry {
  id: string;
  userId: string;
  settings: AccountSettings;
  fence: number;
  review: string | null;
  /** What was in force before the change that is to be seen first. */
  before: Pick<AccountEntry, 'settings' | 'mapping'> | null;
  mapping: Partial<Record<RecordKind, OwnMapping>>;
  capabilities: Capabilities | null;
  /** Who the provider says it is: connected again it is another account of the same identity. */
  identity: string;
  disconnected: boolean;
  /** Links whose cards go before it is disconnected. */
  leaving: ReadonlySet<string> | null;
}

export interface RecordEntry extends RecordView {
  displayName: string;
  matchKeys: string[];
}

export interface BookEntry {
  id: string;
  accountId: string;
  remoteId: string;
  cursor: Cursor | null;
  generation: number;
  problem: BookFailure | null;
}

export interface CardEntry extends CardView {
  bookId: string;
  remoteId: RemoteId;
  version: Version;
  uid: string | null;
  marker: string | null;
  raw: string;
  contact: Contact;
  contentHash: string;
  displayName: string;
  matchKeys: string[];
  loss: Loss | null;
  inScope: boolean;
  suggestedKind: RecordKind;
  generation: number;
  seenAt: number;
  /** By fences. */
  firstSeenBy: number;
  seenBy: number;
}

export type LinkEntry = LinkRow;

export interface QueueEntry {
  id: string;
  accountId: string;
  cardId: string;
  kind: RecordKind | null;
  suggestedKind: RecordKind;
  /** 'duplicate' for the second card of a merged record. */
  reason: string;
  recordId: string | null;
  /** Where both have a value and differ, which stands. */
  choice: Choice | null;
  /** A person gave this very card its kind. */
  alone: boolean;
  state: 'pending' | 'ready' | 'ignored' | 'imported' | 'failed';
  error: string | null;
  runId: string | null;
}

export type ActionEntry = ActionView & Moment;

export interface RunEntry {
  id: string;
  accountId: string;
  state: 'running' | 'waiting' | 'done';
  /** Why a plan waits. */
  reason?: string;
}

export interface TrashEntry {
  id: string;
  accountId: string;
  recordId: string | null;
  linkId: string;
  raw: string;
  contact: Contact;
  loss: Loss | null;
  listedBy: string[];
  reason: string;
}

export type ChangeEntry = ChangeView & Moment;

/** What a merge did, to take it back by. */
export interface MergeEntry {
  recordId: string;
  mergedId: string;
  moved: string[];
  closed: string[];
  flags: string[];
  changes: Pick<ChangeView, 'field' | 'before' | 'after'>[];
}

export interface Memory {
  /** What the clock says. */
  now(): number;
  moment(): Moment;
  newId(): string;
  /** Of those who were ever given or refused something. */
  rights: Map<string, Rights>;
  accounts: Map<string, AccountEntry>;
  records: Map<string, RecordEntry>;
  /** By `flagKey`. */
  flags: Map<string, CrmView['flags'][number] & { runId: string | null }>;
  books: Map<string, BookEntry>;
  cards: Map<string, CardEntry>;
  /** Row id by account and remote id. */
  cardIds: Map<string, string>;
  groups: Map<string, Group & { bookId: string; generation: number }>;
  /** Of those that were there and are not. */
  goneGroups: Set<string>;
  /** Labels that are deleted, by id. */
  goneLabels: Set<string>;
  photos: Map<string, Photo>;
  links: Map<string, LinkEntry>;
  /** By link, how many changes there were as it was opened. */
  linkedAfter: Map<string, number>;
  /** By link: which in order it was to take the card it has, or had. */
  taken: Map<string, number>;
  takings: number;
  /** By card. */
  queue: Map<string, QueueEntry>;
  /** What was ignored in accounts that were disconnected. */
  ignored: { accountId: string; uid: string | null; remoteId: string }[];
  runs: Map<string, RunEntry>;
  actions: ActionEntry[];
  changes: ChangeEntry[];
  trash: TrashEntry[];
  conflicts: ConflictView[];
  inactive: Set<string>;
  /** Of records that are merged at present. */
  merges: MergeEntry[];
}

/** Who writes, for the history. */
export interface Writer {
  actor: 'user' | 'sync';
  accountId: string | null;
}
