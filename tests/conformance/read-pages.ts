// Reads a listing to its end the way the engine does: cards into what is known, tombstones out of it.
import type {
  Book,
  Card,
  Cursor,
  Group,
  Page,
  RemoteId,
  Write,
  WriteResult,
} from '../../src/providers/provider.ts';

export interface Listing {
  pages: Page[];
  cards: Card[];
  removed: RemoteId[];
  unchanged: RemoteId[];
  groups: Group[];
  removedGroups: string[];
  next: Cursor;
}

export async function readPages(book: Book, cursor: Cursor | null, known: Card[] = []): Promise<Listing> {
  const versions = new Map(known.map((card) => [card.id, card.version]));
  const pages: Page[] = [];
  const lookUp = async (ids: RemoteId[]) =>
    new Map(ids.flatMap((id) => (versions.has(id) ? [[id, versions.get(id)!] as const] : [])));
  for await (const page of book.changes(cursor, lookUp)) pages.push(page);
  const next = pages.at(-1)?.next;
  if (next === undefined) throw new Error('the last page carries no cursor');
  if (pages.slice(0, -1).some((page) => page.next !== undefined))
    throw new Error('a page before the last carries a cursor');
  return {
    pages,
    cards: pages.flatMap((page) => page.cards),
    removed: pages.flatMap((page) => page.removed),
    unchanged: pages.flatMap((page) => page.unchanged),
    groups: pages.flatMap((page) => page.groups),
    removedGroups: pages.flatMap((page) => page.removedGroups),
    next,
  };
}

export async function write(book: Book, ...writes: Write[]): Promise<WriteResult[]> {
  return collect(book.write(writes));
}

/** The card of a result that must be `outcome`. */
export function cardOf(result: WriteResult | undefined, outcome: 'done' | 'stale' = 'done'): Card {
  if (result?.outcome !== outcome || !('card' in result) || !result.card)
    throw new Error(`expected ${outcome} with a card, got ${JSON.stringify(result)?.slice(0, 300)}`);
  return result.card;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
