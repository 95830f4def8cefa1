// Every PostgreSQL an administrator has: its defaults do not reach what we say, what it lacks is told with the command
// that mends it, and what it does later is told by health.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkServer } from '../../src/database/check-server.ts';
import { connect } from '../../src/database/connection.ts';
import { openDatabase } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { skipWithout } from '../not-applicable.ts';
import { aPerson } from './a-person.ts';
import { type DebianPostgres, startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';
import { aFolder, cleanUp, rubrica, serve, start, stop } from './rubrica-process.ts';

const reason = whyNoPostgres();
let server: DebianPostgres;
let admin: pg.Client;
const key = randomBytes(32).toString('base64');

beforeAll(async () => {
  if (reason) return;
  server = await startDebianPostgres();
  admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('create role crm login; create role former login');
  await migrate(server);
});
beforeEach(({ skip }) => skipWithout(skip, reason));
afterEach(cleanUp);
afterAll(async () => {
  await admin?.end();
  await server?.stop();
});

const envFor = (database: string, role?: string): Record<string, string> => ({
  DATABASE_URL: server.urlFor(database, role),
  RUBRICA_SECRET_KEY: key,
  RUBRICA_DATA: `${aFolder()}/data`,
});

async function inDatabase(name: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlFor(name) });
  await client.connect();
  await client.query(text);
  await client.end();
}

/** What administrators have as defaults of a database or a role, and what a session of ours has all the same. */
const DEFAULTS: [name: string, theirs: string, ours: string][] = [
  ['default_transaction_isolation', "'repeatable read'", 'read committed'],
  ['default_transaction_isolation', 'serializable', 'read committed'],
  ['DateStyle', "'SQL, DMY'", 'ISO, MDY'],
  ['DateStyle', "'German'", 'ISO, MDY'],
  ['IntervalStyle', "'iso_8601'", 'postgres'],
  ['TimeZone', "'Pacific/Apia'", 'UTC'],
  ['standard_conforming_strings', 'off', 'on'],
  ['search_path', "'elsewhere'", 'public'],
  ['client_encoding', "'LATIN1'", 'UTF8'],
  ['bytea_output', 'escape', 'hex'],
  ['extra_float_digits', '-10', '1'],
  ['array_nulls', 'off', 'on'],
  ['statement_timeout', "'2s'", '5min'],
  ['lock_timeout', "'100ms'", '1min'],
  ['idle_in_transaction_session_timeout', "'1s'", '5min'],
  ['idle_session_timeout', "'1s'", '0'],
  ['jit', 'on', 'off'],
];

test.each(DEFAULTS)('a default of %s = %s does not reach what we say', async (name, theirs, ours) => {
  const set = [`alter database postgres set ${name} to ${theirs}`, `alter role crm set ${name} to ${theirs}`];
  for (const text of set) await admin.query(text);
  const { pool, close } = openDatabase(server.url, () => {}, 2);
  const asRole = await connect({ url: server.urlFor('postgres', 'crm'), purpose: 'rubrica listener' });
  try {
    for (const client of [pool, asRole])
      expect((await client.query(`show ${name}`)).rows).toEqual([{ [name]: ours }]);
  } finally {
    await close();
    await asRole.end();
    await admin.query(`alter database postgres reset ${name}; alter role crm reset ${name}`);
  }
});

test('with all of them at once a database is migrated, served, written by many at once, and worked off', async () => {
  await admin.query('create database hostile owner crm');
  for (const [name, theirs] of DEFAULTS) await admin.query(`alter database hostile set ${name} to ${theirs}`);
  await inDatabase(
    'hostile',
    'create schema elsewhere authorization crm; grant create on schema public to crm',
  );
  const env = envFor('hostile', 'crm');
  const { server: web, url } = await serve(env);
  const headers = await aPerson(env.DATABASE_URL!);
  const send = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as { id: string; createdAt: string } };
  };
  const values = { lastName: "O'Brien \\ Søren 日本", birthday: '1980-12-03' };
  const made = await send('POST', '/records', { kind: 'contact', values });
  expect(made).toMatchObject({ status: 201, body: { values } });
  expect(Math.abs(Date.parse(made.body.createdAt) - Date.now())).toBeLessThan(600_000);
  const edits = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      send('PATCH', `/records/${made.body.id}`, { values: { title: `${n}` } }),
    ),
  );
  expect(new Set(edits.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await stop(web)).toMatchObject({ code: 0 });
});

const REFUSED: [what: string, make: string, inside: string, says: string[]][] = [
  [
    'no right to make tables (the default since PostgreSQL 15) or schemas',
    'create database refused',
    '',
    ['GRANT CREATE ON DATABASE "refused" TO "crm";', 'GRANT USAGE, CREATE ON SCHEMA public TO "crm";'],
  ],
  [
    'another encoding',
    "create database refused owner crm encoding 'LATIN1' locale 'C' template template0",
    'grant create on schema public to crm',
    ['LATIN1', 'CREATE DATABASE rubrica OWNER "crm" ENCODING \'UTF8\' TEMPLATE template0;'],
  ],
  [
    'no changes',
    'create database refused owner crm',
    'grant create on schema public to crm; alter database refused set default_transaction_read_only to on',
    ['ALTER DATABASE "refused" RESET default_transaction_read_only'],
  ],
  [
    'tables of another role',
    'create database refused owner crm template postgres',
    'grant create on schema public to crm; alter table record owner to former',
    ['REASSIGN OWNED BY "former" TO "crm"'],
  ],
];

