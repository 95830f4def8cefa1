// Owners who put back by hand what they, a phone or a run deleted: with the same identifier, at another address.
import type { Random } from '../world/random.ts';
import type { Account, World } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';

/** Cards that are gone and not back yet. */
function goneFrom({ server }: Account): string[] {
  const there = new Set(server.live().map(({ uid }) => uid));
  return server.ids().filter((id) => server.get(id) === null && !there.has(server.history(id)[0]!.card!.uid));
}

function putBack({ movedByOwner, putBack }: World, { server }: Account, id: string): string {
  const { uid, marker, contact, unmapped } = server.history(id).findLast(({ card }) => card !== null)!.card!;
  if (marker !== null) movedByOwner.add(`${server.identity} ${marker}`);
  const card = server.create('owner', { uid, marker, contact, unmapped });
  putBack.set(`${server.identity} ${card.id}`, id);
  return card.id;
}

const putOneBack: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const gone = goneFrom(account);
  if (gone.length === 0) return null;
  const id = chance.pick(gone);
  return `the owner of account ${account.index} puts ${id} back, which becomes ${putBack(world, account, id)}`;
};

/** Nearly everything vanishes from a book, and is back after some minutes. */
const glitch: Operation = async (world, chance: Random) => {
  const { scheduler } = world;
  const account = chance.pick(world.accounts);
  const { server, index } = account;
  const chosen = server.live().filter(() => chance.chance(0.8));
  if (chosen.length === 0) return null;
  for (const { id } of chosen) server.remove('owner', id);
  scheduler.at(scheduler.now() + chance.int(900_000), () => {
    const gone = new Set(goneFrom(account));
    for (const { id } of chosen) if (gone.has(id)) putBack(world, account, id);
    world.tell(`the owner of account ${index} puts back what vanished`);
  });
  return `${chosen.length} cards vanish from account ${index}`;
};

export const REPAIR_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  ownerPutsBack: { weight: 3, run: putOneBack },
  glitch: { weight: 1, run: glitch },
};
