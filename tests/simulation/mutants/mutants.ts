// Every engine without one of its rules, and where the seeds at which the simulation notices are recorded.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTANTS_OF_ASPECTS } from './mutants-of-aspects.ts';
import { MUTANTS_OF_DECIDING } from './mutants-of-deciding.ts';
import { MUTANTS_OF_LOSSES } from './mutants-of-losses.ts';
import { MUTANTS_OF_MOVES } from './mutants-of-moves.ts';
import { MUTANTS_OF_SENDING } from './mutants-of-sending.ts';
import { MUTANTS_OF_STEPS } from './mutants-of-steps.ts';
import { MUTANTS_OF_WAITING } from './mutants-of-waiting.ts';
import type { Mutant } from './sabotage.ts';

export const MUTANTS: Mutant[] = [
  ...MUTANTS_OF_SENDING,
  ...MUTANTS_OF_DECIDING,
  ...MUTANTS_OF_ASPECTS,
  ...MUTANTS_OF_WAITING,
  ...MUTANTS_OF_LOSSES,
  ...MUTANTS_OF_MOVES,
  ...MUTANTS_OF_STEPS,
];

/** Seeds by the mutant's name. */
export type Seeds = Record<string, number>;

const FILE = join(import.meta.dirname, 'mutant-seeds.json');

export const recordedSeeds = (): Seeds => JSON.parse(readFileSync(FILE, 'utf8'));

export function recordSeeds(seeds: Seeds): void {
  const ordered = Object.fromEntries(
    MUTANTS.flatMap(({ name }) => (name in seeds ? [[name, seeds[name]]] : [])),
  );
  writeFileSync(FILE, `${JSON.stringify(ordered, null, 2)}\n`);
}
