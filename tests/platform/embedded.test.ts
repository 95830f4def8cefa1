import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { backUp } from '../../src/database/embedded/backup.ts';
import { type Embedded, startEmbedded } from '../../src/database/embedded/embedded.ts';
import { skipWithout } from '../not-applicable.ts';
import { aFolder, cleanUp, isRunning, type Process, postmasterOf, start, stop } from './rubrica-process.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

/** A child that has followed its parent already is dead enough. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether every folder on the way lets other users through. */
const mayBeEntered = (folder: string): boolean =>
  (statSync(folder).mode & 0o001) !== 0 && (dirname(folder) === folder || mayBeEntered(dirname(folder)));
const opened: Embedded[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
  await cleanUp();
});

async function open(data: string, onRestart = () => {}): Promise<Embedded> {
  const embedded = await startEmbedded({ data, onRestart });
  opened.push(embedded);
  return embedded;
}

/** Another process that uses the database of `data`. */
async function anotherUser(
  data: string,
  user = {},
  env = {},
): Promise<{ user: Process; pid: number; adopted: boolean; url: string }> {
  const process_ = start('tests/platform/use-database.ts', [], { RUBRICA_DATA: data, ...env }, user);
  const [line] = await process_.says(/^\{.*\}$/m);
  return { user: process_, ...JSON.parse(line) };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Who says that they use the server. */
const PRESENT =
  "select count(*)::int as users from pg_stat_activity where application_name = 'rubrica presence'";

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

/** An empty database made once: what these tests are about comes after that. */
const prepared = join(mkdtempSync(join(tmpdir(), 'rubrica-prepared-')), 'data');
beforeAll(async () => {
  chmodSync(dirname(prepared), 0o755);
  await (await startEmbedded({ data: prepared })).stop();
});
afterAll(() => rmSync(dirname(prepared), { recursive: true }));

function aData(): string {
  const data = join(aFolder(), 'data');
  cpSync(prepared, data, { recursive: true });
  return data;
}

test('the database outlives a killed process, and the next one adopts it with everything in it', async () => {
  const data = aData();
  const { user, pid, url } = await anotherUser(data);
  await query(url, 'create table kept (n int); insert into kept values (42)');
  user.child.kill('SIGKILL');
  await user.ended;

  const embedded = await open(data);
  expect(embedded).toMatchObject({ adopted: true, pid });
  expect(await query(embedded.url, 'select n from kept')).toEqual([{ n: 42 }]);
});

test('after everything was killed the next start recovers what was committed', async () => {
  const data = aData();
  const { user, pid, url } = await anotherUser(data);
  await query(url, 'create table kept (n int); insert into kept values (42)');
  for (const victim of [user.child.pid!, pid, ...childrenOf(pid)]) killNow(victim);
  await user.ended;

  const embedded = await open(data);
  expect(embedded.adopted).toBe(false);
  expect(await query(embedded.url, 'select n from kept')).toEqual([{ n: 42 }]);
});

test('of two processes that start at once on an empty folder one starts the server and the other adopts it', async () => {
  const data = join(aFolder(), 'data');
  const both = await Promise.all([anotherUser(data), anotherUser(data)]);
  expect(both[0].pid).toBe(both[1].pid);
  expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
});

test('the server stops with its last user and not before', async () => {
  const data = aData();
  const first = await anotherUser(data);
  const second = await anotherUser(data);
  expect((await stop(first.user)).stdout).toContain('left running');
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect((await stop(second.user)).stdout).toContain('stopped');
  expect(isRunning(first.pid)).toBe(false);
});

test('a user that was killed does not keep the server running', async () => {
  const data = aData();
  const first = await anotherUser(data);
  const second = await anotherUser(data);
  first.user.child.kill('SIGKILL');
  await first.user.ended;
  // Its process is gone at once; the server's side of its connection ends when that gets to run.
  await expect.poll(() => query(second.url, PRESENT)).toEqual([{ users: 1 }]);
  expect((await stop(second.user)).stdout).toContain('stopped');
});

test('a server that dies under a running program is started again at the same address', async () => {
  const data = aData();
  const again = Promise.withResolvers<void>();
  const embedded = await open(data, () => again.resolve());
  await query(embedded.url, 'create table kept (n int); insert into kept values (42)');
  for (const victim of [embedded.pid, ...childrenOf(embedded.pid)]) killNow(victim);
  await again.promise;
  await expect.poll(() => query(embedded.url, 'select n from kept').catch(() => null)).toEqual([{ n: 42 }]);
  expect(postmasterOf(data)).not.toBe(embedded.pid);
});

test('a pid file whose number belongs to another program keeps nobody from starting', async () => {
  const data = aData();
  const { user, pid } = await anotherUser(data);
  const file = join(data, 'database', 'pgdata', 'postmaster.pid');
  const text = readFileSync(file, 'utf8');
  await stop(user);
  writeFileSync(file, text.replace(String(pid), String(process.pid)));
  expect((await open(data)).adopted).toBe(false);
});

test('neither the environment of libpq nor a port of one’s own keeps it from being found', async () => {
  const data = aData();
  writeFileSync(join(data, 'database', 'pgdata', 'local.conf'), 'port = 6000\n', { mode: 0o644 });
  const { url } = await anotherUser(
    data,
    {},
    {
      PGPORT: '6543',
      PGHOST: 'nowhere.invalid',
      PGUSER: 'nobody',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c search_path=elsewhere',
    },
  );
  expect(await query(url, 'show port')).toEqual([{ port: '5432' }]);
});

test('nobody but its user enters the folder, and it listens on no network', async () => {
  const data = aData();
  const embedded = await open(data);
  expect(statSync(join(data, 'database')).mode & 0o777).toBe(0o700);
  expect(await query(embedded.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect(await query(embedded.url, 'show data_checksums')).toEqual([{ data_checksums: 'on' }]);
  expect(await query(embedded.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  const [, uid] = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${embedded.pid}/status`, 'utf8'))!;
  expect(uid).not.toBe('0');
});

test('a path too long for a socket is no obstacle', async () => {
  const data = join(aFolder(), 'a-rather-long-name-of-a-folder'.repeat(4), 'data');
  const embedded = await open(data);
  expect(await query(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await opened.pop()!.stop();
  expect((await open(data)).adopted).toBe(false);
});

test('an ordinary user runs it as themselves', async ({ skip }) => {
  skipWithout(skip, isRoot ? null : 'only root can start a process as another user');
  skipWithout(
    skip,
    mayBeEntered(import.meta.dirname) ? null : 'other users may not enter the folder of this clone',
  );
  const folder = aFolder();
  chownSync(folder, NOBODY.uid, NOBODY.gid);
  const { user, pid } = await anotherUser(join(folder, 'data'), NOBODY);
  expect(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]).toBe(String(NOBODY.uid));
  expect((await stop(user)).stdout).toContain('stopped');
});

test('where no other user may enter the folder, root keeps the data in the system’s place and says so', async ({
  skip,
}) => {
  skipWithout(skip, isRoot ? null : 'only root has to hand the database to another user');
  const data = join(aFolder(0o700), 'data');
  const embedded = await open(data);
  const { directory, note } = embedded.place;
  try {
    expect(directory).toMatch(/^\/var\/lib\/rubrica\/rubrica-platform-\w+-[0-9a-f]{8}\/database$/);
    expect(note).toContain(directory);
    expect(await query(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }]);

    const other = await open(join(aFolder(0o700), 'data'));
    expect(other.place.directory).not.toBe(directory);
    await opened.pop()!.stop();
    rmSync(dirname(other.place.directory), { recursive: true });
  } finally {
    await opened.pop()!.stop();
    rmSync(dirname(directory), { recursive: true });
  }
});

test('a moved folder does not come up empty', async ({ skip }) => {
  skipWithout(skip, isRoot ? null : 'only root keeps data away from the folder');
  const folder = aFolder(0o700);
  const before = await open(join(folder, 'before'));
  const { directory } = before.place;
  await opened.pop()!.stop();
  cpSync(join(folder, 'before'), join(folder, 'after'), { recursive: true });
  await expect(startEmbedded({ data: join(folder, 'after') })).rejects.toThrow(`mv ${directory}`);
  rmSync(dirname(directory), { recursive: true });
});

test('a database that the folder’s mode shuts in is not replaced by an empty one', async ({ skip }) => {
  skipWithout(skip, isRoot ? null : 'only root has to hand the database to another user');
  const data = aData();
  chmodSync(dirname(data), 0o700);
  await expect(startEmbedded({ data })).rejects.toThrow('chmod o+x');
});

test('a backup taken while rows are written holds every row committed before it', async () => {
  const folder = aFolder();
  const embedded = await open(aData());
  const writer = new pg.Client({ connectionString: embedded.url });
  await writer.connect();
  await writer.query('create table kept (n int primary key)');
  let written = 0;
  let going = true;
  const writing = (async () => {
    while (going) await writer.query('insert into kept values ($1)', [++written]);
  })();
  await expect.poll(() => written).toBeGreaterThan(10);
  const before = written - 1;
  const copy = join(folder, 'copy');
  await backUp(embedded, copy);
  going = false;
  await writing;
  await writer.end();

  expect(readdirSync(copy)).toEqual(['database']);
  expect(existsSync(join(copy, 'secret.key'))).toBe(false);
  mkdirSync(join(folder, 'restored'));
  renameSync(join(copy, 'database'), join(folder, 'restored', 'database'));
  const restored = await open(join(folder, 'restored'));
  const [found] = await query(restored.url, 'select count(*)::int as n, max(n) as last from kept');
  expect(found!.n).toBe(found!.last);
  expect(found!.n).toBeGreaterThanOrEqual(before);
  expect(found!.n).toBeLessThanOrEqual(written);
});

test('a backup does not overwrite what is in its folder', async () => {
  const folder = aFolder();
  const embedded = await open(aData());
  mkdirSync(join(folder, 'copy', 'something'), { recursive: true });
  await expect(backUp(embedded, join(folder, 'copy'))).rejects.toThrow('is not empty');
});
