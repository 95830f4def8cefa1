// A second PostgreSQL, of another version than ours: Debian's, in a folder of its own, on a socket of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { vi } from 'vitest';

const INSTALLED = '/usr/lib/postgresql';

export interface DebianPostgres {
  url: string;
  folder: string;
  /** The address of another database of it, as another role. */
  urlFor(database: string, role?: string): string;
  pid(): number;
  /** As its service manager does after it was killed. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Why there is none on this machine; null when there is. */
export function whyNoPostgres(): string | null {
  return versions().length > 0 ? null : `no PostgreSQL in ${INSTALLED} (apt-get install postgresql)`;
}

export async function startDebianPostgres(): Promise<DebianPostgres> {
  const bin = join(INSTALLED, versions().at(-1)!, 'bin');
  const owner = serviceUser();
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-debian-'));
  chmodSync(folder, 0o700);
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' };
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', join(folder, 'pg'), '-U', 'rubrica', '--auth=trust', '-E', 'UTF8', '-N'],
    {
      ...owner,
      env,
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const settings = ['-c', 'listen_addresses=', '-c', 'fsync=off', '-c', `unix_socket_directories=${folder}`];
  const urlFor = (database: string, role = 'rubrica'): string =>
    `postgres://${role}@/${database}?host=${encodeURIComponent(folder)}`;
  const url = urlFor('postgres');
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    // What a killed one has left behind ends within moments; until then another refuses to start.
    for (;;) {
      server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'pg'), ...settings], {
        ...owner,
        env,
        cwd: folder,
        stdio: 'ignore',
      });
      const here = server;
      await vi.waitUntil(async () => here.exitCode !== null || (await answers(url)), {
        timeout: 300_000,
        interval: 50,
      });
      if (here.exitCode === null) return;
    }
  };
  await start();
  return {
    url,
    folder,
    urlFor,
    pid: () => server.pid!,
    start,
    async stop() {
      await end(server);
      rmSync(folder, { recursive: true });
    },
  };
}

const versions = (): string[] =>
  existsSync(INSTALLED)
    ? readdirSync(INSTALLED)
        .filter((name) => existsSync(join(INSTALLED, name, 'bin', 'initdb')))
        .sort()
    : [];

export function serviceUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [
    null,
    '65534',
    '65534',
  ];
  return { uid: Number(uid), gid: Number(gid) };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function end(server: ChildProcess): Promise<void> {
  const exit = once(server, 'exit');
  server.kill('SIGQUIT');
  await exit;
}
