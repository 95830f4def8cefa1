// A card is linked to a record that is there, and whose values stand where the two differ is chosen at once.
import { project } from '../../../src/sync/decide/project.ts';
import { fieldsOf } from '../../../src/sync/mapping.ts';
import type { Choice, Stands } from '../../../src/sync/model.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';

const STANDS: Stands[] = ['record', 'card', 'both'];

/** For all fields, for some of them, or for all but some. */
function drawChoice(fields: string[], chance: Random): Choice {
  const some = fields.filter(() => chance.chance(0.4));
  const each = Object.fromEntries(some.map((field) => [field, chance.pick(STANDS)]));
  const isForAll = chance.chance(0.7);
  return {
    ...(isForAll ? { all: chance.pick(STANDS) } : {}),
    ...(isForAll && chance.chance(0.5) ? {} : { fields: each }),
  };
}

async function aPair(world: World, chance: Random) {
  const { queue, cards, records, links } = await world.crm.look();
  const items = queue.filter(({ state }) => state === 'pending' || state === 'ignored');
  if (items.length === 0) return null;
  const item = chance.pick(items);
  const open = links.filter(({ accountId, state }) => accountId === item.accountId && state !== 'closed');
  const free = records.filter(
    ({ id, deleted }) => !deleted && !open.some(({ recordId, state }) => recordId === id && state !== 'new'),
  );
  if (free.length === 0) return null;
  const waits = open.find(({ hold }) => hold?.cardId === item.cardId);
  const record = free.find(({ id }) => id === waits?.recordId) ?? chance.pick(free);
  return { record, card: cards.find(({ id }) => id === item.cardId)! };
}

const linkChosen: Operation = async (world, chance) => {
  const pair = await aPair(world, chance);
  if (!pair) return null;
  const { record, card } = pair;
  const { id: accountId, index, userId } = world.accounts.find(({ id }) => id === card.accountId)!;
  const mapping = (await world.crm.mappings(accountId))[record.kind];
  const choice = drawChoice(mapping.flatMap(fieldsOf), chance);
  if (!(await world.crm.decide(userId, accountId, card.id, { recordId: record.id, choice }))) return null;
  const { id: recordId } = record;
  const shown = project(card.contact, mapping, null, record.values).values;
  world.excuses.choices.push({
    accountId,
    recordId,
    cardId: card.id,
    remoteId: card.remoteId,
    uid: card.uid,
    choice,
    shown,
    at: world.scheduler.now(),
  });
  const isAtOnce = chance.chance(0.7) && (await world.crm.importQueue(userId, accountId));
  return `${userName(world, userId)} links ${card.remoteId} of account ${index} to ${nameOf(record)}${isAtOnce ? ' at once' : ''}: ${JSON.stringify(choice)} stands`;
};

export const CHOICE_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  linkChosen: { weight: 1, run: linkChosen },
};
