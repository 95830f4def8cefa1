// Names of cards inside a book: what a server writes, what it means, what identifies it.
import { normalPath, pathOf, resolveHref } from '../../../protocol/webdav/href.ts';
import type { DavResponse } from '../../../protocol/webdav/multistatus.ts';
import { descendants } from '../../../protocol/webdav/multistatus.ts';
import { davName } from '../../../protocol/webdav/xml.ts';
import type { RemoteId } from '../../provider.ts';
import type { Session } from '../session.ts';
import type { BookState } from '../state.ts';

/** A card as a listing names it. */
export interface Member {
  id: RemoteId;
  /** Empty when the server gives none. */
  etag: string;
}

export interface BookAccess {
  session: Session;
  state: BookState;
  /** Spellings of the server that differ from the normal one; they are what it is asked with. */
  spellings: Map<RemoteId, string>;
}

export function createBookAccess(session: Session, state: BookState): BookAccess {
  return { session, state, spellings: new Map() };
}

/**
 * The member a response speaks of; null for the book itself, for collections, and for addresses on hosts that this
 * book has no business with.
 */
export function memberOf(book: BookAccess, response: DavResponse, answeredBy: string): Member | null {
  const url = resolveHref(response.href, answeredBy);
  if (!url || (url.origin !== new URL(answeredBy).origin && !book.session.preset.isTrustedHost(url)))
    return null;
  const id = normalPath(url.pathname) as RemoteId;
  // iCloud lists the book among its members, without the slash at its end.
  if (`${id.replace(/\/$/, '')}/` === `${normalPath(new URL(book.state.url).pathname).replace(/\/$/, '')}/`)
    return null;
  if (isCollection(response)) return null;
  const spelling = pathOf(url);
  if (spelling !== id) book.spellings.set(id, spelling);
  return { id, etag: response.props.get(davName('getetag'))?.text.trim() ?? '' };
}

function isCollection(response: DavResponse): boolean {
  const type = response.props.get(davName('resourcetype'));
  return type !== undefined && [...descendants(type)].some((node) => node.name === davName('collection'));
}

/** The path to send for a card. */
export function hrefOf(book: BookAccess, id: RemoteId): string {
  return book.spellings.get(id) ?? id;
}

export function urlOf(book: BookAccess, id: RemoteId): string {
  return new URL(hrefOf(book, id), book.state.url).href;
}

/** Where a card that we create stands: its marker is its name, so that a lost answer can be looked up. */
export function markerId(book: BookAccess, marker: string): RemoteId {
  return normalPath(`${pathInFront(book)}${marker}.vcf`) as RemoteId;
}

/** Whether a text is the address of a card of this book. */
export function isInBook(book: BookAccess, text: string): text is RemoteId {
  const path = normalPath(pathInFront(book));
  return text.startsWith(path) && text.length > path.length;
}

/** The book's path, with the slash that its cards' names stand behind. */
function pathInFront({ state }: BookAccess): string {
  return new URL(state.url).pathname.replace(/\/?$/, '/');
}
