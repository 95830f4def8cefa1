// What must hold of a world at rest (sync.md 8.2, I1–I11). Each fault found is a sentence that begins with its invariant.
import type { World } from '../world/world.ts';
import { deletionsMeant, nothingDoubled } from './cards.ts';
import { accounted, converged, links } from './convergence.ts';
import { nothingMadeTwice, oneCardEach, oneCardEachBook } from './doubles.ts';
import { joinedUp, scoped } from './groups.ts';
import { approvedAsSeen, guarded } from './guard.ts';
import { nothingCopied } from './pictures.ts';
import { runAll, signature } from './rest.ts';
import { backAsBefore, secondsMeant } from './seconds.ts';
import { addsUp } from './totals.ts';
import { undoneWhole } from './undone.ts';
import {
  comesBackWhole,
  conserved,
  nothingInvented,
  nothingOverwritten,
  takenBeforeDeleted,
} from './values.ts';

export async function checkInvariants(world: World): Promise<string[]> {
  const view = await world.crm.look();
  const wrong = [
    ...(await scoped(world, view)),
    ...(await converged(world, view)),
    ...joinedUp(world, view),
    ...links(world, view),
    ...conserved(world, view),
    ...nothingDoubled(world, view),
    ...oneCardEach(world, view),
    ...oneCardEachBook(world, view),
    ...nothingMadeTwice(world, view),
    ...nothingInvented(world, view),
    ...nothingOverwritten(world, view),
    ...deletionsMeant(world, view),
    ...comesBackWhole(world, view),
    ...takenBeforeDeleted(world, view),
    ...guarded(world, view),
    ...approvedAsSeen(world, view),
    ...(await addsUp(world, view)),
    ...undoneWhole(world, view),
    ...secondsMeant(world, view),
    ...backAsBefore(world, view),
    ...accounted(view),
    ...nothingCopied(world, view),
  ];
  if (wrong.length === 0) wrong.push(...(await idle(world)));
  return wrong;
}

/** I6, I7: a further sync asks once and writes nothing, a full one writes nothing either. */
async function idle(world: World): Promise<string[]> {
  const wrong: string[] = [];
  const before = await signature(world);
  const asked = world.accounts.map(({ requests }) => requests);
  const isHeld = (await world.crm.look()).links.some(
    ({ state, hold }) => state !== 'closed' && hold !== null,
  );
  await runAll(world, () => false);
  for (const [index, { requests }] of world.accounts.entries())
    if (requests - asked[index]! > world.accounts[index]!.books.length && !isHeld)
      wrong.push(`I7: an idle run of account ${index + 1} asks ${requests - asked[index]!} times`);
  if ((await signature(world)) !== before) wrong.push('I6: a further sync is not idle');
  await runAll(world, () => true);
  if ((await signature(world)) !== before)
    wrong.push('I6: a full listing of what is known changes something');
  return wrong;
}
