// A rule broken once in a copy of production's own code, and the promise that tells.
import type { Change } from './load-mutant.ts';
import type { VerbPromise } from './promises.ts';

export interface MutantOfPromises {
  /** Rubrica without the rule, in a few words. */
  name: string;
  /** What does not hold then. */
  promise: VerbPromise;
  change: Change;
}

/** @param file in src */
export const broken = (
  file: string,
  name: string,
  promise: VerbPromise,
  [from, to]: [from: string, to: string],
): MutantOfPromises => ({ name, promise, change: { file: `src/${file}`, from, to } });
