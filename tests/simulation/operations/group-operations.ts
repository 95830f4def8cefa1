// Groups: what the owner of an address book makes of them, and which of them an account syncs.
import type { AccountSettings } from '../../../src/sync/model.ts';
import type { Random } from '../world/random.ts';
import type { ServerCard } from '../world/server.ts';
import { type Account, connectedTo, type World } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';

const NAMES = ['Customers', 'Friends', 'Suppliers'];

/** An account with something in it, for the operations on one card. */
function aCard(world: World, chance: Random): { account: Account; card: ServerCard } | null {
  const account = chance.pick(world.accounts);
  const live = account.server.live();
  return live.length === 0 ? null : { account, card: chance.pick(live) };
}

/** Ids of the groups a book has, those that only cards name included. */
export function groupIds({ shape, server }: Pick<Account, 'shape' | 'server'>): string[] {
  return shape.groups === 'categories' ? NAMES : server.groups().map(({ id }) => id);
}

/** The groups a card is in, as the book itself has it. */
export function groupsOf({ shape, server }: Account, { contact, uid }: ServerCard): string[] {
  if (shape.groups !== 'listed') return contact.groups;
  const listing = server.groups().filter(({ members }) => members?.includes(uid));
  return [...contact.groups, ...listing.map(({ id }) => id)];
}

/** What the groups are called that are there at the start. */
export const firstGroups = (shape: Account['shape']): string[] =>
  shape.groups === 'categories' ? NAMES : NAMES.map((_, index) => `group-${index + 1}`);

export function makeGroups({ shape, server }: Account): void {
  if (shape.groups === 'categories') return;
  for (const [index, name] of NAMES.entries())
    server.setGroup('owner', {
      id: `group-${index + 1}`,
      name,
      members: shape.groups === 'listed' ? [] : null,
    });
}

export function putInto(world: World, account: Account, card: ServerCard, id: string, isIn: boolean): void {
  const { server, shape } = account;
  for (const { id: accountId } of connectedTo(world, server))
    world.ledger.regrouped.add(`${accountId} ${card.id}`);
  if (shape.groups === 'listed') {
    const group = server.groups().find((each) => each.id === id)!;
    const others = group.members!.filter((uid) => uid !== card.uid);
    server.setGroup('owner', { ...group, members: isIn ? [...others, card.uid] : others });
    return;
  }
  const others = card.contact.groups.filter((each) => each !== id);
  server.update('owner', card.id, {
    contact: { ...card.contact, groups: isIn ? [...others, id] : others },
  });
}

const regroup: Operation = async (world, chance) => {
  const found = aCard(world, chance);
  const ids = found ? groupIds(found.account) : [];
  if (!found || ids.length === 0) return null;
  const { account, card } = found;
  const id = chance.pick(ids);
  const isIn = !groupsOf(account, card).includes(id);
  putInto(world, account, card, id, isIn);
  return `the owner of account ${account.index} ${isIn ? 'puts' : 'takes'} ${card.id} ${isIn ? 'into' : 'out of'} ${id}`;
};

const rename: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const groups = account.server.groups();
  if (groups.length === 0) return null;
  const group = chance.pick(groups);
  const name = `${group.name} ${world.ledger.fresh()}`;
  account.server.setGroup('owner', { ...group, name });
  return `the owner of account ${account.index} renames ${group.id} to ${name}`;
};

/** The group goes; its cards stay. */
const removeGroup: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const ids = groupIds(account);
  if (ids.length === 0) return null;
  const id = chance.pick(ids);
  for (const card of account.server.live())
    if (card.contact.groups.includes(id)) putInto(world, account, card, id, false);
  if (account.server.groups().some((group) => group.id === id)) account.server.removeGroup('owner', id);
  return `the owner of account ${account.index} deletes the group ${id}`;
};

export function drawScope(ids: string[], chance: Random): AccountSettings['scope'] {
  const some = ids.filter(() => chance.chance(0.5));
  if (chance.chance(0.35) || ids.length === 0) return { mode: 'all', include: [], exclude: [] };
  if (chance.chance(0.3)) return { mode: 'all', include: [], exclude: some };
  return { mode: 'groups', include: some.length > 0 ? some : [ids[0]!], exclude: [] };
}

export function drawTarget(ids: string[], chance: Random): string | null {
  return ids.length === 0 || chance.chance(0.5) ? null : chance.pick(ids);
}

/** Settings of groups as the account is to have them, remembered for what the engine may do then. */
export function noteGroups(world: World, account: Account, settings: Partial<AccountSettings>): void {
  const included = settings.scope?.mode === 'groups' ? settings.scope.include[0] : null;
  for (const id of [settings.targetGroup, included]) if (id) world.ledger.mayJoin(account.id, id);
}

/** Another scope, or the one before. */
const rescope: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const former = account.groupSettings.at(-2);
  const settings =
    former && chance.chance(0.4)
      ? former
      : {
          scope: drawScope(groupIds(account), chance),
          targetGroup: drawTarget(groupIds(account), chance),
        };
  noteGroups(world, account, settings);
  account.groupSettings.push(settings);
  await world.crm.updateSettings(account.userId, account.id, settings);
  const { mode, include, exclude } = settings.scope;
  return `user ${world.users.indexOf(account.userId) + 1} has account ${account.index} sync ${mode === 'all' ? 'all' : include.join(' and ')}${exclude.length > 0 ? ` but ${exclude.join(' and ')}` : ''}, new cards go to ${settings.targetGroup ?? 'no group'}`;
};

export const GROUP_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  regroup: { weight: 4, run: regroup },
  renameGroup: { weight: 0.5, run: rename },
  removeGroup: { weight: 0.5, run: removeGroup },
  rescope: { weight: 1.5, run: rescope },
};
