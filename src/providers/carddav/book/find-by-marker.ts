// Finds cards that we made, by the address we gave them and, where a server chose another, by their UID.
import { readMultistatus } from '../../../protocol/webdav/multistatus.ts';
import { addressbookQuery } from '../../../protocol/webdav/requests.ts';
import { davName } from '../../../protocol/webdav/xml.ts';
import type { Card, RemoteId } from '../../provider.ts';
import { cardFrom } from './card.ts';
import { fetchCards } from './fetch-cards.ts';
import { type BookAccess, type Member, markerId, memberOf } from './members.ts';

/** Markers per query: filters are slow on most servers. */
const QUERY_BATCH = 20;

export async function* findByMarker(book: BookAccess, markers: string[]): AsyncGenerator<Card> {
  const open = new Set(markers);
  yield* matching(
    book,
    markers.map((marker) => ({ id: markerId(book, marker), etag: '' })),
    open,
  );
  const rest = [...open];
  for (let at = 0; at < rest.length; at += QUERY_BATCH)
    yield* matching(book, await queryUids(book, rest.slice(at, at + QUERY_BATCH)), open);
}

async function* matching(book: BookAccess, members: Member[], open: Set<string>): AsyncGenerator<Card> {
  for await (const batch of fetchCards(book, members))
    for (const fetched of batch) {
      if (fetched.state !== 'here') continue;
      const { card } = cardFrom(fetched);
      if (card.marker !== null && open.delete(card.marker)) yield card;
    }
}

/** Candidates only: servers differ in what they make of filters, and some answer 500 to all (Xandikos, DAViCal). */
async function queryUids(book: BookAccess, markers: string[]): Promise<Member[]> {
  const { session, state } = book;
  const filters = markers.map((marker) => ({ property: 'UID', equals: marker }));
  const response = await session.send(addressbookQuery(state.url, filters, [davName('getetag')]));
  const members = new Map<RemoteId, Member>();
  if (response.status !== 207) {
    await response.text();
    return [];
  }
  for await (const each of readMultistatus(response.chunks())) {
    const member = memberOf(book, each, response.url);
    // A server that ignores the filter names the whole book: that is no answer to the question.
    if (members.size > 2 * markers.length) return [];
    if (member) members.set(member.id, member);
  }
  return [...members.values()];
}
