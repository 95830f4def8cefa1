// Shorter histories over the real store: PostgreSQL and production's verbs under the same people, faults and invariants.
import type { Db } from '../../src/database/database.ts';
import { createPostgresCrm, emptyCrm } from './crm/postgres-crm.ts';
import { rememberingLook } from './crm/remembering-look.ts';
import { type History, type SimulateOptions, simulate } from './simulate.ts';
import { PRODUCTION } from './world/world.ts';

// What the server's clock measures (how long a write may stay invisible) runs slower than the simulated one.
const ENGINE: SimulateOptions['engine'] = { ...PRODUCTION, wrapShape: (shape) => ({ ...shape, lagMs: 0 }) };

/** A history in an emptied database. */
export async function simulateOverPostgres(db: Db, seed: number): Promise<History> {
  await emptyCrm(db);
  return simulate(seed, {
    engine: ENGINE!,
    crm: () => rememberingLook(createPostgresCrm(db)),
    start: Date.now(),
    operations: 10,
    durationMs: 300_000,
    accounts: 2,
    atStart: 2,
    undisputed: false,
  });
}
