// Histories of Rubrica without one of its rules, over PostgreSQL: production's verbs and store with one line changed.
import type { Db } from '../../../src/database/database.ts';
import { type OverPostgres, simulateOverPostgres } from '../simulate-postgres.ts';
import { loadCopies } from './load-mutant.ts';
import type { MutantOfVerbs } from './mutants-of-verbs.ts';

const THE_CRM = 'tests/simulation/crm/postgres-crm.ts';
type Postgres = typeof import('../crm/postgres-crm.ts');

/** Long enough for people to decide what came of what they did. */
const LENGTH: OverPostgres = { operations: 20, durationMs: 600_000 };

/** What is wrong in one history, with all of its rules. */
export async function wrongInWhole(db: Db, seed: number, { aspects }: MutantOfVerbs): Promise<string[]> {
  return (await simulateOverPostgres(db, seed, { ...LENGTH, aspects })).wrong;
}

/** Plays histories without the rule. */
export async function withoutRule(
  db: Db,
  { aspects, change }: MutantOfVerbs,
): Promise<(seed: number) => Promise<string[]>> {
  const createCrm = await loadCopies([THE_CRM], [change], async (load) => {
    const { createPostgresCrm } = await load<Postgres>(THE_CRM);
    return createPostgresCrm;
  });
  return async (seed) => (await simulateOverPostgres(db, seed, { ...LENGTH, aspects, createCrm })).wrong;
}

/** The recorded seed if it still tells, else the first that does; null when none of the first `most` does. */
export async function findVerbSeed(
  db: Db,
  mutant: MutantOfVerbs,
  recorded: number | null,
  most: number,
): Promise<number | null> {
  const play = await withoutRule(db, mutant);
  const tells = async (seed: number): Promise<boolean> =>
    (await play(seed)).length > 0 && (await wrongInWhole(db, seed, mutant)).length === 0;
  if (recorded !== null && (await tells(recorded))) return recorded;
  for (let seed = 1; seed <= most; seed += 1) if (await tells(seed)) return seed;
  return null;
}
