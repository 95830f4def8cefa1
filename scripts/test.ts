// Every check of the project. Its end says everything: what failed by name, what could not be looked at here, how long
// each section took, and in the last line `N passed, N failed`, counting each test and each check that is not a test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import pLimit from 'p-limit';
import { NOT_APPLICABLE } from '../tests/not-applicable.ts';
import { conformanceMatrix, type Fact } from './conformance-matrix.ts';
import { installTestServers } from './install-test-servers.ts';

interface Outcome {
  passed: number;
  failed: Failure[];
}

interface Failure {
  name: string;
  /** The beginning of what was said, and where. */
  said: string;
  /** Its test file. Without one: what is not a test. */
  file?: string;
}

const ROOT = dirname(import.meta.dirname);
const BIN = join(ROOT, 'node_modules', '.bin');
const REPORTS = join(ROOT, 'tests', '.work');
const TYPES_SEEN = join(ROOT, 'node_modules', '.cache', 'types.tsbuildinfo');
const MINUTE_MS = 60_000;
const LINES_OF_A_FAILURE = 12;
/** Pages that fail while all else runs are looked at once more alone: more of them than this is no accident. */
const SEEN_AGAIN = 2;

/** Runs a program and answers with its exit code. */
type Run = (command: string, words: string[]) => Promise<number | null>;

/** The longest first. */
const SECTIONS: Record<string, (run: Run) => Promise<Outcome>> = {
  platform: (run) => tests(run, 'platform'),
  browser: async (run) => {
    await build();
    return tests(run, 'browser');
  },
  simulation: (run) => tests(run, 'simulation'),
  conformance: (run) => tests(run, 'conformance'),
  scenarios: (run) => tests(run, 'scenarios'),
  http: (run) => tests(run, 'http'),
  unit: (run) => tests(run, 'unit'),
  lint: async (run) =>
    sum([
      await check(run, 'biome', ['check', '.']),
      await check(run, 'knip', ['--no-progress']),
      await script(run, 'check-expressions.ts'),
    ]),
  // What did not change since the last run is not looked at again; what depends on what did, is.
  types: (run) => check(run, 'tsc', ['--noEmit', '--incremental', '--tsBuildInfoFile', TYPES_SEEN]),
};
/** On two cores: what waits for processes or pages leaves room for what computes. */
const AT_ONCE = 3;
/**
 * Tests make databases by the hundred, of six hundred files each: in memory, where there is plenty of it, a scenario costs
 * three quarters.
 */
const IN_MEMORY = '/dev/shm';
const PLENTY_BYTES = 10 * 2 ** 30;
const TMPDIR = hasPlenty() ? IN_MEMORY : tmpdir();
/** They talk to servers that Debian brings. */
const WITH_SERVERS = ['platform', 'conformance', 'scenarios', 'browser'];

