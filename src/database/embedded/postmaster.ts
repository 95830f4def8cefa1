// The server process: is it there, does it answer, start it, stop it. A pid file proves nothing by itself: the number
// may be a zombie's or, in a container started anew, another program's.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../../start-error.ts';
import { connect } from '../connection.ts';
import { type Waiting, waitFor } from '../waiting.ts';
import { type Binaries, MAJOR } from './binaries.ts';
import type { Place } from './location.ts';

const DATABASE_USER = 'rubrica';

/** Ours whatever PGPORT says: part of the socket's name. */
const PORT = 5432;
const POLL_MS = 25;
/** Recovery after a crash replays up to max_wal_size; a slow disk needs minutes for it, and must not be given up on. */
const START_PATIENCE_MS = 600_000;
const STOP_PATIENCE_MS = 60_000;
/** The kernel takes 107 bytes for a socket's path; `/.s.PGSQL.5432` is 14 of them. */
const LONGEST_SOCKET_FOLDER = 85;
/** Lines of the log that an error repeats. */
const LAST_WORDS = 4;
const LOG_BYTES = 5_000_000;
/** A server that was killed leaves children that notice within seconds; until then its memory is in use. */
const REMAINS = /pre-existing shared memory block/;
const REMAINS_PATIENCE_MS = 30_000;
const REMAINS_POLL_MS = 200;

const SETTINGS: Record<string, string> = {
  listen_addresses: "''",
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  synchronous_commit: 'on',
  wal_level: 'replica',
  wal_compression: 'on',
  max_wal_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  // Neither statements nor the values an error quotes: they are people's contacts.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_min_messages: 'log',
  // After a crash: one call for the file system instead of one for each of a thousand files, seconds instead of many.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
};

export interface Running {
  pid: number;
  socketDirectory: string;
}

export const dataFolder = (place: Place): string => join(place.directory, 'pgdata');

export const urlOf = ({ socketDirectory }: Running, database: string): string =>
  `postgres://${DATABASE_USER}@/${database}?host=${encodeURIComponent(socketDirectory)}`;

/** The server of this data folder, if its process is alive; it may still be starting. */
export function runningServer(pgdata: string): Running | null {
  const lines = readIfThere(join(pgdata, 'postmaster.pid')).split('\n');
  const pid = Number(lines[0]);
  const socketDirectory = lines[4] ?? '';
  return isServer(pid, pgdata) && socketDirectory ? { pid, socketDirectory } : null;
}

/** Empty where there is none. A server that ends takes its file with it, between one look and the next. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Alive, no zombie (which still answers a signal), and a PostgreSQL on this very folder. */
function isServer(pid: number, pgdata: string): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(pgdata);
  } catch {
    return false; // a zombie's command line is empty; a process that is gone has none
  }
}

/** Whether the server answers a query. */
async function answers(running: Running): Promise<boolean> {
  try {
    const connection = await connect({ url: urlOf(running, 'postgres'), purpose: 'rubrica start' });
    await connection.end().catch(() => {});
    return true;
  } catch {
    return false;
  }
}

/** Creates an empty database cluster, complete or not at all. */
export function createCluster(place: Place, binaries: Binaries): void {
  const pgdata = dataFolder(place);
  const draft = `${pgdata}.new`;
  rmSync(draft, { recursive: true, force: true });
  const options = ['-U', DATABASE_USER, '--auth=trust', '-E', 'UTF8', '--locale=C', '--data-checksums'];
  const unicode = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const made = spawnSync(binaries.initdb, ['-D', draft, ...options, ...unicode], {
    ...place.owner,
    env: binaries.environment,
    cwd: place.directory,
    encoding: 'utf8',
  });
  if (made.status !== 0) {
    throw new StartError(
      `The embedded database could not be created in ${place.directory}: ${made.stderr || made.error?.message}`,
    );
  }
  renameSync(draft, pgdata);
}

/** Starts the server and waits until it answers. `socketDirectory`: the one it had before, so that addresses stay. */
export async function startServer(
  place: Place,
  binaries: Binaries,
  options: { settings: Record<string, string>; socketDirectory?: string } & Waiting,
): Promise<Running> {
  const pgdata = dataFolder(place);
  checkVersion(pgdata);
  writeSettings(place, options.settings);
  const socketDirectory = options.socketDirectory ?? makeSocketFolder(place);
  // Left by a server that is gone. PostgreSQL believes their process numbers: a zombie's, or another program's by now.
  rmSync(join(pgdata, 'postmaster.pid'), { force: true });
  rmSync(join(socketDirectory, `.s.PGSQL.${PORT}.lock`), { force: true });
  if (logSize(place) > LOG_BYTES) renameSync(logFile(place), `${logFile(place)}.old`);
  let words = '';
  const start = async (): Promise<Running | null> => {
    const logged = logSize(place);
    const running = await spawnServer(place, binaries, socketDirectory, options);
    if (running) return running;
    words = readLog(place, logged);
    if (!REMAINS.test(words)) throw startRefused(place, words);
    return null;
  };
  const what = 'what a killed database server has left behind to end';
  const running = await waitFor(
    start,
    { everyMs: REMAINS_POLL_MS, forMs: REMAINS_PATIENCE_MS, what },
    options,
  );
  if (!running) throw startRefused(place, words);
  return running;
}

