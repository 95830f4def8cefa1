// Behind PgBouncer: in session mode everything works, without a parameter of PgBouncer's being touched; in the other modes
// the start is refused in a sentence.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { skipWithout } from '../not-applicable.ts';
import { aPerson } from './a-person.ts';
import { type DebianPostgres, serviceUser, startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';
import { aFolder, cleanUp, rubrica, serve, stop } from './rubrica-process.ts';

const PROGRAM = '/usr/sbin/pgbouncer';
const reason = whyNoPostgres() ?? (existsSync(PROGRAM) ? null : 'no PgBouncer (apt-get install pgbouncer)');
let postgres: DebianPostgres;
const running: ChildProcess[] = [];

beforeAll(async () => {
  if (!reason) postgres = await startDebianPostgres();
});
beforeEach(({ skip }) => skipWithout(skip, reason));
afterEach(async () => {
  await cleanUp();
  for (const one of running.splice(0)) {
    const exit = once(one, 'exit');
    one.kill('SIGKILL');
    await exit;
  }
});
afterAll(() => postgres?.stop());

/** The settings of somebody who reaches PostgreSQL through it. */
async function pooled(mode: string, more = ''): Promise<Record<string, string>> {
  const folder = `${postgres.folder}/${mode}`;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  writeFileSync(`${folder}/users.txt`, '"rubrica" ""\n');
  writeFileSync(
    `${folder}/pgbouncer.ini`,
    `[databases]
* = host=${postgres.folder}
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = ${folder}
auth_type = trust
auth_file = ${folder}/users.txt
pool_mode = ${mode}
${more}
`,
  );
  const owner = serviceUser();
  running.push(spawn(PROGRAM, ['-q', `${folder}/pgbouncer.ini`], { ...owner, stdio: 'ignore' }));
  const url = `postgres://rubrica@/postgres?host=${encodeURIComponent(folder)}&port=6432`;
  await vi.waitUntil(() => existsSync(`${folder}/.s.PGSQL.6432`), { timeout: 300_000 });
  return {
    DATABASE_URL: url,
    RUBRICA_SECRET_KEY: randomBytes(32).toString('base64'),
    RUBRICA_DATA: `${aFolder()}/data`,
  };
}

test('in session mode people write, a worker works, and what moves is heard', async () => {
  const env = await pooled('session', 'default_pool_size = 40');
  const { server, url } = await serve({ ...env, RUBRICA_WORKERS: 'none' });
  const worker = rubrica(['worker'], env);
  await worker.says(/synchronises/);
  const headers = await aPerson(env.DATABASE_URL!);
  const events = await fetch(`${url}/api/v1/events`, { headers });
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  const made = await fetch(`${url}/api/v1/records`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ kind: 'company', values: { name: 'Acme' } }),
  });
  expect(made.status).toBe(201);
  let heard = '';
  while (!heard.includes('record.changed')) heard += (await reader.read()).value ?? '';
  await reader.cancel();
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await stop(worker)).toMatchObject({ code: 0 });
  expect(await stop(server)).toMatchObject({ code: 0 });
});

test.each(['transaction', 'statement'])('%s mode is refused in a sentence', async (mode) => {
  const { code, stderr } = await rubrica(['serve'], await pooled(mode)).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('pool_mode = session');
  expect(stderr).not.toContain('    at ');
});

test('a pool too small for two sessions is refused as well', async () => {
  const { code, stderr } = await rubrica(['worker'], await pooled('session', 'default_pool_size = 1')).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('docs/reference/postgresql.md');
});

test('nothing was made through a pooler that was refused', async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('create database untouched');
  await client.end();
  const env = await pooled('transaction');
  const url = env.DATABASE_URL!.replace('/postgres?', '/untouched?');
  expect((await rubrica(['worker'], { ...env, DATABASE_URL: url }).ended).code).toBe(1);
  const inside = new pg.Client({ connectionString: postgres.urlFor('untouched') });
  await inside.connect();
  const { rows } = await inside.query(
    "select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'public'",
  );
  await inside.end();
  expect(rows).toEqual([]);
});
