// What is seen of a run while it is under way, because nothing tells of it afterwards.
import { isPartial, isUnreadable, UNKNOWN_CHARACTER } from '../../../src/contact/loss.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import type { SyncStore } from '../../../src/sync/store.ts';
import { versionOf } from './simulated-book.ts';
import type { Account, World } from './world.ts';

/** I11: a deletion that waits for a person is not done by the run that takes it off the list. */
export function watchingHolds(store: SyncStore, { crm, held, errors }: World): SyncStore {
  const released = new Set<string>();
  const methods: Partial<SyncStore> = {
    holdForApproval(items) {
      for (const { view, class: name } of items) held.set(view.link.id, name);
      return store.holdForApproval(items);
    },
    async release(linkIds) {
      for (const { id, hold } of (await crm.look()).links)
        if (linkIds.includes(id) && held.get(id) === 'card-deletions' && hold?.code === 'approval')
          released.add(id);
      return store.release(linkIds);
    },
    intend(moves) {
      for (const { view, intent } of moves)
        if (intent.type === 'remove' && released.has(view.link.id))
          errors.push(`I11: the card of ${view.record.id} waited for approval and is deleted without`);
      return store.intend(moves);
    },
  };
  return replacing(store, methods);
}

/** I13: nothing is concluded from what a card lacks that did not arrive whole, nor taken from one that cannot be read. */
export function watchingLosses(
  store: SyncStore,
  { errors }: World,
  { server, shape, index }: Account,
): SyncStore {
  const lossOf = ({ remoteId, version }: NonNullable<LinkView['card']>) =>
    server.history(remoteId).find(({ card }) => card && versionOf(shape, card) === version)?.card?.lost?.loss;
  return replacing(store, {
    pull(input) {
      const { record, card } = input.view;
      const loss = card && lossOf(card);
      const isGuess = (value: string | null): boolean =>
        isUnreadable(loss) || (isPartial(loss) && (value === null || value.includes(UNKNOWN_CHARACTER)));
      for (const { field, before, after } of input.values)
        if (isGuess(after))
          errors.push(
            `I13: ${field} of ${record.id} becomes ${after} instead of ${before}, by ${card!.remoteId} of account ${index}, which is ${loss}`,
          );
      return store.pull(input);
    },
  });
}

const replacing = (store: SyncStore, methods: Partial<SyncStore>): SyncStore =>
  new Proxy(store, {
    get: (target, name) => methods[name as keyof SyncStore] ?? target[name as keyof SyncStore],
  });
