// The clock of Rubrica's machine is wrong for a while: ahead or behind, and right again.
import type { Operation } from './crm-operations.ts';

const MINUTE_MS = 60_000;

const clockIsWrong: Operation = async (world, chance) => {
  const { scheduler } = world;
  const minutes = chance.between(-90, 90);
  scheduler.setClock(minutes * MINUTE_MS);
  scheduler.at(scheduler.now() + chance.int(30 * MINUTE_MS), () => {
    scheduler.setClock(0);
    world.tell('the clock is right again');
  });
  return `the clock is ${Math.abs(minutes)} minutes ${minutes < 0 ? 'behind' : 'ahead'}`;
};

export const CLOCK_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  clockIsWrong: { weight: 1, run: clockIsWrong },
};
