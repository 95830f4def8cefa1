// A rule without a mutant is a rule not tested: production's verbs and store keep each promise, and without the rule one is broken.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../../test-database.ts';
import { createPostgresCrm, emptyCrm } from '../crm/postgres-crm.ts';
import { simulationDatabase } from '../crm/simulation-database.ts';
import { openDesk } from './desk.ts';
import { MUTANTS_OF_PROMISES } from './mutants-of-promises.ts';
import { crmWithout } from './over-postgres.ts';
import { PROMISES, type VerbPromise } from './promises.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await simulationDatabase();
});
afterAll(() => database.drop());

async function keeps(promise: VerbPromise, createCrm: typeof createPostgresCrm): Promise<void> {
  await emptyCrm(database.db);
  await PROMISES[promise](await openDesk(createCrm(database.db)));
}

describe('the whole Rubrica', () => {
  test.each(Object.keys(PROMISES) as VerbPromise[])('%s', (promise) => keeps(promise, createPostgresCrm));
});

describe('without its rule', () => {
  test.each(MUTANTS_OF_PROMISES)('$name', async ({ promise, change }) => {
    const createCrm = await crmWithout(change);
    await expect(keeps(promise, createCrm)).rejects.toThrow();
  });
});
