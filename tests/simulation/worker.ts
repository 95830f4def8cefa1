// One worker of many: simulates the seeds it is sent, or looks for the first at which a mutant is noticed.
import { parentPort } from 'node:worker_threads';
import { MUTANTS } from './mutants/mutants.ts';
import { simulate } from './simulate.ts';
import type { ShapeName } from './world/provider-shapes.ts';

export type Job =
  | { type: 'seeds'; from: number; to: number; shape?: ShapeName | undefined }
  | { type: 'mutant'; name: string; recorded: number | null; most: number };

export interface SeedResult {
  seed: number;
  wrong: string[];
  requests: number;
  crashes: number;
}

export type Answer =
  | { type: 'seeds'; results: SeedResult[]; cpuSeconds: number }
  | { type: 'mutant'; name: string; seed: number | null; problem: string | null };

parentPort?.on('message', async (job: Job) => {
  parentPort!.postMessage(job.type === 'seeds' ? await runSeeds(job) : await findSeed(job));
});

async function runSeeds({ from, to, shape }: Extract<Job, { type: 'seeds' }>): Promise<Answer> {
  const before = process.threadCpuUsage();
  const results: SeedResult[] = [];
  for (let seed = from; seed <= to; seed += 1) {
    const { wrong, requests, crashes } = await simulate(seed, { shape });
    results.push({ seed, wrong, requests, crashes });
  }
  const { user, system } = process.threadCpuUsage(before);
  return { type: 'seeds', results, cpuSeconds: (user + system) / 1e6 };
}

/** The recorded seed if it still kills, else the first that does. The whole engine must hold at it. */
async function findSeed({ name, recorded, most }: Extract<Job, { type: 'mutant' }>): Promise<Answer> {
  const mutant = MUTANTS.find((each) => each.name === name)!;
  const { aspects = [] } = mutant;
  try {
    const engine = await mutant.engine();
    const kills = async (seed: number): Promise<boolean> =>
      (await simulate(seed, { aspects, engine })).wrong.length > 0 &&
      (await simulate(seed, { aspects })).wrong.length === 0;
    if (recorded !== null && (await kills(recorded)))
      return { type: 'mutant', name, seed: recorded, problem: null };
    for (let seed = 1; seed <= most; seed += 1)
      if (await kills(seed)) return { type: 'mutant', name, seed, problem: null };
    return { type: 'mutant', name, seed: null, problem: `not noticed in ${most} histories` };
  } catch (error) {
    return { type: 'mutant', name, seed: null, problem: (error as Error).message };
  }
}
