// Starts a server program on a free port of this machine and stops it by its process id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningServer {
  /** Without a slash at the end. */
  origin: string;
  folder: string;
  stop(): Promise<void>;
}

export interface Program {
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Whom it runs as, where that is not who runs the tests. */
  uid?: number;
  gid?: number;
  /** Ends what was begun beside the program. */
  end?(): Promise<void>;
}

/** Null when `paths` all exist, or why the server cannot run here. */
export function whyAbsent(packages: string, paths: string[]): string | null {
  const missing = paths.filter((path) => !existsSync(path));
  return missing.length === 0
    ? null
    : `${missing.join(', ')} is missing (Debian: apt-get install ${packages})`;
}

/** Another program may take a free port before ours does: then it is another port's turn. */
const TRIES = 5;

/** `prepare` fills the folder and says what to run. */
export async function runServer(
  name: string,
  prepare: (folder: string, port: number) => Promise<Program>,
): Promise<RunningServer> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const server = await tryServer(name, prepare);
    if (server) return server;
  }
  throw new Error(`${name} ends at once on each of ${TRIES} ports`);
}

/** Null when the program ended before it answered. */
async function tryServer(
  name: string,
  prepare: (folder: string, port: number) => Promise<Program>,
): Promise<RunningServer | null> {
  const folder = await mkdtemp(join(tmpdir(), `rubrica-${name}-`));
  const port = await freePort();
  const { command, args, env, end, ...rights } = await prepare(folder, port);
  // A group of its own: PHP's server has children that must end with it.
  const child = spawn(command, args, {
    cwd: folder,
    stdio: 'ignore',
    detached: true,
    ...rights,
    env: { ...process.env, ...env },
  });
  let hasEnded = false;
  const ended = once(child, 'exit').then(() => {
    hasEnded = true;
  });
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
    await end?.();
    await rm(folder, { recursive: true, force: true });
  };
  const answers = (): Promise<boolean> =>
    fetch(origin, { redirect: 'manual' }).then(
      () => true,
      () => false,
    );
  // As long as whoever asks for the server waits.
  while (!hasEnded && !(await answers())) await pause(50);
  // What answered beside an ended program was somebody else.
  if (!hasEnded) return { origin, folder, stop };
  await stop();
  return null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
