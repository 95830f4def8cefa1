import { expect, test } from 'vitest';
import { contactWith, plan, view } from '../../../tests/builders/a-link.ts';
import {
  type Book,
  type Card,
  ProviderError,
  type RemoteId,
  type Version,
} from '../../providers/provider.ts';
import { NOTHING_AGREED } from '../link/link.ts';
import { createShelf } from '../look/shelf.ts';
import type { BookState, SyncStore } from '../store.ts';
import { withoutFound } from './ask-first.ts';
import type { ExecuteContext } from './context.ts';

const id = '/own.vcf' as RemoteId;
const OWN: Card = {
  id,
  version: '"1"' as Version,
  uid: 'U',
  raw: '',
  contact: contactWith('02 1'),
  marker: null,
  loss: null,
};
const former = {
  ...{ cardId: 'c2', name: 'Anna', isThere: true, base: NOTHING_AGREED, outbox: [], createdByUs: true },
  ...{ linkId: 'l2', intent: null, closedReason: 'kept' },
};
const WAITING = { card: 'none', link: { state: 'new', base: null } } as const;

/** What goes on of a record without a card, and what the store was told, in a book that has `there`. */
async function asking(more: Parameters<typeof view>[0]['view'], there: Card[], broken = false) {
  const given = { ...WAITING, view: { ...more, unseen: [{ remoteId: id, uid: 'U' }] } };
  const saved: RemoteId[] = [];
  const book: Partial<Book> = {
    async *read(ids) {
      for (const each of ids) yield { id: each, card: there.find((card) => card.id === each) ?? null };
    },
    async *findByMarker() {},
  };
  const failing: Partial<Book> = {
    read: () => {
      throw new ProviderError('forbidden', 'not for you');
    },
  };
  const store = {
    savePage: async (_: string, { cards }: { cards: Card[] }) => {
      saved.push(...cards.map((card) => card.id));
    },
    async bookFails() {},
  } as unknown as SyncStore;
  const books = [{ ...book, id: 'b' }, ...(broken ? [{ ...failing, id: 'c' }] : [])] as Book[];
  const states = books.map(({ id: remoteId }) => ({ id: remoteId, remoteId }) as BookState);
  const shelf = await createShelf(store, states, books, null);
  const context = { shelf, store } as unknown as ExecuteContext;
  const items = await withoutFound(context, [{ view: view(given), plan: plan(given) }]);
  return { goesOn: items.map((item) => item.plan.type), saved };
}

test('a card that no listing has shown yet is taken before another one is made', async () => {
  expect(await asking({}, [OWN])).toEqual({ goesOn: [], saved: [id] });
  expect(await asking({}, [])).toEqual({ goesOn: ['create'], saved: [] });
});

test('a card that no listing has shown yet is taken before an earlier one of the record', async () => {
  expect(await asking({ former }, [OWN])).toEqual({ goesOn: [], saved: [id] });
  expect(await asking({ former }, [])).toEqual({ goesOn: ['repoint'], saved: [] });
});

test('nothing is made of a record whose card may be in a book that fails', async () => {
  expect(await asking({}, [], true)).toEqual({ goesOn: [], saved: [] });
  expect(await asking({}, [OWN], true)).toEqual({ goesOn: [], saved: [id] });
});
