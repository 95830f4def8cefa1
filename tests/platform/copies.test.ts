// Copies of a database, made as administrators make them: none writes before a person has seen what, none lets the
// original's people and scripts in, and the original never notices.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { reviewCopy } from '../../src/database/copies.ts';
import { openDatabase } from '../../src/database/database.ts';
import { type Embedded, startEmbedded } from '../../src/database/embedded/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { newId } from '../../src/database/new-id.ts';
import { skipWithout } from '../not-applicable.ts';
import { type DebianPostgres, startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';
import { aFolder, cleanUp, rubrica, serve, stop } from './rubrica-process.ts';

const reason = whyNoPostgres();
const EMAIL = 'ada@example.org';
let debian: DebianPostgres;

beforeAll(async () => {
  if (!reason) debian = await startDebianPostgres();
});
beforeEach(({ skip }) => skipWithout(skip, reason));
afterEach(cleanUp);
afterAll(() => debian?.stop());

const urlOf = (database: string): string => debian.url.replace('/postgres?', `/${database}?`);

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(statement).then(
    ({ rows }) => client.end().then(() => rows),
    (error) => client.end().then(() => Promise.reject(error)),
  );
}

/** `words[0]` is one of PostgreSQL's own programs. */
function tool(...words: [string, ...string[]]): void {
  const [program, ...rest] = words;
  const { status, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

const reviews = async (url: string): Promise<unknown[]> =>
  (await query(url, "select review from account where state <> 'disconnected'")).map(({ review }) => review);

/** What a script with `token` is answered. */
async function asked(env: Record<string, string>, token: string): Promise<{ status: number; log: string }> {
  const { server, url } = await serve({ ...env, RUBRICA_WORKERS: 'none' });
  const { status } = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  const { stderr } = await stop(server);
  return { status, log: stderr };
}

async function tokenOf(env: Record<string, string>): Promise<string> {
  const { stdout, code, stderr } = await rubrica(['token', EMAIL], env).ended;
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}

test('a dump restored under another name, or under its own, previews first; the original goes on', async () => {
  const folder = aFolder();
  await query(debian.url, 'create database original');
  await query(debian.url, 'create database copied');
  const env = (database: string) => ({
    DATABASE_URL: urlOf(database),
    RUBRICA_SECRET_KEY: key,
    RUBRICA_DATA: join(folder, 'data'),
  });
  const key = randomBytes(32).toString('base64');
  const made = await rubrica(['user', 'create', EMAIL, '--administrator'], env('original')).ended;
  expect(made.code).toBe(0);
  const token = await tokenOf(env('original'));
  await query(
    urlOf('original'),
    `insert into account (id, user_id, provider, name, username, identity, discovery, settings, state)
     select '${newId()}', id, 'carddav', 'Book', 'ada', 'ada', '{}', '{"intervalMinutes": 15}', 'paused' from app_user`,
  );
  expect(await asked(env('original'), token)).toEqual({ status: 200, log: '' });

  const dump = join(folder, 'dump');
  tool('pg_dump', '-Fc', '-f', dump, urlOf('original'));
  tool('pg_restore', '-d', urlOf('copied'), dump);
  const copy = await asked(env('copied'), token);
  expect(copy).toMatchObject({ status: 401, log: expect.stringContaining('a copy') });
  expect(await reviews(urlOf('copied'))).toEqual(['restored']);
  expect((await asked(env('copied'), await tokenOf(env('copied')))).status).toBe(200);

  expect(await asked(env('original'), token)).toEqual({ status: 200, log: '' });
  expect(await reviews(urlOf('original'))).toEqual([null]);

  tool('pg_restore', '--clean', '--if-exists', '-d', urlOf('original'), dump);
  expect((await asked(env('original'), token)).status).toBe(401);
  expect(await reviews(urlOf('original'))).toEqual(['restored']);
});

test('a data folder that was copied is a copy, one that was moved is not', async () => {
  const folder = aFolder();
  const from = join(folder, 'data');
  const isCopy = async (data: string): Promise<boolean> => {
    const embedded: Embedded = await startEmbedded({ data });
    const database = openDatabase(embedded.url, () => {});
    try {
      await migrate(database);
      return await reviewCopy(database.db, join(embedded.place.directory, 'pgdata'));
    } finally {
      await database.close();
      await embedded.stop();
    }
  };
  expect(await isCopy(from)).toBe(false);
  expect(await isCopy(from)).toBe(false);
  cpSync(from, join(folder, 'copied'), { recursive: true, preserveTimestamps: true });
  expect(await isCopy(join(folder, 'copied'))).toBe(true);
  expect(await isCopy(join(folder, 'copied'))).toBe(false);
  renameSync(from, join(folder, 'moved'));
  expect(await isCopy(join(folder, 'moved'))).toBe(false);
});