/** null when the process ends before it answers. */
async function spawnServer(
  place: Place,
  binaries: Binaries,
  socketDirectory: string,
  waiting: Waiting,
): Promise<Running | null> {
  const log = openSync(logFile(place), 'a', 0o600);
  // Detached: the database outlives this process when that is killed, and Ctrl-C in a terminal does not reach it.
  // The socket's name carries the port, which local.conf may have changed.
  const words = ['-D', dataFolder(place), '-k', socketDirectory, '-p', String(PORT)];
  const child = spawn(binaries.postgres, words, {
    ...place.owner,
    env: binaries.environment,
    cwd: place.directory,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  child.on('error', () => {
    ended = true;
  });
  child.unref();
  const running = { pid: child.pid ?? 0, socketDirectory };
  const look = async (): Promise<'ended' | Running | null> => {
    if (ended) return 'ended';
    return (await answers(running)) ? running : null;
  };
  const patience = { everyMs: POLL_MS, forMs: START_PATIENCE_MS, what: recovering(place.directory) };
  const found = await waitFor(look, patience, waiting).catch((stopped) => {
    child.kill('SIGINT');
    throw stopped;
  });
  return found === 'ended' ? null : found;
}

/** Waits for a server that is still starting or recovering; false when its process ends meanwhile. */
export async function becomesReady(pgdata: string, waiting: Waiting = {}): Promise<boolean> {
  const look = async (): Promise<boolean | null> => {
    const running = runningServer(pgdata);
    if (!running) return false;
    return (await answers(running)) ? true : null;
  };
  const what = recovering(dirname(pgdata));
  return (await waitFor(look, { everyMs: POLL_MS, forMs: START_PATIENCE_MS, what }, waiting)) ?? false;
}

const recovering = (directory: string): string =>
  `the embedded database to start; after a crash it first puts its files right (${join(directory, 'postgres.log')} says how far it is)`;

/** Fast shutdown: transactions under way are rolled back, everything committed is on disk. */
export async function stopServer(pgdata: string): Promise<void> {
  const running = runningServer(pgdata);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  const until = Date.now() + STOP_PATIENCE_MS;
  while (runningServer(pgdata)) {
    if (Date.now() > until)
      throw new StartError(`The embedded database (process ${running.pid}) does not stop.`);
    await delay(POLL_MS);
  }
}

/** Gives a data folder that was copied here (a restored backup) to the user the server runs as, and to nobody else. */
export function takeOver(place: Place): void {
  const pgdata = dataFolder(place);
  const { owner } = place;
  const { uid, mode } = statSync(pgdata);
  if (owner && uid !== owner.uid) spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, pgdata]);
  if (mode & 0o077) chmodSync(pgdata, 0o700);
}

function checkVersion(pgdata: string): void {
  const version = readFileSync(join(pgdata, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return;
  throw new StartError(
    `The data in ${pgdata} was written by PostgreSQL ${version}; this version of Rubrica brings PostgreSQL ${MAJOR} and cannot open it. Nothing was changed. Go back to the version of Rubrica that wrote it.`,
  );
}

/** Ours after PostgreSQL's own defaults, an administrator's (`local.conf`) after ours. */
function writeSettings(place: Place, extra: Record<string, string>): void {
  const pgdata = dataFolder(place);
  const lines = Object.entries({ ...SETTINGS, ...extra }).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(
    join(pgdata, 'rubrica.conf'),
    ['# Written at every start; put your own settings into local.conf.', ...lines, ''].join('\n'),
  );
  giveTo(place, join(pgdata, 'rubrica.conf'));
  const main = join(pgdata, 'postgresql.conf');
  const text = readFileSync(main, 'utf8');
  const includes = "include 'rubrica.conf'\ninclude_if_exists 'local.conf'\n";
  if (!text.includes(includes)) writeFileSync(main, `${text}\n${includes}`);
}

function giveTo({ owner }: Place, file: string): void {
  if (owner) chownSync(file, owner.uid, owner.gid);
}

function makeSocketFolder(place: Place): string {
  const near = join(place.directory, 'socket');
  if (Buffer.byteLength(near) > LONGEST_SOCKET_FOLDER) {
    const short = mkdtempSync(join(tmpdir(), 'rubrica-'));
    giveTo(place, short);
    return short;
  }
  mkdirSync(near, { recursive: true, mode: 0o700 });
  giveTo(place, near);
  return near;
}

const logFile = (place: Place): string => join(place.directory, 'postgres.log');

const startRefused = (place: Place, words: string): StartError =>
  new StartError(
    `The embedded database does not start; nothing was changed. ${logFile(place)} says:\n${words.trim().split('\n').slice(-LAST_WORDS).join('\n')}`,
  );

const logSize = (place: Place): number => statSync(logFile(place), { throwIfNoEntry: false })?.size ?? 0;

/** What was logged after the first `from` bytes. */
const readLog = (place: Place, from: number): string =>
  readFileSync(logFile(place)).subarray(from).toString('utf8');
