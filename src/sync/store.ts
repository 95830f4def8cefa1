// What the engine knows and needs from whatever keeps it: the three trees (records, cards, links) and the moves
// between them, each move one transaction. Two stores implement it: PostgreSQL and the simulation's memory.
import type { Contact, Label, ListProperty, NamePart, OrganizationPart } from '../contact/contact.ts';
import type { Loss } from '../contact/loss.ts';
import type { Card, Cursor, Group, Photo, RemoteId, Version } from '../providers/provider.ts';
import type { ActionOutcome, ActionType, CloseReason, HoldCode } from './codes.ts';
import type { ActionClass, GuardState } from './guard.ts';

export type RecordKind = 'company' | 'contact' | 'lead';
export type FieldKey = string;
/** Field values; a key that is absent or null is empty. */
export type Values = Record<FieldKey, string | null>;

/** A label a slot would like, `UNLABELLED`, or `ANY` for whatever is left (mapping.ts). */
export type Wish = string;

export type Slot =
  | { property: 'name'; part: NamePart }
  | { property: 'organization'; part: OrganizationPart }
  | { property: 'nickname' | 'notes' | 'birthday' | 'photo' }
  | { property: ListProperty; wish: Wish[] }
  | { property: 'addresses'; wish: Wish[] };

/** For an address, `field` is the prefix of its six fields (`mailing` for `mailing.street` and so on). */
export interface MappingEntry {
  field: FieldKey;
  slot: Slot;
  direction: 'both' | 'in' | 'out';
  /** Set by a person for this account, in place of the default. */
  own?: true;
  /** Its slot is not the default one of its field. */
  moved?: true;
}

export type Mapping = MappingEntry[];

/** Where an account's mapping differs from the defaults; null for a field that is not synced there. */
export type OwnMapping = Record<FieldKey, Omit<MappingEntry, 'field' | 'own' | 'moved'> | null>;

/** Which value of a card a slot stands for: its comparison form, and the label it had. */
export interface Bound {
  key: string;
  label: Label;
}

/** What both sides held when they last agreed. Two-sided: a provider may store a value in another form than ours. */
export interface Base {
  fields: Record<FieldKey, { local: string | null; remote: string | null }>;
  /** By slot (a list field, or an address). A slot that is absent here was not mapped at the time. */
  bound: Record<string, Bound | null>;
  /** Values of the card that no slot took, as `property|label|key`: only what is new may fill a slot that was emptied. */
  others: string[];
  /** By field (an address by its prefix), the slot it was agreed under where that was not the default (`slotId`). */
  slots?: Record<FieldKey, string>;
  /** The group this card of ours is still to be put into. */
  join?: string;
}

/** What is being written and whose answer is not known yet. */
export interface Intent {
  type: 'create' | 'update' | 'remove';
  /** The record's values as sent. */
  sent: Values;
  /** What an update does to the card, until it is in a run's journal. */
  diff?: FieldDiff[];
  /** Milliseconds since the epoch. */
  at: number;
  /** When it was first found that there is no answer. */
  doubtedAt?: number;
}

export interface AccountSettings {
  direction: 'both' | 'in' | 'out';
  conflicts: 'crm' | 'book' | 'ask';
  remoteDelete: 'unlink' | 'trash' | 'ask';
  scope: { mode: 'all' | 'groups'; include: string[]; exclude: string[] };
  targetGroup: string | null;
  defaultKind: RecordKind;
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
  intervalMinutes: 5,
  paused: false,
};

