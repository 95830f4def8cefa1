// Runs histories of the simulated world on every core and tells the story of those that fail:
// npm run simulate -- --seeds 100000 --from 1
// or looks for the seeds at which the engines without one of their rules are noticed, and records them:
// npm run simulate -- --mutants
// or plays them over PostgreSQL, with production's verbs:
// npm run simulate -- --postgres --seeds 1000
import { parseArgs } from 'node:util';
import { simulationDatabase } from '../tests/simulation/crm/simulation-database.ts';
import { inParallel } from '../tests/simulation/in-parallel.ts';
import { MUTANTS, recordedSeeds, recordSeeds } from '../tests/simulation/mutants/mutants.ts';
import { shrink, storyOf } from '../tests/simulation/shrink.ts';
import { simulate } from '../tests/simulation/simulate.ts';
import { simulateOverPostgres } from '../tests/simulation/simulate-postgres.ts';
import type { Job, SeedResult } from '../tests/simulation/worker.ts';
import type { ShapeName } from '../tests/simulation/world/provider-shapes.ts';
import { stopTestServer } from '../tests/test-database.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    /** Stop after this many failures; each is shrunk. */
    failures: { type: 'string', default: '3' },
    /** Only say which seeds fail, by what is wrong. */
    list: { type: 'boolean', default: false },
    /** Every line of every history. */
    story: { type: 'boolean', default: false },
    /** Find the killing seed of each mutant, within `seeds`. */
    mutants: { type: 'boolean', default: false },
    /** Every account is of this shape. */
    shape: { type: 'string' },
    /** Over PostgreSQL, with production's verbs and store. */
    postgres: { type: 'boolean', default: false },
    /** Mutants whose name holds this. */
    name: { type: 'string', default: '' },
  },
});
const MINUTE_MS = 60_000;
const shape = values.shape as ShapeName | undefined;
const CHUNK = 25;

process.exitCode = values.mutants
  ? await findMutants()
  : values.story
    ? await tellAll()
    : values.postgres
      ? await runOverPostgres()
      : await runAll();

async function tellAll(): Promise<number> {
  let failed = 0;
  for (const { from, to } of chunks())
    for (let seed = from; seed <= to; seed += 1) {
      const { story, wrong } = await simulate(seed, { shape });
      if (wrong.length > 0) failed += 1;
      console.log([...story, ...wrong].join('\n'));
    }
  return failed > 0 ? 1 : 0;
}

async function runAll(): Promise<number> {
  const began = Date.now();
  const failing: SeedResult[] = [];
  let [told, done, requests, crashes, cpu] = [began, 0, 0, 0, 0];
  const rate = (): string => (done / ((Date.now() - began) / 1000)).toFixed(1);
  for await (const answer of inParallel(chunks())) {
    if (answer.type !== 'seeds') continue;
    cpu += answer.cpuSeconds;
    for (const result of answer.results) {
      done += 1;
      requests += result.requests;
      crashes += result.crashes;
      if (result.wrong.length === 0) continue;
      failing.push(result);
      console.log(`seed ${result.seed}: ${result.wrong.join('; ').slice(0, 300)}`);
    }
    if (!values.list && failing.length >= Number(values.failures)) break;
    if (Date.now() - told < MINUTE_MS) continue;
    told = Date.now();
    console.log(`${done} histories, ${failing.length} failed, ${rate()} histories/s`);
  }
  for (const [kind, list] of byKind(failing))
    console.log(`${list.length} × ${kind}: ${list.slice(0, 12).join(' ')}`);
  const summary = `${done} histories from seed ${values.from}: ${failing.length} failed, ${crashes} processes killed, ${requests} requests`;
  console.log(`${summary}; ${rate()} histories/s, ${(done / cpu).toFixed(1)} per second of CPU`);
  if (!values.list)
    for (const { seed } of failing.slice(0, Number(values.failures)))
      console.log(storyOf(await shrink(await simulate(seed, { shape }), { shape })));
  return failing.length > 0 ? 1 : 0;
}

function* chunks(): Generator<Job & { type: 'seeds' }> {
  const from = Number(values.from);
  const last = from + Number(values.seeds ?? 1000) - 1;
  for (let start = from; start <= last; start += CHUNK)
    yield { type: 'seeds', from: start, to: Math.min(start + CHUNK - 1, last), shape };
}

/** Seeds by what is wrong with them, numbers and names aside. */
function byKind(failing: Pick<SeedResult, 'seed' | 'wrong'>[]): Map<string, number[]> {
  const kinds = new Map<string, number[]>();
  for (const { seed, wrong } of failing)
    for (const kind of new Set(wrong.map((text) => text.replace(/\S*\d\S*/g, '#').slice(0, 70))))
      kinds.set(kind, [...(kinds.get(kind) ?? []), seed]);
  return kinds;
}

async function findMutants(): Promise<number> {
  const seeds = recordedSeeds();
  const chosen = MUTANTS.filter(({ name, promise }) => !promise && name.includes(values.name));
  const jobs = chosen.map(
    ({ name }): Job => ({
      type: 'mutant',
      name,
      recorded: seeds[name] ?? null,
      most: Number(values.seeds ?? 2000),
    }),
  );
  const missed: string[] = [];
  for await (const answer of inParallel(jobs)) {
    if (answer.type !== 'mutant') continue;
    const { name, seed, problem } = answer;
    if (seed === null) missed.push(`${name}: ${problem}`);
    else {
      if (seeds[name] !== seed) console.log(`${name}: seed ${seed}`);
      seeds[name] = seed;
    }
  }
  recordSeeds(seeds);
  console.log(`${chosen.length - missed.length} of ${chosen.length} mutants are noticed`);
  for (const line of missed) console.error(`Not noticed: ${line}`);
  return missed.length > 0 ? 1 : 0;
}

/** One after the other, in a database of their own. */
async function runOverPostgres(): Promise<number> {
  const database = await simulationDatabase();
  const failing: Pick<SeedResult, 'seed' | 'wrong'>[] = [];
  const [began, before] = [Date.now(), process.cpuUsage()];
  let done = 0;
  const said = (): string => `${done} histories, ${failing.length} failed`;
  try {
    for (const { from, to } of chunks()) {
      for (let seed = from; seed <= to; seed += 1) {
        const { wrong } = await simulateOverPostgres(database.db, seed);
        done += 1;
        if (wrong.length > 0) failing.push({ seed, wrong });
        if (wrong.length > 0) console.log(`seed ${seed}: ${wrong.join('; ').slice(0, 300)}`);
      }
      console.log(`${said()}, ${(done / ((Date.now() - began) / 1000)).toFixed(1)} histories/s`);
    }
  } finally {
    await database.drop();
    await stopTestServer();
  }
  for (const [kind, list] of byKind(failing)) console.log(`${list.length} × ${kind}: ${list.join(' ')}`);
  const { user, system } = process.cpuUsage(before);
  console.log(`${said()}; ${((user + system) / 1e6 / done).toFixed(2)} s of Node's CPU for each`);
  return failing.length > 0 ? 1 : 0;
}
