// How a process of Rubrica is, for whoever watches it from outside: a small file that it writes every few seconds, in
// the temporary folder of its machine or container. A worker answers no requests, so this is where it is asked; run by
// itself this file asks, in a fraction of the time a command takes (the image's HEALTHCHECK).
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BEAT_MS = 5_000;
/** A process that is silent for so long hangs. */
const SILENCE_MS = 30_000;

export interface Beat {
  pid: number;
  /** What it does: `serve`, `worker`. */
  what: string;
  at: string;
  /** A sentence; null when it is well. */
  problem: string | null;
}

/** Writes how this process is, every few seconds until the answer is called. `onError` hears why it cannot, once. */
export function beat(
  data: string,
  what: string,
  problem: () => Promise<string | null>,
  onError: (error: Error) => void,
): () => void {
  const file = join(folderFor(data), `${process.pid}.json`);
  let told = false;
  const write = async (): Promise<void> => {
    try {
      const found: Beat = { pid: process.pid, what, problem: await problem(), at: new Date().toISOString() };
      makeFolder(folderFor(data));
      writeFileSync(`${file}.new`, JSON.stringify(found), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (error) {
      if (!told) onError(error as Error);
      told = true;
    }
  };
  void write();
  const timer = setInterval(write, BEAT_MS);
  return () => {
    clearInterval(timer);
    rmSync(file, { force: true });
  };
}

/** The processes of the data folder on this machine, as they said last; what is wrong with each in words. */
export function beats(data: string, now: number = Date.now()): Beat[] {
  return namesIn(folderFor(data))
    .filter((name) => /^\d+\.json$/.test(name) && isAlive(Number.parseInt(name, 10)))
    .flatMap((name) => {
      const found = read(join(folderFor(data), name));
      if (!found) return [];
      const silentMs = now - Date.parse(found.at);
      if (Math.abs(silentMs) < SILENCE_MS) return [found];
      if (silentMs < 0) return [{ ...found, problem: 'It has said nothing since the clock was set back.' }];
      return [{ ...found, problem: `It has said nothing for ${Math.round(silentMs / 1000)} seconds.` }];
    });
}

/** For a person and for an exit code. */
export function sumUp(found: Beat[]): { ok: boolean; text: string } {
  if (found.length === 0)
    return { ok: false, text: 'No process of Rubrica runs here with this data folder.' };
  const lines = found.map(
    ({ what, pid, problem }) =>
      `${problem ? 'WRONG  ' : 'ok     '} ${what}, process ${pid}${problem ? `: ${problem}` : ''}`,
  );
  return { ok: found.every(({ problem }) => problem === null), text: lines.join('\n') };
}

const uid = (): number => process.getuid?.() ?? 0;

const folderFor = (data: string): string =>
  join(tmpdir(), `rubrica-beats-${uid()}-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`);

/** The temporary folder is everybody's: a folder of that name that somebody else made is not written into. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = lstatSync(folder);
  if (!made.isDirectory() || made.uid !== uid()) throw new Error(`${folder} belongs to somebody else`);
}

function namesIn(folder: string): string[] {
  try {
    return lstatSync(folder).uid === uid() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

function read(file: string): Beat | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Beat;
  } catch {
    return null; // ended a moment ago
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

if (import.meta.main) {
  const { ok, text } = sumUp(beats(resolve(process.env.RUBRICA_DATA || './data')));
  process.stdout.write(`${text}\n`);
  process.exitCode = ok ? 0 : 1;
}
