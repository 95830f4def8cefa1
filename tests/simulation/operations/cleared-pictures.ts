// Pictures that a person no longer wants, wherever they are shown.
import type { CrmView } from '../crm/crm.ts';
import { tokenOf } from '../world/ledger.ts';
import type { World } from '../world/world.ts';

/** The picture of a record, with those that its cards have: where two differ, taking one away is meant for both. */
export function noteGone(
  { ledger, accounts }: World,
  { records, links, cards }: CrmView,
  recordId: string,
): void {
  const shown = [ledger.pictures.get(records.find(({ id }) => id === recordId)?.values.photo ?? '')];
  for (const { cardId, accountId, recordId: linked, state } of links) {
    const { server } = accounts.find(({ id }) => id === accountId)!;
    const card = cards.find(({ id }) => id === cardId);
    if (linked === recordId && state !== 'closed' && card)
      shown.push(server.photos.get(server.get(card.remoteId)?.contact.photo ?? ''));
  }
  for (const token of shown.map(tokenOf)) if (token !== null) ledger.clearedPictures.add(token);
}
