import type { Book, StoredCard } from './book.ts';
import { type Account, bookPath, cardHref } from './dav/resource.ts';

export interface PhoneCard {
  href: string;
  name: string;
  uid: string;
  etag: string;
}

/**
 * The address book as its owner's phone has it: reads and writes past the protocol, its faults, rules and rewriting.
 * Cards are named by href, absolute URL or file name, in any encoding.
 */
export class PhoneBook {
  readonly collection: string;
  readonly #account: Account;
  readonly #book: Book;

  constructor(account: Account, book: Book) {
    this.#account = account;
    this.#book = book;
    this.collection = bookPath(account, book);
  }

  count(): number {
    return this.#book.count;
  }

  list(): PhoneCard[] {
    return [...this.#book.cards()].map((card) => this.#show(card));
  }

  get(href: string): (PhoneCard & { vcard: string }) | undefined {
    const card = this.#book.card(nameOf(href));
    return card && { ...this.#show(card), vcard: this.#book.bytes(card).toString('utf8') };
  }

  /** Creates or replaces; the bytes are kept as they are. */
  put(name: string, vcard: string | Buffer): PhoneCard {
    return this.#show(this.#book.put(nameOf(name), Buffer.from(vcard)));
  }

  /** The bytes that are stored. */
  bytes(href: string): Buffer | undefined {
    const card = this.#book.card(nameOf(href));
    return card && this.#book.bytes(card);
  }

  /** @throws Error when there is no such card. */
  edit(href: string, change: (vcard: string) => string): PhoneCard {
    const card = this.#book.card(nameOf(href));
    if (!card) throw new Error(`There is no card ${href} in ${this.collection} of ${this.#account.user}.`);
    return this.put(card.name, change(this.#book.bytes(card).toString('utf8')));
  }

  /** False when it was not there. */
  remove(href: string): boolean {
    return this.#book.remove(nameOf(href));
  }

  /** Another ETag without another byte, for one card or for all. */
  moveEtags(href?: string): void {
    this.#book.moveEtags(href === undefined ? undefined : nameOf(href));
  }

  #show(card: StoredCard): PhoneCard {
    const written = cardHref(this.collection, card.name, this.#book.behaviour);
    const href = written.startsWith('/') ? written : this.collection + written;
    return { href, name: card.name, uid: card.uid, etag: card.etag };
  }
}

function nameOf(href: string): string {
  const last = href.slice(href.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
