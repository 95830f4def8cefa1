// Production's verbs and store without one of their rules: each is noticed by its recorded history over PostgreSQL, at which the
// whole Rubrica holds. `npm run simulate -- --mutants --postgres` finds the seeds and records them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test-database.ts';
import { recordedVerbSeeds } from './mutants.ts';
import { MUTANTS_OF_VERBS } from './mutants-of-verbs.ts';
import { withoutRule, wrongInWhole } from './over-postgres.ts';

const seeds = recordedVerbSeeds();

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test.each(MUTANTS_OF_VERBS)('without its rule: $name', async (mutant) => {
  const seed = seeds[mutant.name] ?? 0;
  const play = await withoutRule(database.db, mutant);
  expect(await wrongInWhole(database.db, seed, mutant)).toEqual([]);
  expect(await play(seed)).not.toEqual([]);
});

test('a seed is recorded for each of them, and for nothing else', () => {
  expect(Object.keys(seeds).sort()).toEqual(MUTANTS_OF_VERBS.map(({ name }) => name).sort());
});
