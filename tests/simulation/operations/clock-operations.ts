// The clock of Rubrica's machine is wrong for a while: ahead or behind, and right again.
import type { World } from '../world/world.ts';
import type { Operation } from './crm-operations.ts';

const MINUTE_MS = 60_000;

const clockIsWrong: Operation = async (world, chance) => {
  const { scheduler } = world;
  const minutes = chance.between(-90, 90);
  setClock(world, minutes * MINUTE_MS);
  scheduler.at(scheduler.now() + chance.int(30 * MINUTE_MS), () => {
    setClock(world, 0);
    world.tell('the clock is right again');
  });
  return `the clock is ${Math.abs(minutes)} minutes ${minutes < 0 ? 'behind' : 'ahead'}`;
};

/** What happened before the clock was set back happened at the latest now. */
export function setClock({ scheduler, excuses }: World, wrongBy: number): void {
  scheduler.setClock(wrongBy);
  const now = scheduler.clock();
  const { approvals, choices, remappings, oneWay } = excuses;
  for (const each of [...approvals, ...choices, ...remappings]) each.at = Math.min(each.at, now);
  for (const [id, at] of oneWay) oneWay.set(id, Math.min(at, now));
}

export const CLOCK_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  clockIsWrong: { weight: 1, run: clockIsWrong },
};