/** What a run did and what it left. The last five add up to `remoteTotal` together with `failed`. */
export interface RunCounts {
  pulled: number;
  queued: number;
  created: number;
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

export interface PageToSave {
  cards: Observation[];
  removed: RemoteId[];
  unchanged: RemoteId[];
  groups: Group[];
  removedGroups: string[];
  /** The full listing these belong to; null for an incremental one. */
  generation: number | null;
  /** On the last page: where the next listing starts. Saved with the page, never before it. */
  next?: Cursor;
}

export interface BookState {
  id: string;
  remoteId: string;
  cursor: Cursor | null;
  generation: number;
}

export interface LinkRow {
  id: string;
  state: 'new' | 'creating' | 'active' | 'deleting';
  marker: string;
  base: Base | null;
  intent: Intent | null;
  outbox: Values[];
  /** What the counter said when this view was read; settling names it, so that a later change stays due. */
  touched: number;
  hold: Hold | null;
  failures: number;
  keepCard: boolean;
}

export interface Hold {
  code: HoldCode;
  detail: string;
  /** The card that a creation waits for. */
  cardId?: string;
}

/** The last link of a record in an account, whose card is linked to nothing. */
export interface FormerLink {
  cardId: string;
  name: string;
  /** Not merely missing from a listing. */
  isThere: boolean;
  base: Base | null;
  outbox: Values[];
  createdByUs: boolean;
  closedReason: string;
}

export interface RecordRow {
  id: string;
  kind: RecordKind;
  values: Values;
  version: number;
  deleted: boolean;
}

export interface CardRow {
  id: string;
  bookId: string;
  remoteId: RemoteId;
  version: Version;
  contact: Contact;
  /** Why it is never written; null for one that arrived whole. */
  loss: Loss | null;
  /** In one of the groups the account syncs, and in none that it leaves out. */
  inScope: boolean;
  state: 'live' | 'missing' | 'gone';
}

/** Everything one decision is made from, read at one moment. */
export interface LinkView {
  link: LinkRow;
  record: RecordRow;
  card: CardRow | null;
  /** The record is alive and the account's user has Sync mobile on. */
  wanted: boolean;
  /** Fields that wait for a person to say which value stands. */
  contested: FieldKey[];
  /** A live, unlinked card that is this one under another address: same uid or marker. Looked for only when needed. */
  replacement: string | null;
  /** Looked for only before a creation. */
  former: FormerLink | null;
  /** A card linked to nothing that is surely this record (contact/match-score.ts); looked for only before a creation. */
  lookalike: { cardId: string; name: string } | null;
  /** Card kept from an earlier link of this record in this account, with that link's base: a creation starts from it. */
  trashed: {
    raw: string;
    contact: Contact;
    base: Base | null;
    /** Groups of the book that listed it and are there yet. */
    listedBy: string[];
  } | null;
}

export interface ConflictRow {
  field: FieldKey;
  crm: string | null;
  book: string | null;
  base: string | null;
  /** Which side won by the account's policy; null when a person has to say. */
  resolution: 'crm' | 'book' | null;
}

/** What an execution writes beside the move itself: the run's journal. */
export interface Journal {
  type: ActionType;
  /** On the card, or on the record for 'update-record' and 'remove'. */
  diff: FieldDiff[];
  /** What an 'update' of a card takes into the record besides. */
  pull?: FieldDiff[];
  outcome: ActionOutcome;
}

/**
 * The store as one run sees it: bound to an account and to the fence of its claim. Every method is one transaction
 * that first checks the fence.
 * @throws FenceLost from any method once another run has claimed the account
 */
export interface SyncStore {
  books(found: { id: string; name: string; readOnly: boolean }[]): Promise<BookState[]>;
  /** Also of cards that went at `visibleBefore` or later: a listing may show them yet, as they were. */
  known(ids: RemoteId[], visibleBefore: number): Promise<Map<RemoteId, Version>>;
  /** Opens a full listing of a book; returns its generation. */
  startListing(bookId: string): Promise<number>;
  /** With the last page of a full listing, in its transaction: what no page showed becomes 'missing'. */
  savePage(bookId: string, page: PageToSave): Promise<{ pulled: number; queued: number }>;
  /** What a full listing did not show, to be verified; what was seen or written at `seenBefore` or later may not be visible yet. */
  missing(bookId: string, seenBefore: number): Promise<RemoteId[]>;
  /** Verified one by one: `cards` are there after all, `gone` are not. */
  verify(bookId: string, cards: Observation[], gone: RemoteId[]): Promise<void>;

  /** Links with something to do, by id after `after`; at most `limit`. */
  due(after: string | null, limit: number, now: number): Promise<LinkView[]>;
  /** The raw cards for a write. */
  cards(ids: string[]): Promise<Map<string, Card>>;
  /** Pictures by `photoId`. */
  photos(ids: string[]): Promise<Map<string, Photo>>;
  /** Keeps a picture; returns its `photoId`. */
  keepPhoto(photo: Photo): Promise<string>;
  /** A live card of this account carrying the marker, if the last pull brought one. */
  cardByMarker(marker: string): Promise<Card | null>;

