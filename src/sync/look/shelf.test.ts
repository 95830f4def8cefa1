import { expect, test } from 'vitest';
import { type Book, ProviderError, type ProviderErrorKind } from '../../providers/provider.ts';
import type { LinkView } from '../link/view.ts';
import type { BookFailure, BookState, SyncStore } from '../store.ts';
import { createShelf } from './shelf.ts';

const GIVEN = ['a', 'b', 'c'];
const stateOf = (id: string, isFailing = false) => ({ id, remoteId: id, isFailing }) as BookState;
const bookOf = (id: string, readOnly = false) => ({ id, name: id, readOnly }) as Book;

/** A shelf of the books given; `told` is what the store was told of them. */
async function aShelf(
  books = GIVEN.map((id) => bookOf(id)),
  states = GIVEN.map((id) => stateOf(id)),
  group: string | null = null,
  leftOut: string[] = [],
) {
  const told: Record<string, BookFailure['kind'] | null> = {};
  const store = {
    async bookFails(id, failure) {
      told[id] = failure?.kind ?? null;
    },
  } as SyncStore;
  const shelf = await createShelf(store, states, books, group, leftOut);
  const answers = (id: string) => shelf.ask(id, async ({ name }) => name);
  const fails = (id: string, kind: ProviderErrorKind) =>
    shelf.ask(id, async () => {
      throw new ProviderError(kind, id);
    });
  return { shelf, told, answers, fails };
}

const viewOf = (parts: object) =>
  ({ link: { state: 'active' }, card: null, wanted: true, unseen: [], ...parts }) as unknown as LinkView;

test.each([
  ['sign-in-needed'],
  ['scope-missing'],
  ['client-refused'],
  ['rate-limited'],
  ['tls'],
  ['private-address'],
] as const)('%s is the account’s, whichever book says it', async (kind) => {
  const { told, answers, fails } = await aShelf();
  await answers('a');
  await expect(fails('b', kind)).rejects.toMatchObject({ kind });
  expect(told).toEqual({});
});

test('a book that fails is asked nothing more, and of no other is anything held', async () => {
  const { shelf, told, answers, fails } = await aShelf();
  expect([await answers('a'), await fails('b', 'forbidden'), await answers('b')]).toEqual(['a', null, null]);
  expect(told).toEqual({ b: 'forbidden' });
  const inBook = (bookId: string) => shelf.isWaiting(viewOf({ card: { bookId, state: 'live' } }));
  expect(GIVEN.map(inBook)).toEqual([false, true, false]);
});

test('a fault of ours is nobody’s book', async () => {
  const { shelf, told } = await aShelf();
  const broken = shelf.ask('a', async () => {
    throw new TypeError('ours');
  });
  await expect(broken).rejects.toThrow(TypeError);
  expect(told).toEqual({});
});

test('two silent books before any that answers are a server that is down; afterwards they are two books', async () => {
  const down = await aShelf();
  await down.fails('a', 'unavailable');
  await expect(down.fails('b', 'unavailable')).rejects.toMatchObject({ kind: 'unavailable' });
  const up = await aShelf();
  await up.answers('c');
  expect([await up.fails('a', 'unavailable'), await up.fails('b', 'unavailable')]).toEqual([null, null]);
});

test('where none is left it is the account; an only book is the account at once', async () => {
  const { fails } = await aShelf();
  await fails('a', 'not-found');
  await fails('b', 'not-found');
  await expect(fails('c', 'not-found')).rejects.toThrow(ProviderError);
  const alone = await aShelf([bookOf('a')], [stateOf('a')]);
  await expect(alone.fails('a', 'forbidden')).rejects.toThrow(ProviderError);
  expect(alone.told).toEqual({});
});

test('a book that the account has no more is one that is not there', async () => {
  const { shelf, told } = await aShelf([bookOf('b'), bookOf('c')]);
  expect(told).toEqual({ a: 'not-found' });
  expect(shelf.isWaiting(viewOf({ card: { bookId: 'a', state: 'live' } }))).toBe(true);
  const gone = viewOf({ card: { bookId: 'b', state: 'gone' } });
  expect([shelf.target, shelf.isWaiting(gone)]).toEqual(['b', false]);
});

test('what may be in a book that fails waits for it: what is gone elsewhere, was not seen since, or is to be made there', async () => {
  const { shelf, fails } = await aShelf();
  await fails('b', 'unexpected-response');
  const gone = { card: { bookId: 'c', state: 'gone' } };
  const unseen = { unseen: [{ remoteId: 'x', uid: null }] };
  const waits = [gone, { ...gone, wanted: false }, unseen, {}].map((parts) => shelf.isWaiting(viewOf(parts)));
  expect(waits).toEqual([true, false, true, false]);
  await fails('a', 'not-found');
  expect(shelf.isWaiting(viewOf({}))).toBe(true);
});

test('new cards go into the book that is their group, which owes them nothing more, and else into the first that can be written', async () => {
  const states = [stateOf('1'), stateOf('2')].map((state, index) => ({ ...state, remoteId: GIVEN[index]! }));
  const books = [bookOf('a', true), bookOf('b')];
  const made = { state: 'creating', intent: { join: 'a' } } as LinkView['link'];
  const placed = async (group: string | null, leftOut: string[] = []) => {
    const { shelf } = await aShelf(books, states, group, leftOut);
    return [shelf.target, shelf.group, shelf.makes(made)];
  };
  expect(await placed(null)).toEqual(['2', null, '1']);
  expect(await placed('Friends')).toEqual(['2', 'Friends', '1']);
  expect(await placed('a')).toEqual(['1', null, '1']);
  expect(await placed('b')).toEqual(['2', null, '1']);
  // One that is left out takes none, unless it is chosen or there is no other.
  books[0] = bookOf('a');
  expect(await placed('Friends', ['a'])).toEqual(['2', 'Friends', '1']);
  expect(await placed('a', ['a'])).toEqual(['1', null, '1']);
  expect(await placed(null, ['a', 'b'])).toEqual(['1', null, '1']);
  // Where one was being made is no question of where others go by now.
  const { shelf } = await aShelf(books, states, 'a');
  const sent = { ...made, intent: { join: 'a', book: '2' } } as LinkView['link'];
  expect(shelf.makes(sent)).toBe('2');
  await shelf.ask('2', () => Promise.reject(new ProviderError('not-found', '2')));
  expect(shelf.makes(sent)).toBe('1');
});

test('what is to be made in a book that is not there waits for that book alone', async () => {
  const { shelf } = await aShelf([bookOf('a'), bookOf('c')], undefined, 'b');
  const waits = (link: object) => shelf.isWaiting(viewOf({ link }));
  expect([waits({ state: 'new' }), waits({ state: 'creating', intent: {} })]).toEqual([true, false]);
});
