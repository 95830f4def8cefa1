// I15: an import that was undone leaves both sides as before: no record, and a card that waits as it was.
import { isDeepStrictEqual } from 'node:util';
import { NOTHING_DONE } from '../../../src/plans/undoable.ts';
import type { ActionView, CrmView } from '../crm/crm.ts';
import type { World } from '../world/world.ts';

/** What was done to the card itself: it was written, deleted, if only as was found out later, or imported once more. */
const isOfCard = ({ type, outcome }: ActionView): boolean =>
  type === 'close' ? outcome === 'deleted' : type !== 'update-record' && !NOTHING_DONE.includes(outcome);

export function undoneWhole(world: World, view: CrmView): string[] {
  // What was before and what after is told by the clock.
  if (world.aspects.has('clocks')) return [];
  return view.actions.flatMap(({ type, undone, cardId, accountId, at = 0 }) => {
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
    // What the run itself wrote on the card stays there, and whoever had it written since wants something else.
    const isMeantOtherwise = view.actions.some(
      (row) => row.cardId === cardId && isOfCard(row) && (row.at ?? 0) > at,
    );
    if (!before || !isUntouched || isMeantOtherwise) return [];
    if (!now) return [`I15: the import of ${where} was undone, and the card is gone`];
    return isDeepStrictEqual(before.contact, now.contact)
      ? []
      : [`I15: the import of ${where} was undone, and the card is not as it was`];
  });
}
