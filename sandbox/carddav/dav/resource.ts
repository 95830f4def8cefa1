import type { Behaviour } from '../behaviour.ts';
import type { Book } from '../book.ts';

export interface Account {
  user: string;
  password: string;
  /** The number that iCloud puts first in every path of a user. */
  dsid: string;
  books: Map<string, Book>;
}

export type Resource =
  | { is: 'well-known' | 'root' | 'nothing' }
  | { is: 'principal' | 'home' | 'photo'; account: Account }
  | { is: 'book'; account: Account; book: Book }
  | { is: 'card'; account: Account; book: Book; name: string };

export const principalPath = (account: Account): string => `/${account.dsid}/principal/`;
export const homePath = (account: Account): string => `/${account.dsid}/carddavhome/`;
export const photoPath = (account: Account): string => `/${account.dsid}/photos/`;
export const bookPath = (account: Account, book: Book): string =>
  `${homePath(account)}${encodeURIComponent(book.name)}/`;

/** The path of a book without its last slash, as iCloud names the book inside its own sync answers. */
export const barePath = (account: Account, book: Book): string => bookPath(account, book).slice(0, -1);

export function resourceAt(path: string, accounts: readonly Account[]): Resource {
  if (/^\/\.well-known\/carddav\/?$/.test(path)) return { is: 'well-known' };
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) return { is: 'root' };
  const [dsid, place, bookName, cardName, ...deeper] = segments.map(decodeSegment);
  const account = accounts.find((one) => one.dsid === dsid);
  if (!account || deeper.length > 0) return { is: 'nothing' };
  if (place === 'principal' && bookName === undefined) return { is: 'principal', account };
  if (place === 'photos' && bookName !== undefined && cardName === undefined) return { is: 'photo', account };
  if (place !== 'carddavhome') return { is: 'nothing' };
  if (bookName === undefined) return { is: 'home', account };
  const book = account.books.get(bookName);
  if (!book) return { is: 'nothing' };
  return cardName === undefined
    ? { is: 'book', account, book }
    : { is: 'card', account, book, name: cardName };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** How this server writes the path of a card; all forms are read. */
export function cardHref(collection: string, name: string, behaviour: Behaviour, raw = false): string {
  if (raw) return collection + name;
  if (behaviour.hrefs === 'minimal') return collection + encodeURI(name);
  const encoded = encodeURIComponent(name);
  if (behaviour.hrefs === 'relative') return encoded;
  const hex =
    behaviour.hrefs === 'lower-hex' ? encoded.replace(/%../g, (code) => code.toLowerCase()) : encoded;
  return collection + hex;
}
