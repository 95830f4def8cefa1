// Everything one decision is made from.
import type { Contact } from '../../contact/contact.ts';
import type { Card, RemoteId } from '../../providers/provider.ts';
import type { CardRow, FieldKey, RecordRow, Values } from '../model.ts';
import type { Base, Intent, LinkRow } from './link.ts';
import type { LinkMove } from './move.ts';

/** The last link of a record in an account, whose card is linked to nothing. */
export interface FormerLink {
  linkId: string;
  cardId: string;
  name: string;
  /** Not merely missing from a listing. */
  isThere: boolean;
  base: Base | null;
  outbox: Values[];
  /** An update whose answer never came: it ended with its account. */
  intent: Intent | null;
  createdByUs: boolean;
  closedReason: string;
}

/** By what the card of a link is known whose account was left: without an address it is a marker. */
export interface FormerName {
  remoteId: RemoteId | null;
  uid: string | null;
}

/** A live card that is linked to nothing and has the identifier of one that is gone. */
export interface Namesake {
  cardId: string;
  contact: Contact;
  /** First seen by the run that saw the other one last, or by a later one. */
  isNew: boolean;
  /** A person has said something about it, or it had a link of its own. */
  isDecided: boolean;
}

/** A link of the same record in another account that is connected to the same address book. */
export interface Beside {
  linkId: string;
  /** 'closed': it left the card in the book as the record's. */
  state: 'creating' | 'active' | 'deleting' | 'closed';
  /** The owner of that account has Sync mobile on for the record, and the record is alive. */
  wanted: boolean;
  /** Its card as this account knows it: there, and nobody else's. */
  cardId: string | null;
  /** This account has not seen that card yet, or a listing did not show it; the other one has not seen it go. */
  isUnseen: boolean;
  /** Both accounts have seen the card alike last. */
  isAlike: boolean;
  /** What that account and the record agree on. */
  base: Base | null;
  intent: Intent | null;
  outbox: Values[];
}

/** Of the agreements on a card that several links have, the last one that a link knows of, or is on its way to. */
export const serialOf = ({ base, intent }: Pick<LinkRow, 'base' | 'intent'>): number =>
  Math.max(base?.serial ?? 0, intent?.serial ?? 0);

/** Where a base stands among the agreements on its card; where nothing is agreed on, before them all. */
export const placeOf = (base: Base | null): number =>
  base ? (base.serial ?? 0) + 1 - 1 / (1 + (base.said?.times ?? 0)) : -1;

/** A colleague has this very card, and wants it: it stays for them. */
export const isWantedBeside = (beside: Beside[], card: string | null): boolean =>
  beside.some(
    ({ state, wanted, cardId }) => state === 'active' && wanted && cardId !== null && cardId === card,
  );

/** What a plan was made of stands as it did; which card is meant does not change with it. */
const isAsBefore = (then: Beside[], now: Beside[]): boolean =>
  then.length === now.length &&
  then.every((was) =>
    now.some(
      (link) =>
        link.linkId === was.linkId &&
        link.state === was.state &&
        link.wanted === was.wanted &&
        serialOf(link) === serialOf(was),
    ),
  );

/**
 * Whether a step may be taken that was made of what stood `then` beside a link, which has agreed on `own` by now. The answer to what was
 * sent is kept out by a later agreement alone, which says more of the card than the answer knows.
 */
export const standsBeside = (
  move: Pick<LinkMove, 'type'> | undefined,
  own: Base | null,
  then: Beside[],
  now: Beside[],
): boolean => {
  if (move?.type !== 'answered') return isAsBefore(then, now);
  const known = Math.max(placeOf(own), ...then.map(({ base }) => placeOf(base)));
  return now.every(({ base }) => placeOf(base) <= known);
};

/** Everything one decision is made from, read at one moment. */
export interface LinkView {
  link: LinkRow;
  record: RecordRow;
  card: CardRow | null;
  /** The record is alive and the account's user has Sync mobile on. */
  wanted: boolean;
  /** Fields that wait for a person to say which value stands. */
  contested: FieldKey[];
  /** Looked for only where the card is gone. */
  namesakes: Namesake[];
  /** A card that is gone was deleted for somebody else, who has connected the same address book: no person did it there. */
  removedByColleague: boolean;
  /** Looked for only before a creation. */
  former: FormerLink | null;
  /**
   * Cards of the record that this account has not seen: those it had before its account was connected again, by marker where their
   * address is not known, and that of an account beside, or which one has left there as the record's.
   */
  unseen: FormerName[];
  /** Of an account whose address book others have connected as well. */
  beside: Beside[];
  /** A card linked to nothing that is surely this record (contact/match-score.ts); looked for only before a creation. */
  lookalike: { cardId: string; name: string } | null;
  /** A live card, in whichever book, that carries the marker of a creation whose answer was lost; looked for only then. */
  made: (Card & { bookId: string }) | null;
  /** Fields of labels that are tied to a group here, as long as there are both. */
  ties: FieldKey[];
  /** Values taken into the record from this account again and again of late: two programs undo each other's work. */
  flips: { field: FieldKey; value: string | null }[];
  /** How large the record's picture is; null where it has none that is kept. */
  photoBytes: number | null;
  /** Card kept from an earlier link of this record in this account, with that link's base: a creation starts from it. */
  trashed: {
    raw: string;
    contact: Contact;
    base: Base | null;
    /** Groups of the book that listed it and are there yet. */
    listedBy: string[];
  } | null;
}
