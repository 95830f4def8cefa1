// Listing and reading. Each page, each read and each search is one request.
import {
  type Card,
  type Cursor,
  type KnownVersions,
  type Page,
  ProviderError,
  type RemoteId,
} from '../provider.ts';
import type { MemoryBook, MemoryCard, StoredCard } from './memory-book.ts';

export function cardFrom({ id, version, raw }: StoredCard): Card {
  const { uid, marker, contact } = JSON.parse(raw) as MemoryCard;
  return { id, version, uid, raw, contact, marker };
}

export async function* readChanges(
  book: MemoryBook,
  pageSize: number,
  cursor: Cursor | null,
  known: KnownVersions,
  ask: () => void,
): AsyncGenerator<Page> {
  ask();
  const full = cursor === null;
  const from = full ? 0 : sequenceOf(book, cursor);
  const { changed, removed, removedGroups, sequence } = book.since(from);
  const versions = await known(changed);
  const isKnown = (id: RemoteId) => versions.get(id) === book.get(id)?.version;
  const moved = changed.filter((id) => !isKnown(id));
  const pages = Math.max(1, Math.ceil(moved.length / pageSize));
  for (let index = 0; index < pages; index += 1) {
    if (index > 0) ask();
    const ids = moved.slice(index * pageSize, (index + 1) * pageSize);
    yield {
      cards: ids.flatMap((id) => book.get(id) ?? []).map(cardFrom),
      removed: full || index > 0 ? [] : removed,
      unchanged: full && index === 0 ? changed.filter(isKnown) : [],
      groups: index === 0 ? [...book.groups.values()] : [],
      removedGroups: full || index > 0 ? [] : removedGroups,
      full,
      expected: moved.length,
      ...(index === pages - 1 ? { next: `${book.generation()}:${sequence}` as Cursor } : {}),
    };
  }
}

function sequenceOf(book: MemoryBook, cursor: Cursor): number {
  const [generation, sequence] = cursor.split(':').map(Number);
  if (generation !== book.generation() || !Number.isInteger(sequence))
    throw new ProviderError('cursor-expired', 'this position is no longer known');
  return sequence!;
}

export async function* readCards(
  book: MemoryBook,
  ids: RemoteId[],
  ask: () => void,
): AsyncGenerator<{ id: RemoteId; card: Card | null }> {
  if (ids.length > 0) ask();
  for (const id of new Set(ids)) {
    const stored = book.get(id);
    yield { id, card: stored ? cardFrom(stored) : null };
  }
}

export async function* findByMarker(
  book: MemoryBook,
  markers: string[],
  ask: () => void,
): AsyncGenerator<Card> {
  if (markers.length > 0) ask();
  const wanted = new Set(markers);
  for (const card of book.all().map(cardFrom))
    if (card.marker !== null && wanted.has(card.marker)) yield card;
}
