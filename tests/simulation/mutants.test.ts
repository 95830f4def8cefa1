// A rule without a mutant is a rule not tested: each engine without one of its rules fails at its recorded seed, at which
// the whole engine holds.
import { describe, expect, test } from 'vitest';
import { loadMutant } from './load-mutant.ts';
import { MUTANTS_OF_DECIDING } from './mutants-of-deciding.ts';
import { MUTANTS_OF_SENDING } from './mutants-of-sending.ts';
import { simulate } from './simulate.ts';

describe.each([...MUTANTS_OF_SENDING, ...MUTANTS_OF_DECIDING])(
  'without its rule: $name',
  ({ seed, engine }) => {
    test(`seed ${seed} notices`, async () => {
      expect((await simulate(seed)).wrong).toEqual([]);
      expect((await simulate(seed, { engine: await engine() })).wrong).not.toEqual([]);
    });
  },
);

test('a copy of the engine with nothing changed gives the same histories', async () => {
  const engine = await loadMutant([]);
  for (let seed = 1; seed <= 10; seed += 1)
    expect((await simulate(seed, { engine })).hash).toBe((await simulate(seed)).hash);
});

test('a mutant whose line is not there any more says so', async () => {
  await expect(loadMutant([{ file: 'plan.ts', from: 'no such line', to: '' }])).rejects.toThrow(
    'no such line',
  );
});
