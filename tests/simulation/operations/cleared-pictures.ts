// Pictures that a person no longer wants, wherever they are shown.
import type { CrmView } from '../crm/crm.ts';
import { mergedInto } from '../invariants/words.ts';
import { tokenOf } from '../world/ledger.ts';
import type { World } from '../world/world.ts';

/**
 * The picture of a record, with those that its cards have: where two differ, taking one away is meant for both. A card that a merge
 * left over shows what the merge wrote over: taken up again, it gets what the record has. So does one that somebody has said to be
 * the record's, and that the next run links.
 */
export function noteGone({ ledger, accounts }: World, view: CrmView, recordId: string): void {
  const { records, links, cards, queue } = view;
  const merged = mergedInto(view, recordId);
  const shown = [ledger.pictures.get(records.find(({ id }) => id === recordId)?.values.photo ?? '')];
  const show = (cardId: string | null): void => {
    const card = cards.find(({ id }) => id === cardId);
    if (!card) return;
    const { server } = accounts.find(({ id }) => id === card.accountId)!;
    shown.push(server.photos.get(server.get(card.remoteId)?.contact.photo ?? ''));
  };
  for (const { cardId, recordId: linked, state, closedReason } of links) {
    const isLeftOver = closedReason === 'merged' && merged.has(linked);
    if (isLeftOver || (linked === recordId && state !== 'closed')) show(cardId);
  }
  for (const { cardId, recordId: meant, state } of queue)
    if (meant === recordId && state === 'ready') show(cardId);
  for (const token of shown.map(tokenOf)) if (token !== null) ledger.clearedPictures.add(token);
}
