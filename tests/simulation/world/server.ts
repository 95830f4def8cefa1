// The far side of simulated accounts: what the provider really holds, with everything it ever held, so that readers can be shown
// an older state than writers; and the hands of the address book's owner. Several accounts may be connected to one: cards and what
// their owner does are the server's, links and what the engine does are each account's.
import { type Contact, emptyContact } from '../../../src/contact/contact.ts';
import { arriving, type Lost } from './losses.ts';

export const FIRST_BOOK = 'book';
export const READ_ONLY_BOOK = 'read-only';

export interface ServerCard {
  id: string;
  /** Where it lies. */
  book: string;
  /** Grows with every write to the server: an order of its own. */
  revision: number;
  etag: string;
  uid: string;
  marker: string | null;
  contact: Contact;
  /** What no contact field stands for: photo, custom properties. */
  unmapped: string[];
  /** What readers do not get of it. */
  lost: Lost | null;
  /** As it arrives. */
  raw: string;
}

/** One state of a card; null once it is removed. */
export interface State {
  id: string;
  order: number;
  at: number;
  card: ServerCard | null;
}

/** A group; `members` by uid where groups list them, null where cards name their groups. */
export interface ServerGroup {
  id: string;
  name: string;
  members: string[] | null;
}

interface GroupState {
  id: string;
  order: number;
  at: number;
  group: ServerGroup | null;
}

/** Of the engine there is one for each account; here it is that of the account whose way to the server this is. */
export type Hand = 'owner' | 'engine';

/** Whose hand it was, as an account sees it: the engine of another account that is connected to the same server is a colleague. */
export type SeenHand = Hand | 'colleague';

export interface Server {
  /** Who the provider says it is: the same for every account that is connected to it. */
  identity: string;
  /** Another account's way to the same server. */
  sharedWith(witness: Witness): Server;
  get(id: string): ServerCard | null;
  live(): ServerCard[];
  create(
    hand: Hand,
    card: {
      uid?: string;
      marker?: string | null;
      contact: Contact;
      unmapped?: string[];
      book?: string | undefined;
    },
  ): ServerCard;
  /** Also with the same content: then only the etag moves. */
  update(
    hand: Hand,
    id: string,
    change: { contact?: Contact; unmapped?: string[]; lost?: Lost | null },
  ): ServerCard;
  remove(hand: Hand, id: string): void;
  /** The state of a card as of a moment; undefined when it did not exist by then. */
  stateAt(id: string, at: number): State | undefined;
  /** The last state of each card whose last state by `at` came after `order`. */
  since(order: number, at: number): State[];
  /** Order of the last thing that had happened by `at`. */
  orderAt(at: number): number;
  /** Every state of a card, oldest first. */
  history(id: string): State[];
  ids(): string[];
  /** Where a card lies, or lay. */
  bookOf(id: string): string;

  groups(): ServerGroup[];
  setGroup(hand: Hand, group: ServerGroup): void;
  removeGroup(hand: Hand, id: string): void;
  /** The last state of each group whose last state by `at` came after `order`. */
  groupsSince(order: number, at: number): { id: string; group: ServerGroup | null }[];
  /** Bytes, as text, by what a card calls its picture. */
  photos: Map<string, string>;
}

/** An account, which hears of every change, by whom, with what was there before and after. */
export interface Witness {
  card(hand: SeenHand, before: ServerCard | null, after: ServerCard | null): void;
  group(hand: SeenHand, before: ServerGroup | null, after: ServerGroup | null): void;
}

/** @param holds what a card there has a place for, whoever writes it */
export function createServer(
  now: () => number,
  identity: string,
  first: Witness,
  holds: (contact: Contact) => Contact = (contact) => contact,
): Server {
  const states = new Map<string, State[]>();
  const groupLog: GroupState[] = [];
  const present = new Map<string, ServerGroup>();
  const log: State[] = [];
  const photos = new Map<string, string>();
  const witnesses: Witness[] = [];
  let order = 0;
  let created = 0;

  const get = (id: string): ServerCard | null => states.get(id)?.at(-1)?.card ?? null;

  function sharedWith(mine: Witness): Server {
    witnesses.push(mine);
    // What is there already somebody else has put there.
    for (const id of states.keys()) mine.card('colleague', null, get(id));

    function tell(hand: Hand, what: (witness: Witness, hand: SeenHand) => void): void {
      for (const witness of witnesses)
        what(witness, hand === 'engine' && witness !== mine ? 'colleague' : hand);
    }

    function happen(hand: Hand, id: string, card: ServerCard | null): void {
      const state = { id, order, at: now(), card };
      const known = states.get(id) ?? [];
      const before = known.at(-1)?.card ?? null;
      known.push(state);
      states.set(id, known);
      log.push(state);
      tell(hand, (witness, seen) => witness.card(seen, before, card));
    }

    function store(hand: Hand, card: Omit<ServerCard, 'revision' | 'etag' | 'raw'>): ServerCard {
      order += 1;
      const { uid, marker, unmapped, lost } = card;
      const contact = holds(card.contact);
      const arrived = { contact: arriving(contact, lost), unmapped: lost ? [] : unmapped };
      const raw = JSON.stringify({ uid, marker, ...arrived });
      const stored = { ...card, contact, revision: order, etag: `"${order}"`, raw };
      happen(hand, card.id, stored);
      return stored;
    }

    function happenToGroup(hand: Hand, id: string, group: ServerGroup | null): void {
      order += 1;
      const before = present.get(id) ?? null;
      if (group) present.set(id, group);
      else present.delete(id);
      groupLog.push({ id, order, at: now(), group });
      tell(hand, (witness, seen) => witness.group(seen, before, group));
    }

    return {
      identity,
      sharedWith,
      get,
      live: () => [...states.keys()].flatMap((id) => get(id) ?? []),
      create(hand, { uid, marker = null, contact, unmapped = [], book = FIRST_BOOK }) {
        created += 1;
        const id = `card-${created}`;
        return store(hand, { id, book, uid: uid ?? `uid-${created}`, marker, contact, unmapped, lost: null });
      },
      update: (hand, id, change) => store(hand, { ...get(id)!, ...change }),
      remove(hand, id) {
        order += 1;
        happen(hand, id, null);
      },
      stateAt: (id, at) => states.get(id)?.findLast((state) => state.at <= at),
      since(after, at) {
        const last = new Map<string, State>();
        for (const state of log) if (state.at <= at) last.set(state.id, state);
        return [...last.values()].filter((state) => state.order > after);
      },
      orderAt: (at) =>
        Math.max(...[log, groupLog].map((all) => all.findLast((state) => state.at <= at)?.order ?? 0)),
      history: (id) => states.get(id) ?? [],
      ids: () => [...states.keys()],
      bookOf: (id) => states.get(id)![0]!.card!.book,
      groups: () => [...present.values()],
      setGroup: (hand, group) => happenToGroup(hand, group.id, group),
      removeGroup: (hand, id) => happenToGroup(hand, id, null),
      groupsSince(after, at) {
        const last = new Map<string, GroupState>();
        for (const state of groupLog) if (state.at <= at) last.set(state.id, state);
        return [...last.values()].filter((state) => state.order > after);
      },
      photos,
    };
  }

  return sharedWith(first);
}

/** The raw card of an earlier life. */
export function readRaw(raw: string): {
  contact: Contact;
  unmapped: string[];
  uid: string;
  marker: string | null;
} {
  return { contact: emptyContact(), unmapped: [], ...JSON.parse(raw) };
}
