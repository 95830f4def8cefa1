// A rule without a mutant is a rule not tested: each engine without one of its rules fails at its recorded seed, at which
// the whole engine holds. `npm run simulate -- --mutants` finds the seeds and records them.
import { describe, expect, test } from 'vitest';
import { createMemoryCrm } from '../crm/memory-crm.ts';
import { simulate } from '../simulate.ts';
import type { Aspect } from '../world/aspects.ts';
import { openDesk } from './desk.ts';
import { loadMutant } from './load-mutant.ts';
import { MUTANTS, recordedSeeds } from './mutants.ts';
import { PROMISES } from './promises.ts';
import type { Mutant } from './sabotage.ts';

const seeds = recordedSeeds();

/** What is wrong in histories of the whole engine: many mutants are noticed in the same one. */
const whole = new Map<string, Promise<string[]>>();

function wrongInWhole(seed: number, aspects: readonly Aspect[]): Promise<string[]> {
  const key = `${seed} ${aspects.join(' ')}`;
  const known = whole.get(key) ?? simulate(seed, { aspects }).then(({ wrong }) => wrong);
  whole.set(key, known);
  return known;
}

/** Those that a history tells of, and those that a promise does. */
const isOfSeeds = ({ promise }: Mutant): boolean => promise === undefined;

describe.each(MUTANTS.filter(isOfSeeds))('without its rule: $name', ({ name, engine, aspects = [] }) => {
  const seed = seeds[name] ?? 0;
  test(`seed ${seed} notices`, async () => {
    expect(await wrongInWhole(seed, aspects)).toEqual([]);
    expect((await simulate(seed, { aspects, engine: await engine() })).wrong).not.toEqual([]);
  });
});

test.each(MUTANTS.filter((each) => !isOfSeeds(each)))(
  'without its rule: $name does not hold: $promise',
  async ({ engine, promise }) => {
    const keeps = PROMISES[promise!];
    await keeps(await openDesk(createMemoryCrm));
    await expect(openDesk(createMemoryCrm, await engine()).then(keeps)).rejects.toThrow();
  },
);

test('a seed is recorded for each of them, and for nothing else', () => {
  const names = MUTANTS.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  const ofSeeds = MUTANTS.filter(isOfSeeds).map(({ name }) => name);
  expect(Object.keys(seeds).sort()).toEqual(ofSeeds.sort());
});

test('a copy of the engine with nothing changed gives the same histories', async () => {
  const line = 'export function planLink(';
  const engine = await loadMutant([{ file: 'plan.ts', from: line, to: line }]);
  for (let seed = 1; seed <= 10; seed += 1)
    expect((await simulate(seed, { engine })).hash).toBe((await simulate(seed)).hash);
});

test('a mutant whose line is not there any more says so', async () => {
  await expect(loadMutant([{ file: 'plan.ts', from: 'no such line', to: '' }])).rejects.toThrow(
    'no such line',
  );
});
