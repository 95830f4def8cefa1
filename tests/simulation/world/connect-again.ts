// An account that ends and is connected again: people and books go on as before, with another account.
import type { Crm } from '../crm/crm.ts';
import { aloneBy, type Ledger, recordsOf } from './ledger.ts';

interface Connected {
  id: string;
  userId: string;
  retryAt: number;
  wasReconnected: boolean;
}

export async function connectAgain(
  { crm, ledger }: { crm: Crm; ledger: Ledger },
  account: Connected,
): Promise<void> {
  const view = await crm.look();
  for (const done of [...ledger.deletedByEngine, ...ledger.emptiedByEngine])
    if (done.accountId === account.id) done.recordIds ??= recordsOf(view, done);
  for (const deletion of ledger.deletedByEngine)
    if (deletion.accountId === account.id) {
      deletion.aloneBy ??= aloneBy(view, deletion);
      deletion.isLeft ??= deletion.recordIds!.some((id) => ledger.left.has(`${id} ${account.id}`));
    }
  for (const { accountId, recordId, cardId, state } of view.links) {
    const card = view.cards.find(({ id }) => id === cardId);
    if (
      accountId === account.id &&
      state === 'deleting' &&
      ledger.left.has(`${recordId} ${accountId}`) &&
      card
    )
      ledger.onItsWay.add(`${accountId} ${card.remoteId}`);
  }
  for (const key of ledger.left) if (key.endsWith(` ${account.id}`)) ledger.left.delete(key);
  ledger.unseen.delete(account.id);
  ledger.leaving.delete(account.id);
  await crm.reconnect(account.userId, account.id);
  // Whoever was at it has lost the account.
  account.retryAt = 0;
  account.wasReconnected = true;
}
