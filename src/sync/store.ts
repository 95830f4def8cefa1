// The port: what the engine needs from whatever keeps records, cards and links. Two stores implement it: PostgreSQL and the
// simulation's memory.
import type { Contact } from '../contact/contact.ts';
import type {
  Card,
  Cursor,
  Group,
  Photo,
  ProviderErrorKind,
  RemoteId,
  Version,
} from '../providers/provider.ts';
import type { ActionOutcome, ActionType, TrashReason } from './codes.ts';
import type { ActionClass, GuardState } from './decide/guard.ts';
import type { Base } from './link/link.ts';
import type { LinkMove } from './link/move.ts';
import type { Beside, LinkView } from './link/view.ts';
import type { Choice, ConflictRow, FieldDiff, Observation, RecordKind, RunCounts, Values } from './model.ts';

export interface PageToSave {
  cards: Observation[];
  removed: RemoteId[];
  /** Links of the first go over to the second, where that has none. */
  renamed?: { from: RemoteId; to: RemoteId }[];
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
  /** It failed when it was last asked. */
  isFailing: boolean;
}

/** Why one book of an account cannot be asked, though the account can; in the provider's words. */
export interface BookFailure {
  kind: ProviderErrorKind;
  detail: string;
}

/** What a run did with a link, or would do: a line of its journal. */
export interface Journal {
  type: ActionType;
  /** On the card, or on the record for 'update-record' and 'remove'. */
  diff: FieldDiff[];
  /** What an 'update' of a card takes into the record besides. */
  pull?: FieldDiff[];
  outcome: ActionOutcome;
  /** Somebody said yes to it: the guard does not count it. */
  approved?: true;
}

/** A move of a link; that of an answer names no card, for it is the one saved with it. */
export type StepMove =
  | Exclude<LinkMove, { type: 'answered' }>
  | Omit<Extract<LinkMove, { type: 'answered' }>, 'cardId'>;

/** Whatever happens to one link at once, with all that belongs to it. */
export interface Step {
  linkId: string;
  /** Null of a card alone. */
  recordId: string | null;
  /** What stood beside the link when this was decided: passed over where that has changed. */
  beside?: Beside[];
  /** Absent where the link stays as it is. */
  move?: StepMove;
  /** The card as it was just seen: saved whatever becomes of the step. */
  card?: { bookId: string; card: Observation };
  /** What was just learned about the link's card: 'missing' until a look at it has shown that it is gone. */
  cardIs?: 'gone' | 'missing';
  /** Compare-and-set on the record's version; the record's other links become due. */
  record?: { expect: number; values: Values };
  conflicts?: ConflictRow[];
  /** Fields contested no more: an edit made both sides one, with the value that stands. */
  settles?: Values;
  /** The card as it is, into the trash. */
  trash?: TrashReason;
  /** The owner's Sync mobile of the record. */
  flag?: 'off';
  /** The record into the trash. */
  trashRecord?: true;
  /** The record may have been wanted again meanwhile: it gets a link of its own. */
  wantedAgain?: true;
  /**
   * 'offer': the card lies in the queue as one that was let go of; 'ask': it waits there for a person; 'forget': nobody is asked
   * about it any more.
   */
  queue?: 'offer' | 'ask' | 'forget';
  /** A link that ended: this one goes on with what that had sent. */
  passesOn?: string;
  /** What waits for a person: an action of the account's waiting run. */
  waits?: { class: ActionClass; action: Journal };
  /** What waited for a person waits no more; a run in which nothing waits any more has ended. */
  release?: true;
  journal?: Journal[];
}

/** 'stale': the record has changed since, and the later steps of this link are passed over. 'passed-over': the move does not apply. */
export type StepResult = 'done' | 'stale' | 'passed-over';

/**
 * The store as one run sees it: bound to an account and to the fence of its claim. Whatever writes is one transaction that first
 * checks the fence; where there is nothing to write nothing is checked.
 * @throws FenceLost from whatever writes, once another run has claimed the account
 */
export interface SyncStore {
  books(found: { id: string; name: string; readOnly: boolean }[]): Promise<BookState[]>;
  /** Also of cards that went at `visibleBefore` or later: a listing may show them yet, as they were. */
  known(ids: RemoteId[], visibleBefore: number): Promise<Map<RemoteId, Version>>;
  /** A book fails by itself, since when it first did so; null: it answers again. */
  bookFails(bookId: string, failure: BookFailure | null): Promise<void>;
  /** Opens a full listing of a book; returns its generation. */
  startListing(bookId: string): Promise<number>;
  /** With the last page of a full listing, in its transaction: what no page showed becomes 'missing'. */
  savePage(bookId: string, page: PageToSave): Promise<{ pulled: number; queued: number }>;
  /** What a full listing did not show, to be verified; what was seen or written at `seenBefore` or later may not be visible yet. */
  missing(bookId: string, seenBefore: number): Promise<RemoteId[]>;

  /** Links with something to do, by id after `after`; at most `limit`. */
  due(after: string | null, limit: number, now: number): Promise<LinkView[]>;
  /** What the guard decides by; asked only when a plan has effects. */
  guardState(now: number): Promise<GuardState>;

  /** The raw cards for a write. */
  cards(ids: string[]): Promise<Map<string, Card>>;
  /** Pictures by `photoId`. */
  photos(ids: string[]): Promise<Map<string, Photo>>;
  /** Keeps a picture; returns its `photoId`. */
  keepPhoto(photo: Photo): Promise<string>;
  /**
   * Writes whatever happens to links, in order, in one transaction; what came of each. A step that is stale or passed over
   * writes nothing of itself but the card that was seen.
   */
  commit(steps: Step[]): Promise<StepResult[]>;

  /** One batch of an import: at most `limit` items that were typed when it was asked for. */
  importReady(limit: number, importer: Importer): Promise<Imported>;

  /** `phase` where it is not the pull of cards. */
  progress(done: number, expected: number | null, phase?: 'import'): Promise<void>;
  /**
   * At the end of a run. `review`: a change of settings for which nothing waits, is due or in doubt is reviewed: there was
   * nothing to be seen. `count`: the account's cards by what became of them.
   */
  finish(ask: { review: boolean; count: boolean }): Promise<Totals | null>;
}

export type Totals = Pick<
  RunCounts,
  'remoteTotal' | 'linked' | 'pending' | 'ignored' | 'outOfScope' | 'failed'
>;

/** A card somebody typed and asked to import. */
export interface ReadyItem {
  id: string;
  cardId: string;
  kind: RecordKind;
  /** Merge into this record instead of making one. */
  recordId: string | null;
  /** Where it differs from that record, which stands; null leaves that to be asked. */
  choice: Choice | null;
  /** The company that the card names is made with its record, where there is none of that name. */
  withCompany?: boolean;
  contact: Contact;
}

/** What becomes of a card that is imported. */
export interface Importer {
  create(item: ReadyItem): Creation;
  /** What the link with a record of these values begins with; null for nothing agreed. */
  unite(item: ReadyItem, values: Values): Base | null;
}

/** How many items of a batch were decided, failures included; of them the new records, and the cards linked to one there was. */
export interface Imported {
  decided: number;
  created: number;
  merged: number;
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
