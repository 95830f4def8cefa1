// One person on several cards, and what people decide about that: kept cards wanted again, records typed of people who are in
// the book already, second cards, and the suggestions for all at once.
import { project } from '../../../src/sync/decide/project.ts';
import type { CardView } from '../crm/crm.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { nameOf, type Operation } from './crm-operations.ts';

const userName = (world: World, userId: string): string => `user ${world.users.indexOf(userId) + 1}`;

/** Off with the cards kept, and after a while on again: one record, or most of them. */
const keepAndBack: Operation = async (world, chance) => {
  const userId = chance.pick(world.users);
  const { records, flags } = await world.crm.look();
  const flagged = records.filter(
    ({ id, deleted }) =>
      !deleted && flags.some((row) => row.recordId === id && row.userId === userId && row.on),
  );
  if (flagged.length === 0) return null;
  const chosen = chance.chance(0.3) ? flagged.filter(() => chance.chance(0.8)) : [chance.pick(flagged)];
  const { scheduler, ledger } = world;
  for (const { id } of chosen) {
    await world.crm.setFlag(userId, id, false, true);
    ledger.kept.add(`${id} ${userId}`);
  }
  scheduler.at(scheduler.now() + chance.int(900_000), async () => {
    for (const { id } of chosen) {
      if (!(await scheduler.outside(world.crm.setFlag(userId, id, true, false)))) continue;
      ledger.wanted.add(`${id} ${userId}`);
    }
    world.tell(`${userName(world, userId)} wants ${chosen.map(nameOf).join(', ')} on the phone again`);
  });
  return `${userName(world, userId)} stops syncing ${chosen.map(nameOf).join(', ')} but keeps the cards`;
};

async function anUnlinkedCard(world: World, chance: Random): Promise<CardView | null> {
  const { cards, links } = await world.crm.look();
  const linked = new Set(links.flatMap(({ state, cardId }) => (state === 'closed' ? [] : [cardId])));
  const free = cards.filter(({ id, state }) => state === 'live' && !linked.has(id));
  return free.length === 0 ? null : chance.pick(free);
}

/** Somebody types a person who is on a card that nobody has imported, and wants them on the phone. */
const createTwin: Operation = async (world, chance) => {
  const card = await anUnlinkedCard(world, chance);
  if (!card) return null;
  const { userId, index } = world.accounts.find(({ id }) => id === card.accountId)!;
  const { contact } = await world.crm.mappings();
  const { photo: _, ...values } = project(card.contact, contact).values;
  if (!values.lastName && !values.firstName) return null;
  const id = await world.crm.createRecord(userId, 'contact', values, true);
  world.ledger.wanted.add(`${id} ${userId}`);
  return `${userName(world, userId)} creates who is on ${card.remoteId} of account ${index}, and wants them on the phone`;
};

/** The owner of a book copies a card of it. */
const ownerCopies: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const live = account.server.live();
  if (live.length === 0) return null;
  const { id, contact } = chance.pick(live);
  const made = account.server.create('owner', { contact: { ...contact, photo: null } });
  return `the owner of account ${account.index} copies ${id} to ${made.id}`;
};

const useSuggestions: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  await world.crm.useSuggestions(account.userId, account.id);
  if (!(await world.crm.importQueue(account.userId, account.id))) return null;
  return `${userName(world, account.userId)} imports account ${account.index} as suggested`;
};

const decideMatch: Operation = async (world, chance) => {
  const { links, records } = await world.crm.look();
  const waiting = links.filter(({ state, hold }) => state !== 'closed' && hold?.code === 'match-in-queue');
  if (waiting.length === 0) return null;
  const { recordId, accountId } = chance.pick(waiting);
  const account = world.accounts.find(({ id }) => id === accountId)!;
  const decision = chance.chance(0.6) ? 'same' : 'new';
  if (!(await world.crm.decideMatch(account.userId, recordId, accountId, decision))) return null;
  const record = records.find(({ id }) => id === recordId)!;
  return `${userName(world, account.userId)} says of ${nameOf(record)} and the card it waits for: ${decision}`;
};

export const MATCH_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  keepAndBack: { weight: 2, run: keepAndBack },
  createTwin: { weight: 2, run: createTwin },
  ownerCopies: { weight: 1, run: ownerCopies },
  useSuggestions: { weight: 2, run: useSuggestions },
  decideMatch: { weight: 2, run: decideMatch },
};
