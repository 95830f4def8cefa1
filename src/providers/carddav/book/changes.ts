// Turns a listing into pages: what is known is named, what moved is downloaded.
import type { Cursor, KnownVersions, Page, RemoteId } from '../../provider.ts';
import { cardFrom, groupFrom, isVersion } from './card.ts';
import { type Fetched, fetchCards } from './fetch-cards.ts';
import { type Listing, listChanges } from './listing.ts';
import { type BookAccess, hrefOf, type Member, ownNameOf } from './members.ts';

/** Ids per question for known versions, and per page that brings nothing else. */
const SLICE = 1000;

/** @throws ProviderError 'cursor-expired' */
export async function* readChanges(
  book: BookAccess,
  cursor: Cursor | null,
  known: KnownVersions,
): AsyncGenerator<Page> {
  const listing = await ownNames(book, await listChanges(book, cursor), known);
  const { unchanged, moved } = await compare(book, listing, known);
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
    last = page(contentOf(book, batch, listing));
  }
  yield { ...last, next: listing.next };
}

/** A card of ours goes by the name we gave it, also where the server shows that in lower case. */
async function ownNames(book: BookAccess, listing: Listing, known: KnownVersions): Promise<Listing> {
  const own = new Map<RemoteId, RemoteId>();
  for (const shown of [...listing.members.keys(), ...listing.removed]) {
    const name = ownNameOf(book, shown);
    if (name && !listing.members.has(name)) own.set(shown, name);
  }
  const held = own.size > 0 ? await known([...own.values()]) : new Map();
  for (const [shown, name] of own) {
    if (!held.has(name)) continue;
    book.spellings.set(name, hrefOf(book, shown));
    book.ownNames.set(shown, name);
  }
  const nameOf = (shown: RemoteId): RemoteId => book.ownNames.get(shown) ?? shown;
  const members = [...listing.members.values()].map((member) => ({ ...member, id: nameOf(member.id) }));
  return {
    ...listing,
    members: new Map(members.map((member) => [member.id, member])),
    removed: listing.removed.map(nameOf),
  };
}

/**
 * What a listing of everything shows as we hold it is not downloaded. What a feed reports has been changed by somebody:
 * by ourselves, or it is read whatever its etag.
 */
async function compare(book: BookAccess, listing: Listing, known: KnownVersions) {
  const members = [...listing.members.values()];
  const unchanged: RemoteId[] = [];
  const moved: Member[] = [];
  for (let at = 0; at < members.length; at += SLICE) {
    const slice = members.slice(at, at + SLICE);
    const versions = await known(slice.map(({ id }) => id));
    for (const member of slice) {
      const version = versions.get(member.id);
      const isKnown = version !== undefined && isVersion(version, member);
      if (isKnown && (listing.full || book.ownWrites.reported(member.id, member) === 'ours'))
        unchanged.push(member.id);
      else moved.push(member);
    }
  }
  return { unchanged, moved };
}

type Content = Pick<Page, 'cards' | 'groups' | 'unchanged' | 'removed' | 'removedGroups'>;

function contentOf(book: BookAccess, batch: Fetched[], { full, members }: Listing): Content {
  const content: Content = { cards: [], groups: [], unchanged: [], removed: [], removedGroups: [] };
  for (const fetched of batch) {
    if (fetched.state === 'missing') {
      // Gone between listing and download: the next listing tells. A feed that had nothing of it told already.
      if (full || !members.get(fetched.id)?.isHollow) continue;
      content.removed.push(fetched.id);
      content.removedGroups.push(fetched.id);
      continue;
    }
    if (fetched.state === 'unreadable') {
      // It exists, so it must not count as missing from a full listing.
      content.unchanged.push(fetched.id);
      book.session.io.log('carddav.unreadable-card', { reason: fetched.reason });
      continue;
    }
    const { card, isGroup } = cardFrom(fetched);
    const isOwn = !full && book.ownWrites.reported(card.id, fetched) === 'perhaps';
    if (isOwn && book.ownWrites.isText(card.id, card.raw)) continue;
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
