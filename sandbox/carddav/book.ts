import { randomInt } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';
import { cardFacts } from './card-text.ts';

export interface StoredCard {
  /** The last segment of its path, decoded. */
  readonly name: string;
  uid: string;
  etag: string;
  /** The place of its last change in the book's history. */
  sequence: number;
  /** Bytes as they were put, or the number of a seeded card, which is written out when it is read. */
  body: Buffer | number;
}

/** Where the cards of a filled book come from; each function must answer the same for the same number. */
export interface CardSource {
  count: number;
  name(index: number): string;
  uid(index: number): string;
  text(index: number): string;
}

export interface Change {
  name: string;
  /** Undefined: the member is gone. */
  card: StoredCard | undefined;
  sequence: number;
}

/** One address book: bytes by name, and a history that answers "what changed since" in time proportional to the changes. */
export class Book {
  readonly name: string;
  readonly displayName: string;
  readonly behaviour: Behaviour;
  sequence = 0;
  /** Tokens of an earlier generation are bogus. */
  generation = randomInt(100, 900);
  #cards = new Map<string, StoredCard>();
  #namesByUid = new Map<string, string>();
  #gone = new Map<string, number>();
  /** In order of sequence. An entry counts only while it is the last one of its name. */
  #history: { name: string; sequence: number }[] = [];
  #source: CardSource | undefined;

  constructor(name: string, displayName: string, behaviour: Behaviour) {
    this.name = name;
    this.displayName = displayName;
    this.behaviour = behaviour;
  }

  get count(): number {
    return this.#cards.size;
  }

  cards(): IterableIterator<StoredCard> {
    return this.#cards.values();
  }

  card(name: string): StoredCard | undefined {
    return this.#cards.get(this.#kept(name));
  }

  nameOfUid(uid: string): string | undefined {
    return this.#namesByUid.get(uid);
  }

  bytes(card: StoredCard): Buffer {
    return typeof card.body === 'number' ? Buffer.from(this.#source!.text(card.body)) : card.body;
  }

  /** As it goes into XML. */
  text(card: StoredCard): string {
    if (this.behaviour.charset === 'bytes') return this.bytes(card).toString('latin1');
    return typeof card.body === 'number' ? this.#source!.text(card.body) : card.body.toString('utf8');
  }

  /** Fills an empty book without writing a single card out. */
  fill(source: CardSource): void {
    this.#source = source;
    for (let index = 0; index < source.count; index++) {
      this.#store(source.name(index), source.uid(index), index);
    }
  }

  put(name: string, body: Buffer): StoredCard {
    return this.#store(this.#kept(name), cardFacts(body.toString('utf8')).uid, body);
  }

  remove(given: string): boolean {
    const name = this.#kept(given);
    const card = this.#cards.get(name);
    if (!card) return false;
    this.#cards.delete(name);
    if (this.#namesByUid.get(card.uid) === name) this.#namesByUid.delete(card.uid);
    this.#gone.set(name, this.#record(name));
    return true;
  }

  /** Gives every card, or the one named, another ETag and says so in the history, although nothing changed. */
  moveEtags(name?: string): void {
    for (const card of name === undefined ? [...this.#cards.values()] : [this.#cards.get(name)]) {
      if (card) this.#store(card.name, card.uid, card.body);
    }
  }

  expireTokens(): void {
    this.generation += 1;
  }

  /** Changes after `since`, oldest first, each name once. From 0 on: everything that is there, and what is gone. */
  *changes(since: number): Generator<Change> {
    const history = this.#history;
    for (let at = firstAfter(history, since); at < history.length; at++) {
      const { name, sequence } = history[at]!;
      const card = this.#cards.get(name);
      if (card ? card.sequence === sequence : this.#gone.get(name) === sequence)
        yield { name, card, sequence };
    }
  }

  #kept(name: string): string {
    return this.behaviour.hrefs === 'lower-case' ? name.toLowerCase() : name;
  }

  #store(name: string, uid: string, body: Buffer | number): StoredCard {
    const before = this.#cards.get(name);
    if (before && before.uid !== uid && this.#namesByUid.get(before.uid) === name) {
      this.#namesByUid.delete(before.uid);
    }
    const sequence = this.#record(name);
    const card: StoredCard = before ?? { name, uid, etag: '', sequence, body };
    card.uid = uid;
    card.body = body;
    card.sequence = sequence;
    card.etag = this.#etag(before?.etag, sequence);
    this.#gone.delete(name);
    this.#cards.set(name, card);
    if (uid !== '') this.#namesByUid.set(uid, name);
    return card;
  }

  #etag(before: string | undefined, sequence: number): string {
    const { etags, quotedEtags } = this.behaviour;
    const restarted = before === undefined ? 0 : Number(before.replace(/\D/g, '')) + 1;
    const value =
      etags === 'restarting' ? `gcs${String(restarted).padStart(8, '0')}` : `k${sequence.toString(36)}s`;
    return quotedEtags ? `"${value}"` : value;
  }

  #record(name: string): number {
    this.sequence += 1;
    this.#history.push({ name, sequence: this.sequence });
    if (this.#history.length > 2 * (this.#cards.size + this.#gone.size) + 1000) this.#compact();
    return this.sequence;
  }

  /** A new array, because an answer that is being streamed may still walk the old one. */
  #compact(): void {
    this.#history = this.#history.filter(
      ({ name, sequence }) =>
        sequence === this.sequence || (this.#cards.get(name)?.sequence ?? this.#gone.get(name)) === sequence,
    );
  }
}

function firstAfter(history: { sequence: number }[], since: number): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (history[middle]!.sequence > since) high = middle;
    else low = middle + 1;
  }
  return low;
}
