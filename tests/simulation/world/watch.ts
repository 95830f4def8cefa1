// What is seen of a run while it is under way, because nothing tells of it afterwards.
import { isPartial, isUnreadable, UNKNOWN_CHARACTER } from '../../../src/contact/loss.ts';
import { replacementOf } from '../../../src/sync/decide/replacement.ts';
import type { LinkView } from '../../../src/sync/link/view.ts';
import type { CardRow } from '../../../src/sync/model.ts';
import type { SyncStore } from '../../../src/sync/store.ts';
import type { CardView, Crm, CrmView } from '../crm/crm.ts';
import type { Ledger } from './ledger.ts';
import type { Shape } from './provider-shapes.ts';
import type { Server } from './server.ts';
import { versionOf } from './simulated-book.ts';

/** Of a world, what is watched and where faults are told. */
interface Watched {
  crm: Crm;
  ledger: Ledger;
  held: Map<string, string>;
  errors: string[];
}

interface Book {
  server: Server;
  shape: Shape;
  index: number;
}

/** I11: a deletion that waits for a person is not done by the run that takes it off the list. */
export function watchingHolds(store: SyncStore, { crm, held, errors }: Watched): SyncStore {
  const released = new Set<string>();
  return replacing(store, {
    async commit(steps) {
      const isOf = steps.some(({ release }) => release);
      const links = new Map(isOf ? (await crm.look()).links.map((link) => [link.id, link]) : []);
      for (const { linkId, recordId, move, waits, release } of steps) {
        if (waits) held.set(linkId, waits.class);
        const isAsked = links.get(linkId)?.hold?.code === 'approval';
        if (release && held.get(linkId) === 'card-deletions' && isAsked) released.add(linkId);
        if (move?.type === 'sent' && move.intent.type === 'remove' && released.has(linkId))
          errors.push(`I11: the card of ${recordId} waited for approval and is deleted without`);
      }
      return store.commit(steps);
    },
  });
}

/**
 * What somebody has said of a card at its new address, and what it says itself by then, is seen when a run finds the old one gone:
 * moved or edited once more, the card takes that along, and nothing tells of it.
 */
export function watchingMoves(store: SyncStore, { crm, ledger }: Watched): SyncStore {
  return replacing(store, {
    async due(...asked) {
      const views = await store.due(...asked);
      const moved = views.filter(
        ({ link, card }) =>
          card?.state === 'gone' && ledger.movedTo.has(`${link.accountId} ${card.remoteId}`),
      );
      if (moved.length === 0) return views;
      const view = await crm.look();
      for (const { link, card } of moved)
        for (const address of laterAddresses(ledger, `${link.accountId} ${card!.remoteId}`)) {
          const now = view.cards.find(({ accountId, remoteId }) => `${accountId} ${remoteId}` === address);
          if (now && (isDecided(view, now, link.recordId) || isOther(now, card!)))
            ledger.takenUp.add(`${link.accountId} ${card!.remoteId}`);
        }
      return views;
    },
  });
}

function laterAddresses(ledger: Ledger, cardKey: string): string[] {
  const next = ledger.movedTo.get(cardKey);
  return next === undefined ? [] : [next, ...laterAddresses(ledger, next)];
}

/** Typed, imported or ignored, or said to be another record's. */
const isDecided = ({ queue, links }: CrmView, card: CardView, recordId: string | null): boolean =>
  queue.some(({ cardId, state }) => cardId === card.id && ['ready', 'ignored', 'imported'].includes(state)) ||
  links.some(({ cardId }) => cardId === card.id) ||
  (recordId !== null && card.apart.includes(recordId));

/** It has nothing in common with what it was but the identifier, which somebody else may have as well. */
const isOther = ({ id, contact }: CardView, card: CardRow): boolean =>
  replacementOf({ card, namesakes: [{ cardId: id, contact, isNew: true, isDecided: false }] }) === null;

/** I13: nothing is concluded from what a card lacks that did not arrive whole, nor taken from one that cannot be read. */
export function watchingLosses(
  store: SyncStore,
  { errors }: Pick<Watched, 'errors'>,
  { server, shape, index }: Book,
): SyncStore {
  const lossOf = ({ remoteId, version }: NonNullable<LinkView['card']>) =>
    server.history(remoteId).find(({ card }) => card && versionOf(shape, card) === version)?.card?.lost?.loss;
  const cards = new Map<string, LinkView['card']>();
  return replacing(store, {
    async due(...asked) {
      const views = await store.due(...asked);
      for (const { link, card } of views) cards.set(link.id, card);
      return views;
    },
    commit(steps) {
      for (const { linkId, recordId, record } of steps) {
        const card = cards.get(linkId);
        const loss = card && lossOf(card);
        const isGuess = (value: string | null): boolean =>
          isUnreadable(loss) || (isPartial(loss) && (value === null || value.includes(UNKNOWN_CHARACTER)));
        for (const [field, after] of Object.entries(record?.values ?? {}))
          if (isGuess(after))
            errors.push(
              `I13: ${field} of ${recordId} becomes ${after}, by ${card!.remoteId} of account ${index}, which is ${loss}`,
            );
      }
      return store.commit(steps);
    },
  });
}

const replacing = (store: SyncStore, methods: Partial<SyncStore>): SyncStore =>
  new Proxy(store, {
    get: (target, name) => methods[name as keyof SyncStore] ?? target[name as keyof SyncStore],
  });
