// `npm run bench`: what a sync costs, as counts and as ratios to the bare download of the same book in the same run.
// Wall times are printed for orientation only; docs/reference/performance.md holds them against the goals.

import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/database/database.ts';
import { startEmbedded } from '../src/database/embedded/embedded.ts';
import { throwAway } from '../src/database/embedded/location.ts';
import { migrate } from '../src/database/migrate.ts';
import { measureLists } from './lists.ts';
import { measurePeople } from './people.ts';
import { bookUrlIn, CARDDAV, MICROSOFT, type Place } from './places.ts';
import { measureTriage } from './triage.ts';

interface Cost {
  wallMs: number;
  cpuMs: number;
  databaseCpuMs: number;
  /** What was asked of the database, each with an answer of its own. */
  statements: number;
  peakMb: number;
  requests: number;
  bytesDown: number;
}

interface Row extends Cost {
  provider: string;
  cards: number;
  step: string;
  /** Wall time by that of the bare download of the same book, where it compares. */
  toBare?: number;
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,50000' },
    /** Contacts in a mailbox of Microsoft 365; 0 for none. */
    microsoft: { type: 'string', default: '10000' },
    /** Accounts that are due at once; 0 for none. */
    crowd: { type: 'string', default: '5000' },
    /** Cards decided by keyboard; 0 for none. */
    triage: { type: 'string', default: '1000' },
    /** Records among which pages of lists are asked for; 0 for none. */
    lists: { type: 'string', default: '100000' },
    /** Browsers with a list on screen while `imported` cards are; 0 for none. */
    people: { type: 'string', default: '200' },
    imported: { type: 'string', default: '5000' },
  },
});
const rows: Row[] = [];
for (const cards of values.sizes.split(',').filter(Boolean).map(Number))
  rows.push(...(await measure(CARDDAV, cards)));
if (Number(values.crowd) > 0) rows.push(...(await measure(CARDDAV, 100, Number(values.crowd))));
if (Number(values.microsoft) > 0) rows.push(...(await measure(MICROSOFT, Number(values.microsoft))));
const triage = Number(values.triage) > 0 ? await byKeyboard(Number(values.triage)) : null;
const { lists, bulk } =
  Number(values.lists) > 0 ? await measureLists(Number(values.lists)) : { lists: [], bulk: [] };
const people = Number(values.people) > 0 ? await duringAnImport(Number(values.people)) : null;
if (rows.length > 0) print(rows);
if (lists.length > 0) console.table(lists);
if (bulk.length > 0) console.table(bulk);
if (people) console.table([people]);
if (triage) console.table([triage]);
else if (Number(values.triage) > 0) console.log('Triage by keyboard was not measured: there is no browser.');
writeFileSync(
  join(import.meta.dirname, 'results.json'),
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows, triage, lists, bulk, people }, null, 2)}\n`,
);

async function byKeyboard(cards: number) {
  const sandbox = await startSandbox(CARDDAV, cards);
  try {
    return await measureTriage(cards, sandbox.found[1]!);
  } finally {
    sandbox.end();
  }
}

async function duringAnImport(browsers: number) {
  const cards = Number(values.imported);
  const sandbox = await startSandbox(CARDDAV, cards);
  try {
    return await measurePeople(browsers, cards, sandbox.found[1]!);
  } finally {
    sandbox.end();
  }
}

function startSandbox({ words, found }: Place, cards: number) {
  return startProcess(words(cards), found);
}

/** With a `crowd`, of many accounts at once and nothing else. */
async function measure(place: Place, cards: number, crowd = 0): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-'));
  const embedded = await startEmbedded({ data: join(folder, 'data'), onError: () => {} });
  const database = openDatabase(embedded.url, () => {});
  await migrate(database);
  await database.close();
  const sandbox = await startSandbox(place, cards);
  const said = await sandbox.line(/alice|anna@contoso/);
  const worker = startWorker(embedded.url, sandbox.found.slice(1));
  const result: Row[] = [];
  const step = async (name: string, command: string, argument?: number): Promise<Row> => {
    const before = databaseCpu(embedded.pid);
    const cost = {
      ...(await worker.ask(command, argument)),
      databaseCpuMs: databaseCpu(embedded.pid) - before,
    };
    const row = { provider: place.provider, cards, step: name, ...cost };
    result.push(row);
    return row;
  };
  try {
    await worker.ask('connect');
    if (crowd > 0) {
      await worker.ask('sync');
      await worker.ask('gather', crowd);
      await step(`${crowd} unchanged runs that are due at once`, 'workOff');
      return result;
    }
    const bare = place === CARDDAV ? bareDownload(bookUrlIn(said)) : null;
    const first = await step('first pull', 'sync');
    if (bare) first.toBare = first.wallMs / bare.wallMs;
    await step('unchanged run', 'sync');
    await step('100 unchanged runs', 'polls', 100);
    await step('type everything', 'type');
    await step('import everything', 'import');
    await step('unchanged run, all linked', 'sync');
    await worker.ask('edit', 1);
    await step('1 local change', 'sync');
    for (const touch of place.touch) {
      await touch.run(said);
      await step(touch.step, 'sync');
    }
    await worker.ask('edit', 100);
    await step('100 local changes', 'sync');
    await step('run after own changes', 'sync');
    await worker.ask('unflag', 100);
    await step('100 flags off', 'sync');
  } finally {
    worker.end();
    sandbox.end();
    await embedded.stop();
    throwAway(folder);
  }
  return result;
}

async function startProcess(words: string[], pattern: RegExp) {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  const line = async (wanted: RegExp): Promise<string> => {
    for (;;) {
      const found = text.split('\n').find((one) => wanted.test(one));
      if (found) return found;
      await once(child.stdout, 'data');
    }
  };
  const found = pattern.exec(await line(pattern))!;
  return { found, line, end: () => child.kill() };
}

function startWorker(databaseUrl: string, at: string[]) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [
    'bench/worker.ts',
    databaseUrl,
    ...at,
  ]);
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(command: string, argument?: number): Promise<Omit<Cost, 'databaseCpuMs'>> {
      child.stdin.write(`${JSON.stringify({ command, argument })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the worker ended at ${command}`);
      return JSON.parse(value);
    },
    end: () => child.kill(),
  };
}

/**
 * CPU that a PostgreSQL server has used, in milliseconds (100 ticks a second, as Linux counts them): its processes, and those of
 * them that have ended.
 */
function databaseCpu(postmaster: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isPostmaster = Number(pid) === postmaster;
      if (!isPostmaster && Number(parent) !== postmaster) continue;
      const [user, system, usersOfEnded, systemsOfEnded] = fields.slice(9, 13).map(Number);
      ticks += user! + system! + (isPostmaster ? usersOfEnded! + systemsOfEnded! : 0);
    } catch {
      // ended in the meantime
    }
  }
  return ticks * 10;
}

function bareDownload(bookUrl: string): { wallMs: number } {
  const words = ['bench/bare-download.ts', bookUrl, 'alice', 's3cret', '500'];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}

function print(all: Row[]): void {
  const table = all.map((row) => ({
    provider: row.provider,
    cards: row.cards,
    step: row.step,
    requests: row.requests,
    statements: row.statements,
    'KB down': Math.round(row.bytesDown / 102.4) / 10,
    'CPU ms': Math.round(row.cpuMs),
    'database CPU ms': row.databaseCpuMs,
    'wall ms': Math.round(row.wallMs),
    'peak MB': Math.round(row.peakMb),
    'to bare download': row.toBare === undefined ? '' : row.toBare.toFixed(1),
  }));
  console.table(table);
}