  /** `certain`: nothing of ours can be on its way any more, so that what was sent and in doubt is forgotten. */
  settle(items: { linkId: string; touched: number; base: Base | null; certain: boolean }[]): Promise<void>;
  /**
   * Compare-and-set on the record's version; 'stale' changes nothing. `settled` when no push follows and nothing of ours
   * can be on its way any more.
   */
  pull(move: {
    view: LinkView;
    values: FieldDiff[];
    base: Base;
    conflicts: ConflictRow[];
    settled: boolean;
  }): Promise<'done' | 'stale'>;
  /** Before a remote call: what is about to be sent, or the card about to be deleted into the trash. */
  intend(moves: { view: LinkView; intent: Intent; book: string }[]): Promise<void>;
  /** After the answer: the card as it now is, and the base both sides agree on. */
  written(
    view: LinkView,
    card: Observation,
    bookId: string,
    base: Base,
    settled: boolean,
    journal: Journal,
  ): Promise<void>;
  removed(view: LinkView, journal: Journal): Promise<void>;
  /** Somebody wrote first: the card as it is; the link is due again. */
  stale(view: LinkView, card: Observation): Promise<void>;
  /** The card is not there any more, or not where it was: it is missing until that is verified; the link is due again. */
  gone(view: LinkView): Promise<void>;
  /** An update whose answer was lost and that is seen to have happened: it is journalled, once. */
  found(view: LinkView, journal: Journal): Promise<void>;
  /** An intent that certainly did not happen. */
  withdraw(view: LinkView): Promise<void>;
  /** These fields are contested no more: an edit made both sides one, with the value that stands. */
  uncontest(view: LinkView, stands: Values): Promise<void>;
  /** What the guard decides by; asked only when a plan has effects. */
  guardState(now: number): Promise<GuardState>;
  /** Keeps plans for a person to approve: a waiting run with its actions, and a hold on each link. */
  holdForApproval(items: { view: LinkView; class: ActionClass; action: Journal }[]): Promise<void>;
  /** What waits for a person and is asked for no more, or otherwise: out of the waiting run, which ends with its last action. */
  release(linkIds: string[]): Promise<void>;
  /** Ends the review of a change of settings for which nothing waits, is due or in doubt: there was nothing to be seen. */
  endReview(): Promise<void>;
  /** Records into which one of these values was pulled again and again of late: two programs undo each other's work. */
  flipping(items: { recordId: string; diff: FieldDiff[] }[], now: number): Promise<Map<string, FieldKey>>;
  /**
   * Nothing moves until the content changes or the time comes. 'refused' says that what was sent last did not happen; any
   * other hold leaves what is in doubt in doubt.
   */
  hold(view: LinkView, hold: Hold, retryAt: number | null, journal: Journal | null): Promise<void>;
  /** The answer was lost, as was found at `since` (an earlier finding stands): ask again at `retryAt` what became of it. */
  doubt(view: LinkView, since: number, retryAt: number): Promise<void>;
  /** Changes nothing when the link was touched since it was looked at: it is due, and planned again. */
  close(
    view: LinkView,
    reason: CloseReason,
    effects: { flagOff: boolean; trashRecord: boolean },
  ): Promise<void>;
  /** A new link goes on from where the former one of this card was. */
  repoint(view: LinkView, cardId: string): Promise<void>;

  /** One batch of an import: at most `limit` items that were typed when it was asked for. Returns how many were decided. */
  importReady(limit: number, create: (item: ReadyItem) => Creation): Promise<number>;

  progress(done: number, expected: number | null): Promise<void>;
  /** The account's cards by what became of them. */
  totals(): Promise<{
    remoteTotal: number;
    linked: number;
    pending: number;
    ignored: number;
    outOfScope: number;
    failed: number;
  }>;
}

/** A card somebody typed and asked to import. */
export interface ReadyItem {
  id: string;
  cardId: string;
  kind: RecordKind;
  /** Merge into this record instead of making one. */
  recordId: string | null;
  contact: Contact;
}

export interface Creation {
  values: Values;
  base: Base;
  /** The card holds something that has to be fetched: the new link is due at once. */
  due: boolean;
}

/** Another run has taken the account over; this one must stop without another word. */
export class FenceLost extends Error {
  override name = 'FenceLost';
}
