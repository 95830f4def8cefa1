// A link: a record paired with a card in one account. What both sides agreed on, what is under way, and why it waits.
import type { Label } from '../../contact/contact.ts';
import type { CloseReason, ENDED_OTHERWISE, HoldCode } from '../codes.ts';
import type { FieldDiff, FieldKey, Values } from '../model.ts';

/** Which value of a card a slot stands for: its comparison form, and the label it had. */
export interface Bound {
  key: string;
  label: Label;
}

/**
 * What the record (`local`) and the card (`remote`) held of one field when they last agreed. Two-sided: a provider may store a
 * value in another form than ours. The names are those of the stored rows.
 */
export interface Agreement {
  local: string | null;
  remote: string | null;
  /** Two pictures that met, each its side's own: nobody can say whether they are one. */
  own?: true;
}

/** What both sides held when they last agreed. */
export interface Base {
  fields: Record<FieldKey, Agreement>;
  /** By slot (a list field, or an address). A slot that is absent here was not mapped at the time. */
  bound: Record<string, Bound | null>;
  /** Values of the card that no slot took, as `property|label|key`: only what is new may fill a slot that was emptied. */
  others: string[];
  /** By field (an address by its prefix), the slot it was agreed under where that was not the default (`slotId`). */
  slots?: Record<FieldKey, string>;
  /** What `fields` said of those that the record's present kind lacks, until it has them again. */
  aside?: Base['fields'];
  /** The group this card of ours is still to be put into. */
  join?: string;
  /** A person chose it as the link was made: the first plan carries it out, whatever colleagues have agreed on. */
  chosen?: true;
  /** Of a card alone: what was on it when somebody said that it goes, as `CardRow.contentHash`. */
  content?: string;
  /** Where colleagues have the card of the record as well: of all their agreements on it the how manieth this is. */
  serial?: number;
  /** What people have said of fields since that was made: later than that, and earlier than whatever was sent by then. */
  said?: Said;
  /** When that was made, milliseconds since the epoch: what was seen of the card before knows nothing of it. */
  agreedAt?: number;
  /** Of a card that goes, its picture by its bytes, where that lies elsewhere, goes with the card, and is in no record. */
  picture?: string;
}

export interface Said {
  /** How many times. */
  times: number;
  /** By field, what was agreed on before: an agreement that says so yet does not know of it. */
  before: Record<FieldKey, Agreement | null>;
}

export const NOTHING_AGREED: Base = { fields: {}, bound: {}, others: [] };

/** A base that says `agreed` of these fields, as somebody said it, and of all others what it said: a later one than that was. */
export const withAgreed = ({ agreedAt: _, ...base }: Base, agreed: Base['fields']): Base => ({
  ...base,
  ...(base.serial === undefined ? {} : { said: saidOf(base, agreed) }),
  fields: { ...base.fields, ...agreed },
});

const saidOf = ({ fields, said }: Base, agreed: Base['fields']): Said => ({
  times: (said?.times ?? 0) + 1,
  before: {
    ...Object.fromEntries(Object.keys(agreed).map((field) => [field, fields[field] ?? null])),
    ...said?.before,
  },
});

/** What is being written and whose answer is not known yet. */
export interface Intent {
  type: 'create' | 'update' | 'remove';
  /** The record's values as sent. */
  sent: Values;
  /** What updates without an answer do to the card, until it is in a run's journal: the last one sent comes last. */
  diff?: FieldDiff[];
  /** Of a creation, the group that the card is to be put into: some books do that by a request of its own. */
  join?: string;
  /** Of a creation, our id of the book it was sent to: where new cards go may be another one by now. */
  book?: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Which agreement it leads to. @see Base.serial */
  serial?: number;
  /** When it was first found that there is no answer. */
  doubtedAt?: number;
  /** Of a deletion: its account was left, and its card is asked for since. The guard counts it yet; of the card it says nothing. */
  isAskedFor?: true;
}

/** A link that ended with its account while its card was being deleted: the card counts as deleted, and not as let go of. */
export const wasDeleting = ({ intent }: Pick<LinkRow, 'intent'>): boolean =>
  intent?.type === 'remove' && !intent.isAskedFor;

export interface Hold {
  code: HoldCode;
  detail: string;
  /** The card that a creation waits for. */
  cardId?: string;
}

/** How a link ended: by a plan, or by somebody's word on a record or an account. */
export type EndReason = CloseReason | (typeof ENDED_OTHERWISE)[number];

/** How a link ended whose card is the record's yet. After any other end a person has to say whether it is. */
export const STILL_ITS_CARD: ReadonlySet<string> = new Set<EndReason>(['kept', 'merged', 'disconnected']);

/** A row of the table of links. What happens to one is a `LinkMove`, and nothing else changes it (move.ts). */
export interface LinkRow {
  id: string;
  accountId: string;
  /** Null of a card alone, a second one of somebody: it is to be deleted or, with `keepCard`, put back and let go of. */
  recordId: string | null;
  cardId: string | null;
  /** 'new': no card yet · 'creating', 'deleting': sent and not answered yet · 'active' · 'closed': history. */
  state: 'new' | 'creating' | 'active' | 'deleting' | 'closed';
  /** Written into the card at its creation. */
  marker: string;
  base: Base | null;
  intent: Intent | null;
  /** Values sent whose answer was lost, so that our own write is recognised when it comes back. */
  outbox: Values[];
  /** Whoever changes the record, the card, the flag or the mapping adds one. */
  touched: number;
  /** Up to here everything was planned and carried out: what was touched since is due. */
  settled: number;
  hold: Hold | null;
  /** When it is due though nothing touched it; milliseconds since the epoch. */
  retryAt: number | null;
  /** Refusals in a row. */
  failures: number;
  createdByUs: boolean;
  /** Not wanted any more, its card stays where it is. */
  keepCard: boolean;
  closedReason: EndReason | null;
  /** The card's own names, once its account is disconnected. */
  formerUid: string | null;
  formerRemoteId: string | null;
}

/** A link as it begins. */
export const newLink = (
  given: Pick<LinkRow, 'id' | 'accountId' | 'recordId' | 'marker'> & Partial<LinkRow>,
): LinkRow => ({
  cardId: null,
  state: 'new',
  base: null,
  intent: null,
  outbox: [],
  touched: 1,
  settled: 0,
  hold: null,
  retryAt: null,
  failures: 0,
  createdByUs: true,
  keepCard: false,
  closedReason: null,
  formerUid: null,
  formerRemoteId: null,
  ...given,
});
