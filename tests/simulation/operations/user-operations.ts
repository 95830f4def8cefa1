// People who are disabled for a while: their accounts rest, and nothing of theirs reaches a record.
import type { World } from '../world/world.ts';
import { type Operation, userName } from './crm-operations.ts';
import { giveAllBackTo, takeAll } from './right-operations.ts';

const disable: Operation = async (world, chance) => {
  const userId = chance.pick(world.users);
  if (world.disabled.has(userId)) return null;
  world.disabled.add(userId);
  await takeAll(world, userId);
  return `${userName(world, userId)} is disabled`;
};

const enable: Operation = async (world, chance) => {
  const [...disabled] = world.disabled;
  return disabled.length === 0 ? null : enableOne(world, chance.pick(disabled));
};

async function enableOne(world: World, userId: string): Promise<string> {
  world.disabled.delete(userId);
  await giveAllBackTo(world, userId);
  return `${userName(world, userId)} is enabled again`;
}

export async function enableAll(world: World): Promise<void> {
  for (const userId of [...world.disabled]) world.tell(await enableOne(world, userId));
}

export const USER_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  disableUser: { weight: 2, run: disable },
  enableUser: { weight: 1, run: enable },
};
