// Rubrica as people run it: a process of its own, killed or stopped by its id.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** For scripts that do not begin as src/main.ts does. */
export const QUICK_IMPORTS = ['--import', join(ROOT, 'src', 'quick-imports.ts')];
/** As scripts/run.mjs has it: these tests start many processes. */
export const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.compile-cache');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Process {
  child: ChildProcess;
  /** Everything written to stdout until now. */
  output(): string;
  /** Resolves with the first match in stdout; rejects when the process ends without one. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

const started = new Set<Process>();
const folders: string[] = [];

interface Surroundings {
  uid?: number;
  gid?: number;
  cwd?: string;
}

/** `script` is a path from the root of the repository. */
export const start = (
  script: string,
  words: string[],
  env: Record<string, string>,
  user: Surroundings = {},
): Process => launch(process.execPath, [join(ROOT, script), ...words], env, user);

/** Settings of this machine are not passed on. */
export function launch(
  command: string,
  words: string[],
  env: Record<string, string>,
  where: Surroundings = {},
): Process {
  const child = spawn(command, words, {
    cwd: tmpdir(),
    ...where,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, RUBRICA_PORT: '0', RUBRICA_LOG: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  const process_: Process = {
    child,
    ended,
    output: () => stdout,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(stdout);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(({ code }) => reject(new Error(`ended with ${code}, said: ${stdout}${stderr}`)));
      }),
  };
  started.add(process_);
  void ended.then(() => started.delete(process_));
  return process_;
}

export const rubrica = (words: string[], env: Record<string, string>): Process =>
  start('src/main.ts', words, env);

/** A running server and where it is. */
export async function serve(env: Record<string, string>): Promise<{ server: Process; url: string }> {
  const server = rubrica(['serve'], env);
  const [, url] = await server.says(/ready at (\S+)/);
  return { server, url: url! };
}

export async function stop({ child, ended }: Process): Promise<Ended> {
  child.kill('SIGTERM');
  return ended;
}

/** A folder of its own for a test; other users may enter it. */
export function aFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-platform-'));
  folders.push(folder);
  chmodSync(folder, mode);
  return folder;
}

/** The server process of a data folder, as its own file says. */
export const postmasterOf = (data: string): number =>
  Number(readFileSync(join(data, 'database', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** A zombie, which waits for somebody to notice, does not count. */
export function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

/** Ends what a test left behind: our processes first, then their database, then the folders. */
export async function cleanUp(): Promise<void> {
  for (const one of started) {
    one.child.kill('SIGKILL');
    await one.ended;
  }
  for (const folder of folders.splice(0)) {
    killPostmaster(join(folder, 'data'));
    rmSync(folder, { recursive: true, force: true });
  }
}

function killPostmaster(data: string): void {
  try {
    process.kill(postmasterOf(data), 'SIGQUIT');
  } catch {
    // none was running
  }
}
