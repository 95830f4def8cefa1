// Histories over PostgreSQL hold what those in memory hold.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../test-database.ts';
import { simulationDatabase } from './crm/simulation-database.ts';
import { simulateOverPostgres } from './simulate-postgres.ts';

const SEEDS = Number(process.env.RUBRICA_SIMULATION_POSTGRES_SEEDS ?? 100);

let database: TestDatabase;
beforeAll(async () => {
  database = await simulationDatabase();
});
afterAll(() => database.drop());

test(`${SEEDS} histories over PostgreSQL hold every invariant`, async () => {
  const failed: string[] = [];
  const began = performance.now();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { wrong } = await simulateOverPostgres(database.db, seed);
    if (wrong.length > 0) failed.push(`seed ${seed}: ${wrong.join('; ')}`);
  }
  console.info(`${(SEEDS / ((performance.now() - began) / 1000)).toFixed(1)} histories/s over PostgreSQL`);
  expect(failed).toEqual([]);
});
