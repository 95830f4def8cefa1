// The scale-out way: several processes on one PostgreSQL that is not ours.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/database/migrate.ts';
import { newId } from '../../src/database/new-id.ts';
import { skipWithout } from '../not-applicable.ts';
import { type DebianPostgres, startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';
import { aFolder, cleanUp, type Process, rubrica, serve, start, stop } from './rubrica-process.ts';

const reason = whyNoPostgres();
let server: DebianPostgres;
let pool: pg.Pool;
let env: Record<string, string>;

beforeAll(async () => {
  if (reason) return;
  server = await startDebianPostgres();
  pool = new pg.Pool({ connectionString: server.url });
  pool.on('error', () => {});
  await migrate(server);
  await pool.query("insert into app_user (id, email, name) values ($1, 'grace@example.org', 'Grace')", [
    newId(),
  ]);
  env = {
    DATABASE_URL: server.url,
    RUBRICA_SECRET_KEY: randomBytes(32).toString('base64'),
    RUBRICA_DATA: join(aFolder(), 'data'),
  };
});
beforeEach(({ skip }) => skipWithout(skip, reason));
afterEach(cleanUp);
afterAll(async () => {
  await pool?.end();
  await server?.stop();
});

/** Two workers of which one is in the middle of a run; the other could take it over. */
async function twoWorkers(): Promise<{ accountId: string; busy: Process; idle: Process }> {
  await pool.query(`drop table if exists performed, going;
    create table performed (account_id uuid, fence bigint, pid int, ended timestamptz); create table going (n int)`);
  await pool.query('delete from account');
  const both = [0, 1].map(() => start('tests/platform/slow-worker.ts', [], { DATABASE_URL: server.url }));
  await Promise.all(both.map((one) => one.says(/ready/)));
  const accountId = newId();
  await pool.query(
    `insert into account (id, user_id, provider, name, username, credentials, identity, discovery, settings, state, next_run_at)
     select $1, id, 'carddav', 'Book', 'ada', 'sealed', $2, '{}', '{}', 'active', now() from app_user limit 1`,
    [accountId, accountId],
  );
  const began = both.map((one) => one.says(/began/).then(() => one));
  for (const one of began) one.catch(() => {});
  const busy = await Promise.race(began);
  return { accountId, busy, idle: both.find((one) => one !== busy)! };
}

const performed = async () =>
  (await pool.query<{ pid: number; ended: Date | null }>('select pid, ended from performed order by fence'))
    .rows;

test('a web process and a worker share another PostgreSQL, and the data folder stays empty', async () => {
  const { server: web, url } = await serve({ ...env, RUBRICA_WORKERS: 'none' });
  const worker = rubrica(['worker'], env);
  await worker.says(/synchronises/);
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok', database: 'postgres' });
  const made = await rubrica(['user', 'create', 'ada@example.org', '--administrator'], env).ended;
  expect(made.code).toBe(0);
  const backup = await rubrica(['backup', join(env.RUBRICA_DATA!, 'copy')], env).ended;
  expect(backup).toMatchObject({ code: 1, stderr: expect.stringContaining('pg_dump') });
  expect(await stop(worker)).toMatchObject({ code: 0 });
  expect(await stop(web)).toMatchObject({ code: 0 });
});

test('the run of a worker that is killed is done by another, exactly once more', async () => {
  const { busy, idle } = await twoWorkers();
  busy.child.kill('SIGKILL');
  await busy.ended;
  await idle.says(/began/);
  await pool.query('insert into going values (1)');
  await expect.poll(async () => (await performed()).at(-1)?.ended).toBeInstanceOf(Date);
  expect((await performed()).map(({ pid, ended }) => [pid, ended !== null])).toEqual([
    [busy.child.pid, false],
    [idle.child.pid, true],
  ]);
});

test('a worker that is stopped hands its run to another at once', async () => {
  const { accountId, busy, idle } = await twoWorkers();
  const ended = stop(busy);
  await idle.says(/began/);
  expect((await ended).code).toBe(0);
  await pool.query('insert into going values (1)');
  await expect.poll(async () => (await performed()).at(-1)?.ended).toBeInstanceOf(Date);
  const { rows } = await pool.query('select lease_until, next_run_at from account where id = $1', [
    accountId,
  ]);
  expect(rows).toEqual([{ lease_until: null, next_run_at: null }]);
});

test('an address nobody answers at is a sentence without the password', async () => {
  const nowhere = 'postgres://rubrica:hidden@127.0.0.1:9/rubrica';
  const { code, stderr } = await rubrica(['serve'], { ...env, DATABASE_URL: nowhere }).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('127.0.0.1:9/rubrica');
  expect(stderr).not.toMatch(/hidden| {4}at /);
});
