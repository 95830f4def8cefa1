// The port: what the engine needs from whatever keeps records, cards and links. Two stores implement it: PostgreSQL and the
// simulation's memory.
import type { Contact } from '../contact/contact.ts';
import type { Card, Cursor, Group, Photo, RemoteId, Version } from '../providers/provider.ts';
import type { ActionOutcome, ActionType, CloseReason } from './codes.ts';
import type { ActionClass, GuardState } from './decide/guard.ts';
import type { Base, Hold, Intent } from './link/link.ts';
import type { LinkView } from './link/view.ts';
import type { ConflictRow, FieldDiff, FieldKey, Observation, RecordKind, Values } from './model.ts';

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
