// What it means for a record that its card was deleted on the phone, where the account asks.
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';

const DECISIONS = ['follow', 'keep', 'restore'] as const;

const decideDeletion: Operation = async (world, chance) => {
  const { crm, ledger, users } = world;
  const view = await crm.look();
  const asked = view.links.filter(({ state, hold }) => state !== 'closed' && hold?.code === 'card-deleted');
  if (asked.length === 0) return askOfDeletions(world, chance);
  const { accountId, recordId } = chance.pick(asked);
  const { userId, index } = world.accounts.find(({ id }) => id === accountId)!;
  const decision = chance.pick(DECISIONS);
  if (!(await crm.decideDeletion(userId, accountId, recordId, decision))) return null;
  if (decision === 'restore') ledger.wanted.add(`${recordId} ${userId}`);
  else
    for (const each of decision === 'follow' ? users : [userId]) ledger.unwanted.add(`${recordId} ${each}`);
  const { trash } = await crm.look();
  const isKept = trash.some((row) => row.accountId === accountId && row.recordId === recordId);
  if (!isKept)
    ledger.faults.push(`I2: the deleted card of ${recordId} is in no trash, and it was decided: ${decision}`);
  const record = view.records.find(({ id }) => id === recordId)!;
  return `${userName(world, userId)} decides about ${nameOf(record)}, deleted in account ${index}: ${decision}`;
};

/** An account asks from now on, and its owner deletes a card. */
async function askOfDeletions(world: World, chance: Random): Promise<string | null> {
  const { id, userId, index, server } = chance.pick(world.accounts);
  await world.crm.updateSettings(userId, id, { remoteDelete: 'ask' });
  const { links, cards } = await world.crm.look();
  const linked = new Set(links.filter(({ state }) => state === 'active').map(({ cardId }) => cardId));
  const there = cards.filter(
    (card) => card.accountId === id && linked.has(card.id) && server.get(card.remoteId) !== null,
  );
  const gone = there.length > 0 ? chance.pick(there).remoteId : null;
  if (gone !== null) server.remove('owner', gone);
  return `${userName(world, userId)} is to be asked about deletions in account ${index}, and deletes ${gone ?? 'nothing'}`;
}

export const DELETION_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  decideDeletion: { weight: 1, run: decideDeletion },
};
