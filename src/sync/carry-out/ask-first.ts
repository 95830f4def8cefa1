// An account that is connected again may have been shown less than there is: before a record gets a card anew, or an earlier one
// of its cards, the one it had is asked for by its own name.
import type { Book, Card, RemoteId } from '../../providers/provider.ts';
import type { LinkView } from '../link/view.ts';
import { observe } from '../look/observe.ts';
import type { ExecuteContext, Planned } from './context.ts';

const TAKES_ANOTHER: ReadonlySet<Planned['plan']['type']> = new Set(['create', 'repoint']);

/** What of `items` goes on; a record whose card is there after all is planned again, from that card. @throws ProviderError */
export async function withoutFound(context: ExecuteContext, items: Planned[]): Promise<Planned[]> {
  const asked = items.filter(({ plan, view }) => TAKES_ANOTHER.has(plan.type) && view.unseen.length > 0);
  if (asked.length === 0) return items;
  const waiting = new Map(asked.flatMap((item) => item.view.unseen.map((name) => [keyOf(name), item])));
  const found = new Set<Planned>();
  for (const bookId of context.shelf.books.keys()) {
    const names = [...waiting.values()].flatMap(({ view }) => view.unseen);
    const cards = await context.shelf.ask(bookId, (book) => cardsNamed(book, names));
    // What could not be asked for may be there.
    if (!cards) return items.filter((item) => !asked.includes(item));
    if (cards.length === 0) continue;
    await context.store.savePage(bookId, { ...NOTHING_ELSE, cards: cards.map(observe) });
    for (const card of cards)
      for (const key of [card.id, card.marker ?? '']) {
        const item = waiting.get(key);
        if (item) found.add(item);
        waiting.delete(key);
      }
  }
  return items.filter((item) => !found.has(item));
}

async function cardsNamed(book: Book, names: LinkView['unseen']): Promise<Card[]> {
  const cards: Card[] = [];
  for await (const { card } of book.read([...new Set(names.flatMap(({ remoteId }) => remoteId ?? []))]))
    if (card) cards.push(card);
  const markers = names.flatMap(({ remoteId, uid }) => (remoteId === null && uid !== null ? [uid] : []));
  for await (const card of book.findByMarker([...new Set(markers)])) cards.push(card);
  return cards;
}

const keyOf = ({ remoteId, uid }: LinkView['unseen'][number]): RemoteId | string => remoteId ?? uid!;

const NOTHING_ELSE = { removed: [], unchanged: [], groups: [], removedGroups: [], generation: null };
