// The far side of the memory provider: an address book with honest versions, tombstones and a log of changes, and the
// hands of its owner.
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Group, Photo, RemoteId, Version } from '../provider.ts';

/** What a raw card holds: the contact, and data of no concern to anybody here. */
export interface MemoryCard {
  uid: string;
  marker: string | null;
  contact: Contact;
  unmapped: string[];
}

export interface StoredCard {
  id: RemoteId;
  version: Version;
  /** JSON of a MemoryCard. */
  raw: string;
}

export interface MemoryBook {
  id: string;
  name: string;
  readOnly: boolean;
  /** With `members`, the book lists them; without, cards name the group themselves. */
  groups: Map<string, Group>;
  /** Pictures by `photoId`, as the cards name them. */
  photos: Map<string, Photo>;
  /** The owner's own actions, past every rule and fault. */
  create(card: Partial<MemoryCard>): RemoteId;
  edit(id: RemoteId, change: (card: MemoryCard) => MemoryCard): void;
  /** Other version, same content. */
  touch(id: RemoteId): void;
  remove(id: RemoteId): void;
  removeGroup(id: string): void;
  get(id: RemoteId): StoredCard | undefined;
  all(): StoredCard[];
  /** What happened after `sequence`; `sequence` of the last change comes with it. */
  since(sequence: number): {
    changed: RemoteId[];
    removed: RemoteId[];
    removedGroups: string[];
    sequence: number;
  };
  /** Moves with every expiry: cursors of an earlier generation are no longer known. */
  generation(): number;
  expireCursors(): void;
}

export function createMemoryBook(
  options: { id?: string; name?: string; readOnly?: boolean } = {},
): MemoryBook {
  const { id: bookId = 'book', name = 'Contacts', readOnly = false } = options;
  const cards = new Map<RemoteId, StoredCard>();
  /** The last change of every card there ever was, in order of happening. */
  const log = new Map<RemoteId, number>();
  const groups = new Map<string, Group>();
  const removedGroups = new Map<string, number>();
  let sequence = 0;
  let created = 0;
  let generation = 1;

  function happened(id: RemoteId): Version {
    sequence += 1;
    log.delete(id);
    log.set(id, sequence);
    return `"${sequence}"` as Version;
  }

  function put(id: RemoteId, raw: string): void {
    cards.set(id, { id, raw, version: happened(id) });
  }

  function existing(id: RemoteId): StoredCard {
    const card = cards.get(id);
    if (!card) throw new Error(`The book ${bookId} has no card ${id}.`);
    return card;
  }

  return {
    id: bookId,
    name,
    readOnly,
    groups,
    photos: new Map(),
    create(card) {
      created += 1;
      const id = `${bookId}/${created}` as RemoteId;
      put(
        id,
        JSON.stringify({ uid: `uid-${id}`, marker: null, contact: emptyContact(), unmapped: [], ...card }),
      );
      return id;
    },
    edit: (id, change) => put(id, JSON.stringify(change(JSON.parse(existing(id).raw) as MemoryCard))),
    touch: (id) => put(id, existing(id).raw),
    remove(id) {
      if (cards.delete(id)) happened(id);
    },
    removeGroup(id) {
      sequence += 1;
      if (groups.delete(id)) removedGroups.set(id, sequence);
    },
    get: (id) => cards.get(id),
    all: () => [...cards.values()],
    since(from) {
      const ids = [...log].filter(([, at]) => at > from).map(([id]) => id);
      return {
        changed: ids.filter((id) => cards.has(id)),
        removed: ids.filter((id) => !cards.has(id)),
        removedGroups: [...removedGroups]
          .filter(([id, at]) => at > from && !groups.has(id))
          .map(([id]) => id),
        sequence,
      };
    },
    generation: () => generation,
    expireCursors() {
      generation += 1;
    },
  };
}
