// What people may do to records, taken away and given back; and what waits for it, given up.
import type { Rights } from '../../../src/sync/model.ts';
import type { CrmView } from '../crm/crm.ts';
import type { World } from '../world/world.ts';
import { noteGone } from './cleared-pictures.ts';
import { type Operation, userName } from './crm-operations.ts';

const RIGHTS: (keyof Rights)[] = ['edit', 'delete'];

const rightsOf = (world: World, userId: string): Rights => ({
  edit: !world.without.has(`${userId} edit`),
  delete: !world.without.has(`${userId} delete`),
});

/** What was done to records through the accounts of somebody who lacked a right, while it was lacking. */
function doneWithout(world: World, view: CrmView): string[] {
  return [...world.without].flatMap(([key, since]) => {
    const [userId, right] = key.split(' ');
    const theirs = new Set(world.accounts.filter((account) => account.userId === userId).map(({ id }) => id));
    return view.changes
      .slice(since)
      .filter(({ actor, accountId }) => actor === 'sync' && theirs.has(accountId!))
      .filter(({ field }) => (field === 'deletedAt') === (right === 'delete'))
      .map(
        ({ field, before, after }) =>
          `I12: ${field} ${before} → ${after} through an account whose owner may not`,
      );
  });
}

const take: Operation = async (world, chance) => {
  const userId = chance.pick(world.users);
  const right = chance.pick(RIGHTS);
  const key = `${userId} ${right}`;
  if (world.without.has(key)) return null;
  await world.crm.setRights(userId, { ...rightsOf(world, userId), [right]: false });
  world.without.set(key, (await world.crm.look()).changes.length);
  return `${userName(world, userId)} may ${right} records no more`;
};

/** All that one may do, at once. */
export async function takeAll(world: World, userId: string): Promise<void> {
  const { length } = (await world.crm.look()).changes;
  await world.crm.setRights(userId, { edit: false, delete: false });
  for (const right of RIGHTS) {
    const key = `${userId} ${right}`;
    if (!world.without.has(key)) world.without.set(key, length);
  }
}

export async function giveAllBackTo(world: World, userId: string): Promise<void> {
  for (const key of [...world.without.keys()])
    if (key.startsWith(`${userId} `)) world.tell(await giveBack(world, key));
}

const give: Operation = async (world, chance) => {
  if (world.without.size === 0) return null;
  const keys = [...world.without.keys()].filter((key) => !world.disabled.has(key.split(' ')[0]!));
  return keys.length === 0 ? null : giveBack(world, chance.pick(keys));
};

async function giveBack(world: World, key: string): Promise<string> {
  world.errors.push(...doneWithout(world, await world.crm.look()));
  const [userId, right] = key.split(' ') as [string, keyof Rights];
  world.without.delete(key);
  await world.crm.setRights(userId, rightsOf(world, userId));
  return `${userName(world, userId)} may ${right} records again`;
}

export async function giveAllBack(world: World): Promise<void> {
  for (const key of [...world.without.keys()]) world.tell(await giveBack(world, key));
}

const giveUp: Operation = async (world, chance) => {
  const view = await world.crm.look();
  const held = view.links.filter(
    ({ state, hold }) => state !== 'closed' && hold !== null && hold.code.startsWith('may-not'),
  );
  if (held.length === 0) return null;
  const { accountId, recordId, cardId, hold } = chance.pick(held);
  const account = world.accounts.find(({ id }) => id === accountId)!;
  if (!(await world.crm.discardHeld(account.userId, accountId, recordId))) return null;
  if (hold!.detail.split(',').includes('photo')) noteGone(world, view, recordId);
  for (const field of hold!.detail.split(','))
    world.ledger.differing.add(`${accountId} ${view.cards.find(({ id }) => id === cardId)?.uid} ${field}`);
  if (hold!.code === 'may-not-delete') world.ledger.wanted.add(`${recordId} ${account.userId}`);
  return `${userName(world, account.userId)} gives up what waits for a right on ${recordId} in account ${account.index}`;
};

export const RIGHT_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  takeRight: { weight: 3, run: take },
  giveRight: { weight: 1, run: give },
  giveUpHeld: { weight: 1, run: giveUp },
};