test.each(REFUSED)(
  '%s: told with the command that mends it, and nothing is touched',
  async (_, make, inside, says) => {
    // A template is copied while nobody is connected to it.
    await admin.end();
    const other = new pg.Client({ connectionString: server.urlFor('template1') });
    await other.connect();
    await other.query('drop database if exists refused');
    await other.query(make);
    await other.end();
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    if (inside) await inDatabase('refused', inside);
    const failed = await checkServer(server.urlFor('refused', 'crm')).catch((error) => error);
    expect(failed).toMatchObject({ name: 'StartError' });
    for (const words of says) expect(failed.message).toContain(words);
    expect(failed.message).toContain('Nothing was changed');
  },
);

test('what it says when one of them is missing is said by the program, with exit code 1', async () => {
  await admin.query('create database shut');
  const { code, stderr } = await rubrica(['worker'], envFor('shut', 'crm')).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('GRANT CREATE ON DATABASE "shut" TO "crm";');
  expect(stderr).not.toContain('    at ');
});

test('the environment of libpq does not move a connection', async () => {
  const env = {
    PGHOST: 'nowhere.invalid',
    PGPORT: '9',
    PGUSER: 'nobody',
    PGDATABASE: 'nothing',
    PGSSLMODE: 'require',
    PGOPTIONS: '-c search_path=elsewhere -c statement_timeout=1',
    PGAPPNAME: 'other',
    PGREPLICATION: 'true',
  };
  Object.assign(process.env, env);
  try {
    const connection = await connect({ url: server.url, purpose: 'rubrica' });
    const { rows } = await connection.query(
      "select current_user as role, current_setting('search_path') as path, current_setting('application_name') as name",
    );
    await connection.end();
    expect(rows).toEqual([{ role: 'rubrica', path: 'public', name: 'rubrica' }]);
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
  }
});

test('a server that turns read-only is told by health and to whoever saves, and it goes on by itself', async () => {
  await admin.query('create database turning');
  const env = envFor('turning');
  const { url } = await serve(env);
  const headers = await aPerson(env.DATABASE_URL!);
  const health = async () => {
    const answer = await fetch(`${url}/health`);
    return [answer.status, ((await answer.json()) as { code?: string }).code];
  };
  await admin.query('alter database turning set default_transaction_read_only to on');
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'turning'");
  await expect.poll(health).toEqual([503, 'database-read-only']);
  const body = JSON.stringify({ kind: 'contact', values: { lastName: 'Bianchi' } });
  const refused = await fetch(`${url}/api/v1/records`, { method: 'POST', headers, body });
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'database-read-only' }]);
  await admin.query('alter database turning reset default_transaction_read_only');
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'turning'");
  await expect.poll(health).toEqual([200, undefined]);
});

test('a worker says how it is, to `health` and by its exit code, and so does one whose database is gone', async () => {
  await admin.query('create database watched');
  const env = envFor('watched');
  // As the image's HEALTHCHECK asks.
  const ask = () => start('src/heartbeat.ts', [], env).ended;
  expect(await ask()).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('No process of Rubrica runs'),
  });
  const worker = rubrica(['worker'], env);
  await worker.says(/synchronises/);
  await expect.poll(ask).toMatchObject({ code: 0, stdout: /^ok +worker, process \d+\n$/ });
  await admin.query('alter database watched allow_connections false');
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'watched'");
  await expect
    .poll(ask)
    .toMatchObject({ code: 1, stdout: expect.stringContaining('The database does not answer') });
  await admin.query('alter database watched allow_connections true');
  await expect.poll(ask).toMatchObject({ code: 0 });
  expect(JSON.parse((await rubrica(['health', '--json'], env).ended).stdout)).toMatchObject({ ok: true });
  expect(await stop(worker)).toMatchObject({ code: 0 });
  expect((await ask()).code).toBe(1);
});

test('a start that waits for another’s migration says so, and ends with the first signal', async () => {
  await admin.query('create database locked');
  const holder = new pg.Client({ connectionString: server.urlFor('locked') });
  await holder.connect();
  await holder.query('select pg_advisory_lock(7281964)');
  const worker = rubrica(['worker'], envFor('locked'));
  let said = '';
  worker.child.stderr!.on('data', (text) => (said += text));
  await expect.poll(() => said).toMatch(/waiting for the lock .*process \d+/);
  expect(await stop(worker)).toMatchObject({ code: 0, stdout: '' });
  await holder.end();
});

test('a worker whose start fails half-way exits with the reason', async () => {
  await admin.query('create database halfway');
  await migrate({ url: server.urlFor('halfway') });
  // A queue that is not pg-boss's.
  await inDatabase(
    'halfway',
    "create schema jobs; create table jobs.version (version text); insert into jobs.version values ('x')",
  );
  const { code, stdout, stderr } = await rubrica(['worker'], envFor('halfway')).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('worker failed unexpectedly');
});
