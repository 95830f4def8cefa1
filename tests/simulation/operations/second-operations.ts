// Second cards of somebody: made by the owner of a book, deleted from Rubrica, and put back.
import type { CrmView } from '../crm/crm.ts';
import type { Random } from '../world/random.ts';
import type { Account, World } from '../world/world.ts';
import { type Operation, userName } from './crm-operations.ts';

/** Now and then more than the guard lets pass. */
const howMany = (chance: Random): number =>
  chance.chance(0.2) ? chance.between(9, 14) : chance.between(1, 2);

/** Copies of a card that a record has, each with something of its own. */
const ownerMakesSecond: Operation = async (world, chance) => {
  const { links, cards } = await world.crm.look();
  const linked = new Set(links.flatMap(({ state, cardId }) => (state === 'active' ? [cardId] : [])));
  const accountOf = (id: string) => world.accounts.find((account) => account.id === id)!;
  const there = cards.filter(
    ({ id, accountId, remoteId }) => linked.has(id) && accountOf(accountId).server.get(remoteId),
  );
  if (there.length === 0) return null;
  const { accountId, remoteId } = chance.pick(there);
  const { index, server } = accountOf(accountId);
  const { contact } = server.get(remoteId)!;
  const made = Array.from({ length: howMany(chance) }, () =>
    server.create('owner', {
      contact,
      unmapped: [`x-own ${world.ledger.fresh()}`],
    }),
  );
  return `the owner of account ${index} has ${remoteId} once more: ${made.map(({ id }) => id).join(', ')}`;
};

const deleteSeconds: Operation = async (world, chance) => {
  const before = await world.crm.look();
  const known = new Set(before.alone.map(({ id }) => id));
  const first = chance.int(world.accounts.length);
  for (const { id, userId, index } of [...world.accounts.slice(first), ...world.accounts.slice(0, first)]) {
    const waiting = before.queue.filter(({ accountId, state }) => accountId === id && state !== 'imported');
    if (waiting.length === 0) continue;
    const asked = chance.chance(0.7) ? waiting : [chance.pick(waiting)];
    const cardIds = asked.map(({ cardId }) => cardId);
    if (!(await world.crm.deleteSecondCards(userId, id, cardIds))) continue;
    const { alone, cards } = await world.crm.look();
    const going = new Set(alone.flatMap((link) => (known.has(link.id) ? [] : [link.cardId])));
    const gone = cards.filter((card) => going.has(card.id));
    for (const { accountId, remoteId, contact } of gone)
      world.excuses.seconds.push({ accountId, remoteId, contact });
    return `${userName(world, userId)} deletes second cards of account ${index}: ${gone.map(({ remoteId }) => remoteId).join(', ')}`;
  }
  return null;
};

const putBack: Operation = async (world, chance) => {
  const before = await world.crm.look();
  const alone = before.trash.filter(({ recordId }) => recordId === null);
  if (alone.length === 0) return null;
  const { id, accountId } = chance.pick(alone);
  const { userId, index } = world.accounts.find((account: Account) => account.id === accountId)!;
  if (!(await world.crm.putBack(userId, id))) return null;
  noteBacks(world, before, await world.crm.look());
  return `${userName(world, userId)} takes a card alone out of the trash of account ${index}`;
};

/** A card alone that is put back is that of another link from then on. */
export function noteBacks({ excuses }: World, before: CrmView, after: CrmView): void {
  const was = new Map(before.trash.map(({ id, linkId }) => [id, linkId]));
  for (const row of after.trash) {
    const wentBy = was.get(row.id);
    if (row.recordId === null && wentBy && wentBy !== row.linkId)
      excuses.backs.set(row.linkId, { ...row, wentBy });
  }
}

/** The run that deleted second cards, taken back. */
const undoSeconds: Operation = async (world, chance) => {
  const before = await world.crm.look();
  const done = before.actions.filter(
    ({ type, recordId, outcome, undone }) =>
      type === 'remove' && recordId === null && outcome === 'done' && !undone,
  );
  if (done.length === 0) return null;
  const { runId, accountId } = chance.pick(done);
  if (before.actions.some((action) => action.runId === runId && action.recordId !== null)) return null;
  const { userId, index } = world.accounts.find(({ id }) => id === accountId)!;
  if (!(await world.crm.undoRun(userId, runId))) return null;
  noteBacks(world, before, await world.crm.look());
  return `${userName(world, userId)} undoes the run that deleted second cards of account ${index}`;
};

/** The first of them that there is something to do for. */
const orElse =
  (...operations: Operation[]): Operation =>
  async (world, chance) => {
    for (const operation of operations) {
      const said = await operation(world, chance);
      if (said) return said;
    }
    return null;
  };

export const SECOND_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  ownerMakesSecond: { weight: 2, run: ownerMakesSecond },
  deleteSeconds: { weight: 3, run: orElse(deleteSeconds, ownerMakesSecond) },
  putBack: { weight: 2, run: orElse(putBack, deleteSeconds, ownerMakesSecond) },
  undoSeconds: { weight: 1.5, run: orElse(undoSeconds, deleteSeconds, ownerMakesSecond) },
};
