// Two people on one address book: what each of them wants of the other's records, and what they make of the same cards.
import type { Random } from '../world/random.ts';
import { type Account, connectedTo, type World } from '../world/world.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';

/** Two accounts on one server. */
function aPair(world: World, chance: Random): [Account, Account] | null {
  const shared = world.accounts.filter(({ server }) => connectedTo(world, server).length > 1);
  if (shared.length === 0) return null;
  const one = chance.pick(shared);
  return [one, chance.pick(connectedTo(world, one.server).filter((each) => each !== one))];
}

/** Both at the same moment: neither account has seen what the other puts into the book. */
const wantTogether: Operation = async (world, chance) => {
  const pair = aPair(world, chance);
  const { records } = await world.crm.look();
  const alive = records.filter(({ deleted }) => !deleted);
  if (!pair || alive.length === 0) return null;
  const record = chance.pick(alive);
  for (const { userId } of pair)
    if (await world.crm.setFlag(userId, record.id, true, false))
      world.ledger.wanted.add(`${record.id} ${userId}`);
  return `accounts ${pair[0].index} and ${pair[1].index} are both to have ${nameOf(record)}`;
};

/** What is a record in one account is merged into that record, or made another one, in the other. */
const importToo: Operation = async (world, chance) => {
  const pair = aPair(world, chance);
  if (!pair) return null;
  const [mine, theirs] = pair;
  const { queue, cards, links, records } = await world.crm.look();
  const remoteIdOf = (cardId: string | null) => cards.find(({ id }) => id === cardId)?.remoteId;
  const waiting = queue.flatMap(({ accountId, cardId, state }) => {
    const link = links.find(
      (row) =>
        row.state === 'active' &&
        row.accountId === theirs.id &&
        row.recordId !== null &&
        remoteIdOf(row.cardId) === remoteIdOf(cardId),
    );
    return accountId === mine.id && state === 'pending' && link ? [{ cardId, recordId: link.recordId! }] : [];
  });
  if (waiting.length === 0) return null;
  const { cardId, recordId } = chance.pick(waiting);
  const { userId, id, index } = mine;
  const isSame = chance.chance(0.7);
  if (!(await world.crm.decide(userId, id, cardId, isSame ? { recordId } : { kind: 'contact' }))) return null;
  if (!(await world.crm.importQueue(userId, id))) return null;
  const record = records.find((each) => each.id === recordId)!;
  return `${userName(world, userId)} imports ${remoteIdOf(cardId)} of account ${index}, ${isSame ? 'as' : 'apart from'} ${nameOf(record)} of account ${theirs.index}`;
};

export const SHARING_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  wantTogether: { weight: 1, run: wantTogether },
  importToo: { weight: 2, run: importToo },
};
