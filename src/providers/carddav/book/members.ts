// Names of cards inside a book: what a server writes, what it means, what identifies it.
import { normalPath, pathOf, resolveHref } from '../../../protocol/webdav/href.ts';
import type { DavResponse } from '../../../protocol/webdav/multistatus.ts';
import { descendants } from '../../../protocol/webdav/multistatus.ts';
import { davName } from '../../../protocol/webdav/xml.ts';
import type { RemoteId } from '../../provider.ts';
import type { Session } from '../session.ts';
import type { BookState } from '../state.ts';
import type { OwnWrites } from './own-writes.ts';

/** A card as a listing names it. */
export interface Member {
  id: RemoteId;
  /** Empty when the server gives none. */
  etag: string;
  /** In bytes, where the server says so. */
  size?: string;
  /** The listing names it and says that it has nothing of what was asked for: so some servers report a removal. */
  isHollow?: true;
}

export interface BookAccess {
  session: Session;
  state: BookState;
  /** Spellings of the server that differ from the normal one; they are what it is asked with. */
  spellings: Map<RemoteId, string>;
  /** Cards that the server shows under another name than the one we made them under, by the name shown. */
  ownNames: Map<RemoteId, RemoteId>;
  ownWrites: OwnWrites;
}

export function createBookAccess(session: Session, state: BookState, ownWrites: OwnWrites): BookAccess {
  return { session, state, spellings: new Map(), ownNames: new Map(), ownWrites };
}

/**
 * The member a response speaks of; null for the book itself, for collections, and for addresses on hosts that this
 * book has no business with.
 */
export function memberOf(book: BookAccess, response: DavResponse, answeredBy: string): Member | null {
  const url = resolveHref(response.href, answeredBy);
  if (!url || (url.origin !== new URL(answeredBy).origin && !book.session.preset.isTrustedHost(url)))
    return null;
  const shown = normalPath(url.pathname) as RemoteId;
  const id = book.ownNames.get(shown) ?? shown;
  // iCloud lists the book among its members, without the slash at its end.
  if (`${id.replace(/\/$/, '')}/` === `${normalPath(new URL(book.state.url).pathname).replace(/\/$/, '')}/`)
    return null;
  if (isCollection(response)) return null;
  const spelling = pathOf(url);
  if (spelling !== id) book.spellings.set(id, spelling);
  const text = (name: string) => response.props.get(davName(name))?.text.trim() ?? '';
  const size = text('getcontentlength');
  return {
    id,
    etag: text('getetag'),
    ...(size && { size }),
    ...(response.status === null && response.props.size === 0 && { isHollow: true }),
  };
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

/** The name under which we made a card, where this one differs from it in upper and lower case alone; null for all others. */
export function ownNameOf(book: BookAccess, shown: RemoteId): RemoteId | null {
  const [, marker] = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.vcf$/i.exec(shown) ?? [];
  const own = marker && markerId(book, marker.toUpperCase());
  return own && own !== shown && own.toLowerCase() === shown.toLowerCase() ? own : null;
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