async function main(): Promise<number> {
  const chosen = choose();
  if (!chosen) return 2;
  if (chosen.some((name) => WITH_SERVERS.includes(name))) installTestServers();
  mkdirSync(REPORTS, { recursive: true });
  rmSync(NOT_APPLICABLE, { force: true });
  const outcomes: Record<string, Outcome> = {};
  const times: string[] = [];
  const section = chosen.length > 1 ? toldAtItsEnd : toldAtOnce;
  const began = performance.now();
  await pLimit(AT_ONCE).map(chosen, async (name) => {
    const start = performance.now();
    const outcome = await section(name);
    times.push(`${name} ${minutesSince(start)}`);
    console.log(`${name}: ${outcome.passed} passed, ${outcome.failed.length} failed`);
    outcomes[name] = outcome;
  });
  const { browser } = outcomes;
  const unsteady = browser && chosen.length > 1 ? await heldAlone(browser) : [];
  if (unsteady.length > 0) outcomes.browser = { passed: browser!.passed + unsteady.length, failed: [] };
  const { passed, failed } = sum(Object.values(outcomes));
  const notLookedAt = notApplicable();
  const facts =
    reportOf('conformance')?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  console.log(`\nminutes: ${times.join(', ')}; all together ${minutesSince(began)}`);
  if (chosen.includes('conformance') && facts.length > 0)
    console.log(`\nconformance by server, facts that hold of all:\n${lines(conformanceMatrix(facts))}`);
  if (notLookedAt.length > 0)
    console.log(`\n${notLookedAt.length} not applicable here:\n${lines(notLookedAt)}`);
  if (unsteady.length > 0)
    console.log(`\nunsteady, failed beside everything else and passed alone:\n${lines(unsteady.map(whole))}`);
  if (failed.length > 0) console.log(`\nfailed:\n${lines(failed.map(whole))}`);
  console.log(`\n${passed} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

function hasPlenty(): boolean {
  if (!existsSync(IN_MEMORY) || freemem() < PLENTY_BYTES) return false;
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize > PLENTY_BYTES;
}

const minutesSince = (start: number): string => ((performance.now() - start) / MINUTE_MS).toFixed(1);

const title = (name: string): void => console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);

function toldAtOnce(name: string): Promise<Outcome> {
  title(name);
  return SECTIONS[name]!(runInto(1));
}

/** What sections say at the same time would be one muddle: each is told when it is over. */
async function toldAtItsEnd(name: string): Promise<Outcome> {
  console.log(`${name} …`);
  const file = join(REPORTS, `${name}.txt`);
  const output = openSync(file, 'w');
  try {
    return await SECTIONS[name]!(runInto(output));
  } finally {
    closeSync(output);
    title(name);
    process.stdout.write(readFileSync(file));
  }
}

/** What failed among the pages and passes by itself. Whole files are looked at: their tests build on each other. */
async function heldAlone({ failed }: Outcome): Promise<Failure[]> {
  const files = [...new Set(failed.flatMap(({ file }) => file ?? []))];
  if (files.length === 0 || failed.length > SEEN_AGAIN || failed.some(({ file }) => !file)) return [];
  title('browser, again');
  const again = await tests(runInto(1), 'browser', files);
  return again.failed.length === 0 ? failed : [];
}

const whole = ({ name, said }: Failure): string => name + said;

const lines = (all: string[]): string => all.map((one) => `  ${one}`).join('\n');

const notApplicable = (): string[] =>
  existsSync(NOT_APPLICABLE) ? readFileSync(NOT_APPLICABLE, 'utf8').trimEnd().split('\n') : [];

function choose(): string[] | null {
  const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: false });
  const names = typeof values.only === 'string' ? values.only.split(',') : Object.keys(SECTIONS);
  const unknown = names.filter((name) => !(name in SECTIONS));
  if (unknown.length === 0) return Object.keys(SECTIONS).filter((name) => names.includes(name));
  console.error(`There is no section ${unknown.join(', ')}. Sections: ${Object.keys(SECTIONS).join(', ')}`);
  return null;
}

/** A tool whose exit code is the answer. */
const check = async (run: Run, tool: string, words: string[]): Promise<Outcome> =>
  passedOr(tool, await run(join(BIN, tool), words));

/** A check of our own. */
const script = async (run: Run, name: string): Promise<Outcome> =>
  passedOr(name, await run(process.execPath, [join(ROOT, 'scripts', name)]));

const passedOr = (name: string, status: number | null): Outcome =>
  status === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: [{ name, said: '' }] };

const sum = (outcomes: Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, { passed }) => total + passed, 0),
  failed: outcomes.flatMap(({ failed }) => failed),
});

interface Report {
  numPassedTests: number;
  /** Files, here: a file that cannot be loaded fails without a test. */
  testResults: { name: string; status: string; message: string; assertionResults: TestResult[] }[];
}

interface TestResult extends Fact {
  fullName: string;
  /** Each with its stack. */
  failureMessages: string[];
}

const fileOf = (project: string): string => join(REPORTS, `${project}.json`);

/** Null for a project that did not get as far as a report. */
function reportOf(project: string): Report | null {
  const file = fileOf(project);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
}

/** Without `files`: all of the project. */
async function tests(run: Run, project: string, files: string[] = []): Promise<Outcome> {
  const file = fileOf(project);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const words = ['run', '--project', project, '--passWithNoTests', ...reporters, ...files];
  const status = await run(join(BIN, 'vitest'), words);
  const outside = status === 0 ? [] : [{ name: `${project}: an error outside of any test`, said: '' }];
  const report = reportOf(project);
  if (!report) return { passed: 0, failed: outside };
  const { numPassedTests, testResults } = report;
  const failed = testResults.flatMap(({ name, status: ofFile, message, assertionResults }) => {
    const path = relative(ROOT, name);
    const failure = (test: string, messages: string[]): Failure => ({
      name: `${path} ${test}`,
      said: why(messages),
      file: path,
    });
    const inside = assertionResults.filter((test) => test.status === 'failed');
    if (ofFile === 'failed' && inside.length === 0) return [failure('(the file itself)', [message])];
    return inside.map(({ fullName, failureMessages }) => failure(`> ${fullName.trim()}`, failureMessages));
  });
  return { passed: numPassedTests, failed: failed.length > 0 ? failed : outside };
}

/** The beginning of what a test says of its failure, and where: all there is to go by where only the end of a run is kept. */
function why(messages: string[]): string {
  const all = stripVTControlCharacters(messages.join('\n')).split('\n');
  const where = all.find((line) => /^\s+at .*\.test\.ts:/.test(line));
  const said = all.filter((line) => line.trim() !== '' && !/^\s+at /.test(line)).slice(0, LINES_OF_A_FAILURE);
  return [...said, ...(where ? [where.trim().replace(`${ROOT}/`, '')] : [])]
    .map((line) => `\n      ${line.slice(0, 300)}`)
    .join('');
}

async function build(): Promise<void> {
  const { buildInterface } = await import('./build-interface.mjs');
  await buildInterface(ROOT, process.execPath);
}

/** `output` is an open file; all that the program says goes there. */
const runInto =
  (output: number): Run =>
  async (command, words) => {
    const child = spawn(command, words, {
      cwd: ROOT,
      env: { ...process.env, TMPDIR },
      stdio: ['ignore', output, output === 1 ? 2 : output],
    });
    const [status] = (await once(child, 'close')) as [number | null];
    return status;
  };

process.exitCode = await main();
