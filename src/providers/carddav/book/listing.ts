// Asks a book which cards there are and which have moved; downloads none of them.

import { createPaging } from '../../../protocol/http/paging.ts';
import { isCounted } from '../../../protocol/webdav/etag.ts';
import { readMultistatus } from '../../../protocol/webdav/multistatus.ts';
import { propfind, syncCollection } from '../../../protocol/webdav/requests.ts';
import { CALENDARSERVER, davName, type Name } from '../../../protocol/webdav/xml.ts';
import { type Cursor, ProviderError, type RemoteId } from '../../provider.ts';
import { failureFrom } from '../errors.ts';
import { type BookAccess, type Member, memberOf } from './members.ts';

export interface Listing {
  /** Everything the book holds, not only what moved. */
  full: boolean;
  members: Map<RemoteId, Member>;
  removed: RemoteId[];
  next: Cursor;
}

const GETCTAG: Name = `{${CALENDARSERVER}}getctag`;
const GETETAG = davName('getetag');
const SIZE = davName('getcontentlength');

/** @throws ProviderError 'cursor-expired' */
export async function listChanges(book: BookAccess, cursor: Cursor | null): Promise<Listing> {
  if (cursor === null) return listEverything(book);
  const [, feed, mark] = /^(\w+):(.*)$/s.exec(cursor) ?? [];
  if (feed === 'sync') return listSince(book, mark!);
  if (feed === 'list') return listEtags(book, 'list:' as Cursor);
  if (feed !== 'ctag') throw new ProviderError('cursor-expired', 'the stored position is of no known form');
  const ctag = await readCtag(book);
  if (ctag === mark) return { full: false, members: new Map(), removed: [], next: cursor };
  return listEtags(book, ctagCursor(ctag));
}

async function listEverything(book: BookAccess): Promise<Listing> {
  if (book.state.feed === 'sync') {
    const listing = await syncPages(book, '');
    if (listing) return { ...(await withSizes(book, listing)), full: true, removed: [] };
  }
  // Order matters: a ctag read after the listing could cover a change that the listing does not show.
  return listEtags(book, ctagCursor(await readCtag(book)));
}

/** Versions that count are known by the size as well, which SOGo gives in a plain listing alone: else each card is downloaded. */
async function withSizes(book: BookAccess, listing: SyncPages): Promise<SyncPages> {
  const needsSize = ({ etag, size }: Member) => size === undefined && isCounted(etag);
  if (![...listing.members.values()].some(needsSize)) return listing;
  const sized = (await listEtags(book, listing.next)).members;
  const members = [...listing.members].map(([id, member]): [RemoteId, Member] => {
    const { etag, size } = sized.get(id) ?? {};
    return [id, size && etag === member.etag ? { ...member, size } : member];
  });
  return { ...listing, members: new Map(members) };
}

async function listSince(book: BookAccess, token: string): Promise<Listing> {
  const listing = await syncPages(book, token);
  if (!listing) throw new ProviderError('cursor-expired', 'the server no longer takes the stored sync token');
  return { ...listing, full: false };
}

type SyncPages = Omit<Listing, 'full'>;

/** Null when the server refuses this token, or the report as such. */
async function syncPages(book: BookAccess, firstToken: string): Promise<SyncPages | null> {
  const listing: SyncPages = { members: new Map(), removed: [], next: '' as Cursor };
  const removed = new Set<RemoteId>();
  const paging = createPaging(new URL(book.state.url).host, firstToken);
  for (let token = firstToken; ; ) {
    const before = listing.members.size + removed.size;
    const page = await syncPage(book, token, listing.members, removed);
    if (!page) return null;
    token = page.token;
    if (page.truncated) paging.goOn(token, listing.members.size + removed.size > before);
    else return { ...listing, removed: [...removed], next: `sync:${token}` as Cursor };
  }
}

async function syncPage(
  book: BookAccess,
  token: string,
  members: Map<RemoteId, Member>,
  removed: Set<RemoteId>,
) {
  const { session, state } = book;
  const response = await session.send(syncCollection(state.url, token, [GETETAG, SIZE]));
  if (response.status !== 207) {
    const failure = await failureFrom(response, session.io.now());
    // Refused tokens come as 400, 403, 409, 410, 412 and 500 (carddav.md 5); 404 is the book, 502 and 504 a proxy.
    if ([404, 502, 504].includes(response.status) || response.status < 400) throw failure;
    session.io.log('carddav.sync-refused', { status: response.status, hadToken: token !== '' });
    return null;
  }
  let truncated = false;
  const answers = readMultistatus(response.chunks());
  for (;;) {
    const step = await answers.next();
    if (step.done) {
      // Without a token nothing can be asked from here on.
      if (!step.value.syncToken) return null;
      return { token: step.value.syncToken, truncated };
    }
    if (step.value.status === 507) truncated = true;
    const member = memberOf(book, step.value, response.url);
    if (!member || step.value.status === 507) continue;
    if (step.value.status === 404 || step.value.status === 410) {
      members.delete(member.id);
      removed.add(member.id);
    } else if (step.value.status === null || step.value.status < 300) {
      if (removed.has(member.id)) removed.delete(member.id);
      if (!members.has(member.id)) members.set(member.id, member);
      else if (member.etag) members.set(member.id, member);
      demandHonest(book, members.size);
    }
  }
}

/** Cards of one book. Twice what the largest provider takes (iCloud: 50,000). */
const MOST_CARDS = 100_000;

/** @throws ProviderError 'unexpected-response' */
function demandHonest({ state }: BookAccess, cards: number): void {
  if (cards > MOST_CARDS)
    throw new ProviderError(
      'unexpected-response',
      `${new URL(state.url).host} lists more than ${MOST_CARDS} cards in one address book`,
    );
}

/** Types of what lies beside cards. Servers call a card anything else: text/plain, application/octet-stream. */
const NO_CARD = /^\s*(?:text\/(?:calendar|html|css)|image\/|audio\/|video\/|application\/(?:json|xml|pdf))/i;

async function listEtags(book: BookAccess, next: Cursor): Promise<Listing> {
  const { session, state } = book;
  const props = [GETETAG, SIZE, davName('resourcetype'), davName('getcontenttype')];
  const response = await session.send(propfind(state.url, '1', props));
  if (response.status !== 207) throw await failureFrom(response, session.io.now());
  const members = new Map<RemoteId, Member>();
  for await (const each of readMultistatus(response.chunks())) {
    const member = memberOf(book, each, response.url);
    const type = each.props.get(davName('getcontenttype'))?.text ?? '';
    if (!member || members.has(member.id) || (each.status !== null && each.status >= 300)) continue;
    if (!NO_CARD.test(type)) members.set(member.id, member);
    demandHonest(book, members.size);
  }
  return { full: true, members, removed: [], next };
}

async function readCtag(book: BookAccess): Promise<string | null> {
  if (book.state.feed === 'list') return null;
  const { session, state } = book;
  const response = await session.send(propfind(state.url, '0', [GETCTAG]));
  if (response.status !== 207) throw await failureFrom(response, session.io.now());
  let ctag: string | null = null;
  for await (const each of readMultistatus(response.chunks()))
    ctag ??= each.props.get(GETCTAG)?.text.trim() || null;
  return ctag;
}

function ctagCursor(ctag: string | null): Cursor {
  return (ctag === null ? 'list:' : `ctag:${ctag}`) as Cursor;
}
