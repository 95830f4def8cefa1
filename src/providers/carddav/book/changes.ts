// Turns a listing into pages: what is known is named, what moved is downloaded.
import { isSameEtag } from '../../../protocol/webdav/etag.ts';
import type { Cursor, KnownVersions, Page, RemoteId } from '../../provider.ts';
import { cardFrom, groupFrom } from './card.ts';
import { type Fetched, fetchCards } from './fetch-cards.ts';
import { type Listing, listChanges } from './listing.ts';
import type { BookAccess, Member } from './members.ts';

/** Ids per question for known versions, and per page that brings nothing else. */
const SLICE = 1000;

/** @throws ProviderError 'cursor-expired' */
export async function* readChanges(
  book: BookAccess,
  cursor: Cursor | null,
  known: KnownVersions,
): AsyncGenerator<Page> {
  const listing = await listChanges(book, cursor);
  const { unchanged, moved } = await compare(listing, known);
  const page = (part: Partial<Page>): Page => ({
    ...{ cards: [], removed: [], unchanged: [], groups: [], removedGroups: [] },
    full: listing.full,
    ...(moved.length > 0 ? { expected: moved.length } : {}),
    ...part,
  });
  // Whether a tombstone is a card's or a group's is not said: it is reported as both.
  const { removed } = listing;
  let last = page({
    removed,
    removedGroups: [...removed],
    unchanged: listing.full ? unchanged.slice(0, SLICE) : [],
  });
  for (let at = SLICE; listing.full && at < unchanged.length; at += SLICE) {
    yield last;
    last = page({ unchanged: unchanged.slice(at, at + SLICE) });
  }
  for await (const batch of fetchCards(book, moved)) {
    if (!isEmpty(last)) yield last;
    last = page(contentOf(book, batch));
  }
  yield { ...last, next: listing.next };
}

async function compare(listing: Listing, known: KnownVersions) {
  const members = [...listing.members.values()];
  const unchanged: RemoteId[] = [];
  const moved: Member[] = [];
  for (let at = 0; at < members.length; at += SLICE) {
    const slice = members.slice(at, at + SLICE);
    const versions = await known(slice.map(({ id }) => id));
    for (const member of slice) {
      const version = versions.get(member.id);
      if (version !== undefined && member.etag && isSameEtag(version, member.etag)) unchanged.push(member.id);
      else moved.push(member);
    }
  }
  return { unchanged, moved };
}

function contentOf(book: BookAccess, batch: Fetched[]): Partial<Page> {
  const content = { cards: [], groups: [], unchanged: [] } as Pick<Page, 'cards' | 'groups' | 'unchanged'>;
  for (const fetched of batch) {
    // Gone between listing and download: the next listing tells.
    if (fetched.state === 'missing') continue;
    if (fetched.state === 'unreadable') {
      // It exists, so it must not count as missing from a full listing.
      content.unchanged.push(fetched.id);
      book.session.io.log('carddav.unreadable-card', { reason: fetched.reason });
      continue;
    }
    const { card, isGroup } = cardFrom(fetched);
    const group = isGroup ? groupFrom(card) : null;
    if (group) content.groups.push(group);
    else if (!isGroup) content.cards.push(card);
    else content.unchanged.push(card.id);
  }
  return content;
}

function isEmpty(page: Page): boolean {
  return page.cards.length + page.removed.length + page.unchanged.length + page.groups.length === 0;
}
