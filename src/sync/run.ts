// One pass over one account, left to right: pull, verify, decide, carry out, count.
import type { Book, Capabilities, Photo } from '../providers/provider.ts';
import { carryOutDue } from './carry-out/round.ts';
import type { Clock } from './clock.ts';
import { lookAt } from './decide/doubt.ts';
import { targetGroup } from './decide/plan.ts';
import { lookAtEvery } from './look/every-book.ts';
import { type PageProgress, pullBook } from './look/pull.ts';
import { createShelf } from './look/shelf.ts';
import type { AccountSettings, Mapping, RecordKind, Rights, RunCounts } from './model.ts';
import type { SyncStore } from './store.ts';

export interface RunInput {
  store: SyncStore;
  books: Book[];
  settings: AccountSettings;
  rights: Rights;
  capabilities: Capabilities;
  mapping(kind: RecordKind): Mapping;
  full: boolean;
  /** What settings ask for is to be seen before it is done. */
  review: boolean;
  /** Count the account's cards even if nothing moves. */
  recount: boolean;
  clock: Clock;
  signal: AbortSignal;
  counts: RunCounts;
  /** The picture of a raw card; null where there is none to be had. */
  photo(raw: string): Promise<Photo | null>;
}

/**
 * Syncs an account once. `counts` is filled as it goes, so that a run that fails half-way still says what it did. A book that
 * fails by itself is named and left out; the others go on.
 * @throws ProviderError when the provider fails as a whole; what is done by then stands
 * @throws FenceLost when another run has taken over
 */
export async function syncAccount(input: RunInput): Promise<void> {
  const { store, counts, clock, signal } = input;
  const look = lookAt(clock, input.capabilities);
  const found = input.books.map(({ id, name, readOnly }) => ({ id, name, readOnly }));
  const states = await store.books(found);
  const { settings } = input;
  const shelf = await createShelf(store, states, input.books, targetGroup(settings), settings.scope.exclude);
  let changed = false;
  // Books that failed come last: by then it is known whether the server answers at all.
  const inTurn = states.filter(({ id }) => shelf.books.has(id));
  inTurn.sort((one, other) => Number(one.isFailing) - Number(other.isFailing));
  await lookAtEvery(
    inTurn.map(({ id }) => id),
    async (bookId, isAgain) => {
      const state = (isAgain ? await store.books(found) : states).find(({ id }) => id === bookId)!;
      const options = {
        full: (input.full || state.isFailing) && !isAgain,
        visibleBefore: look.visible,
        isLate: input.capabilities.visibleAfterMs > 0,
        onPage: async ({ done, expected, pages }: PageProgress) => {
          signal.throwIfAborted();
          if (pages > 1 || done > 0) await store.progress(done, expected);
        },
      };
      const pulled = await shelf.ask(bookId, (book) => pullBook(store, book, state, options));
      if (!pulled) return 0;
      if (state.isFailing) await store.bookFails(bookId, null);
      counts.pulled += pulled.pulled;
      counts.queued += pulled.queued;
      changed ||= pulled.changed;
      return pulled.gone;
    },
  );
  const executed = await carryOutDue({
    store,
    shelf,
    settings,
    rights: input.rights,
    capabilities: input.capabilities,
    mapping: input.mapping,
    now: clock.now,
    look,
    counts,
    photo: input.photo,
    signal,
  });
  // An account where nothing moved keeps the sums of its last run: an idle check costs nothing that grows with the book.
  const ask = { review: input.review, count: executed || changed || input.recount };
  if (ask.review || ask.count) Object.assign(counts, await store.finish(ask));
}
