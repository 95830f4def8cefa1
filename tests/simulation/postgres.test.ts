// Shorter histories over the real store: PostgreSQL and production's verbs under the same people, faults and invariants.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../test-database.ts';
import { createPostgresCrm, emptyCrm } from './crm/postgres-crm.ts';
import { simulate } from './simulate.ts';
import { PRODUCTION } from './world/world.ts';

const SEEDS = Number(process.env.RUBRICA_SIMULATION_POSTGRES_SEEDS ?? 100);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test(`${SEEDS} histories over PostgreSQL hold every invariant`, async () => {
  // What the server's clock measures (how long a write may stay invisible) runs slower than the simulated one.
  const engine = {
    ...PRODUCTION,
    wrapShape: (shape: Parameters<NonNullable<typeof PRODUCTION.wrapShape>>[0]) => ({ ...shape, lagMs: 0 }),
  };
  const failed: string[] = [];
  const began = performance.now();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    await emptyCrm(database.db);
    const options = {
      engine,
      crm: () => createPostgresCrm(database.db),
      start: Date.now(),
      operations: 10,
      durationMs: 300_000,
      accounts: 2,
      atStart: 2,
    };
    const { wrong } = await simulate(seed, options);
    if (wrong.length > 0) failed.push(`seed ${seed}: ${wrong.join('; ')}`);
  }
  console.info(`${(SEEDS / ((performance.now() - began) / 1000)).toFixed(1)} histories/s over PostgreSQL`);
  expect(failed).toEqual([]);
});
