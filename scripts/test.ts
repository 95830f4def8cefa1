// Every check of the project, one section after the other. The last line is `N passed, N failed`, counting each test
// and each of the checks that are not tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installTestServers } from './install-test-servers.ts';

interface Count {
  passed: number;
  failed: number;
}

const ROOT = dirname(import.meta.dirname);
const BIN = join(ROOT, 'node_modules', '.bin');
const REPORTS = join(ROOT, 'tests', '.work');

const SECTIONS: Record<string, () => Count | Promise<Count>> = {
  types: () => check('tsc', ['--noEmit']),
  lint: () =>
    sum(check('biome', ['check', '.']), check('knip', ['--no-progress']), script('check-expressions.ts')),
  unit: () => tests('unit'),
  http: () => tests('http'),
  simulation: () => tests('simulation'),
  platform: () => tests('platform'),
  conformance: () => tests('conformance'),
  scenarios: () => tests('scenarios'),
  browser: async () => {
    await build();
    return tests('browser');
  },
};
/** They talk to servers that Debian brings. */
const WITH_SERVERS = ['platform', 'conformance', 'scenarios', 'browser'];

async function main(): Promise<number> {
  const chosen = choose();
  if (!chosen) return 2;
  if (chosen.some((name) => WITH_SERVERS.includes(name))) installTestServers();
  mkdirSync(REPORTS, { recursive: true });
  const total: Count = { passed: 0, failed: 0 };
  for (const name of chosen) {
    console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
    const { passed, failed } = await SECTIONS[name]!();
    console.log(`${name}: ${passed} passed, ${failed} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

function choose(): string[] | null {
  const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: false });
  const names = typeof values.only === 'string' ? values.only.split(',') : Object.keys(SECTIONS);
  const unknown = names.filter((name) => !(name in SECTIONS));
  if (unknown.length === 0) return names;
  console.error(`There is no section ${unknown.join(', ')}. Sections: ${Object.keys(SECTIONS).join(', ')}`);
  return null;
}

/** A tool whose exit code is the answer. */
function check(tool: string, words: string[]): Count {
  const { status } = run(join(BIN, tool), words);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A check of our own. */
function script(name: string): Count {
  const { status } = run(process.execPath, [join(ROOT, 'scripts', name)]);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const sum = (...counts: Count[]): Count => ({
  passed: counts.reduce((all, { passed }) => all + passed, 0),
  failed: counts.reduce((all, { failed }) => all + failed, 0),
});

interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  /** Files, here: a file that cannot be loaded fails without a test. */
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

function tests(project: string): Count {
  const file = join(REPORTS, `${project}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = run(join(BIN, 'vitest'), [
    'run',
    '--project',
    project,
    '--passWithNoTests',
    ...reporters,
  ]);
  if (!existsSync(file)) return { passed: 0, failed: status === 0 ? 0 : 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const unloadable = report.testResults.filter(
    (result) =>
      result.status === 'failed' && result.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failed = report.numFailedTests + unloadable;
  // Errors outside of any test fail the run too.
  return { passed: report.numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
}

async function build(): Promise<void> {
  const { buildInterface } = await import('./build-interface.mjs');
  await buildInterface(ROOT, process.execPath);
}

const run = (command: string, words: string[]) =>
  spawnSync(command, words, { cwd: ROOT, stdio: ['ignore', 1, 2] });

process.exitCode = await main();
