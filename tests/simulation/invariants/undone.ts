// I15: an import that was undone leaves both sides as before: no record, and a card that waits as it was.
import { isDeepStrictEqual } from 'node:util';
import type { ActionView, CrmView } from '../crm/crm.ts';
import type { World } from '../world/world.ts';

/** The end of a link leaves its card where it is, but for a deletion whose answer was lost. */
const isMoved = ({ type, outcome }: ActionView): boolean => type !== 'close' || outcome === 'deleted';

export function undoneWhole(world: World, view: CrmView): string[] {
  // What was before and what after is told by the clock.
  if (world.aspects.has('clocks')) return [];
  return view.actions.flatMap(({ type, undone, cardId, accountId, recordId, at = 0 }) => {
    if (type !== 'import' || !undone) return [];
    const account = world.accounts.find(({ id }) => id === accountId)!;
    const card = view.cards.find(({ id }) => id === cardId);
    if (!card) return [];
    const { remoteId } = card;
    const where = `${remoteId} of account ${account.index}`;
    const states = account.server.history(remoteId);
    const before = states.findLast((state) => state.at <= at)?.card;
    const now = account.server.get(remoteId);
    const isUntouched = (world.ledger.othersWereAt.get(`${accountId} ${remoteId}`) ?? 0) <= at;
    // Whoever restored the record, took it off the phone, or imported the card once more, wants something else since.
    const isMeantOtherwise =
      view.actions.some((row) => row.cardId === cardId && isMoved(row) && (row.at ?? 0) > at) ||
      !view.records.find(({ id }) => id === recordId)?.deleted;
    if (!before || !isUntouched || isMeantOtherwise) return [];
    if (!now) return [`I15: the import of ${where} was undone, and the card is gone`];
    return isDeepStrictEqual(before.contact, now.contact)
      ? []
      : [`I15: the import of ${where} was undone, and the card is not as it was`];
  });
}
