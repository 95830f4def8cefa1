import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aFolder,
  cleanUp,
  isRunning,
  type Process,
  postmasterOf,
  rubrica,
  serve,
} from './rubrica-process.ts';

const data = join(aFolder(), 'data');
const env = { RUBRICA_DATA: data };
let server: Process;
let url: string;

beforeAll(async () => {
  ({ server, url } = await serve(env));
});
afterAll(cleanUp);

const health = async (at: string): Promise<unknown> => (await fetch(`${at}/health`)).json();

test('a first start picks a free port, prints it, and asks for the administrator', async () => {
  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
  expect(server.output()).toContain('open it to create the administrator');
  expect(await health(url)).toMatchObject({ status: 'ok', database: 'embedded' });
});

test('the secret key is 32 random bytes that only its owner reads', () => {
  const file = join(data, 'secret.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')).toHaveLength(32);
});

test('commands work beside a running server and leave it running', async () => {
  const made = await rubrica(
    ['user', 'create', 'ada@example.org', '--name', 'Ada', '--administrator', '--json'],
    env,
  ).ended;
  expect(made.code).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ email: 'ada@example.org', role: 'administrator' });

  const token = await rubrica(['token', 'ada@example.org'], env).ended;
  expect(token.stdout).toMatch(/^\S+\n$/);
  const me = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token.stdout.trim()}` } });
  expect(await me.json()).toMatchObject({ email: 'ada@example.org' });

  const doctor = await rubrica(['doctor', '--json'], env).ended;
  expect(doctor.code).toBe(0);
  const findings = JSON.parse(doctor.stdout) as { what: string; state: string }[];
  expect(findings.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['settings', 'database', 'schema', 'secret key', 'providers', 'disk']),
  );
  expect(await health(url)).toMatchObject({ status: 'ok' });
});

test('a command that fails says why in a sentence and exits with 1, a wrong call with 2', async () => {
  const calls = [['token', 'nobody@example.org'], ['token'], ['frobnicate'], ['token', '--help']];
  const [failed, wrong, unknown, help] = await Promise.all(calls.map((words) => rubrica(words, env).ended));
  expect(failed).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'There is no active user nobody@example.org.\n',
  });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('EMAIL is missing') });
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('frobnicate') });
  expect(help).toMatchObject({ code: 0, stderr: '' });
});

test('all faults of the settings are named at once', async () => {
  const wrong = {
    RUBRICA_PORT: 'eighty',
    RUBRICA_LOG: 'loud',
    DATABASE_URL: 'mysql://x',
    RUBRICA_SECRET_KEY: 'c2hvcnQ=',
  };
  const { code, stderr } = await rubrica(['serve'], { ...env, ...wrong }).ended;
  expect(code).toBe(1);
  for (const name of Object.keys(wrong)) expect(stderr).toContain(`- ${name} `);
  expect(stderr).not.toContain('    at ');
});

test('a taken port is a sentence, not a stack', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const { code, stderr } = await rubrica(['serve'], { ...env, RUBRICA_PORT: String(port) }).ended;
  holder.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is taken.*RUBRICA_PORT.*\n$`));
});

test('a database that a newer version has opened is refused', async () => {
  const client = new pg.Client({
    connectionString: `postgres://rubrica@/rubrica?host=${encodeURIComponent(join(data, 'database', 'socket'))}`,
  });
  await client.connect();
  const later = "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)";
  await client.query(later);
  const { code, stderr } = await rubrica(['token', 'ada@example.org'], env).ended;
  await client.query("delete from drizzle.__drizzle_migrations where hash = 'later'");
  await client.end();
  expect(code).toBe(1);
  expect(stderr).toContain('newer version of Rubrica');
});

test('the first administrator can come from the environment; and when nobody reads what it says any more, it goes on, until its terminal is closed', async () => {
  const folder = join(aFolder(), 'data');
  const administrator = {
    RUBRICA_ADMIN_EMAIL: 'grace@example.org',
    RUBRICA_ADMIN_PASSWORD: 'correct horse battery',
  };
  const started = await serve({ RUBRICA_DATA: folder, RUBRICA_LOG: 'debug', ...administrator });
  expect(started.server.output()).not.toContain('create the administrator');
  started.server.child.stdout!.destroy();
  started.server.child.stderr!.destroy();
  const signedIn = await fetch(`${started.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: started.url },
    body: JSON.stringify({
      email: administrator.RUBRICA_ADMIN_EMAIL,
      password: administrator.RUBRICA_ADMIN_PASSWORD,
    }),
  });
  expect(await signedIn.json()).toMatchObject({ email: 'grace@example.org', role: 'administrator' });
  // Every answer is a line that cannot be written.
  for (let n = 0; n < 5; n += 1) expect(await health(started.url)).toMatchObject({ status: 'ok' });
  started.server.child.kill('SIGHUP');
  expect(await started.server.ended).toMatchObject({ code: 0 });
});

test('an answer that nobody reads to its end is no failure', async () => {
  const shown = rubrica(['--help'], env);
  shown.child.stdout!.destroy();
  expect(await shown.ended).toMatchObject({ code: 0, stderr: '' });
});

test('stopping ends the server and its database, and leaves nothing to recover', async () => {
  const pid = postmasterOf(data);
  server.child.kill('SIGINT');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  expect(isRunning(pid)).toBe(false);
  expect(readFileSync(join(data, 'database', 'postgres.log'), 'utf8')).toMatch(
    /database system is shut down\n$/,
  );
});
