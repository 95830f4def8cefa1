// A fresh, migrated database for a test file. One embedded server per tree serves all of them, also those of other
// test runs at the same time; it keeps its folder, so that the next run starts in a fraction of a second.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../src/database/database.ts';
import { type Embedded, startEmbedded } from '../src/database/embedded/embedded.ts';
import { migrate } from '../src/database/migrate.ts';

const ROOT = join(import.meta.dirname, '..');
const MIGRATIONS = join(ROOT, 'src', 'database', 'migrations');
export const TEST_DATA = join(tmpdir(), `rubrica-tests-${userInfo().uid}-${hash(ROOT).slice(0, 8)}`);
/** Nothing here has to survive a power cut, and nothing grows old. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
};
const LOCK = 1_964;

export interface TestDatabase extends Database {
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
}

let server: Promise<Embedded> | undefined;

/** The server of all tests, started by whoever needs it first. */
export const testServer = (): Promise<Embedded> =>
  (server ??= startEmbedded({ data: TEST_DATA, settings: SETTINGS, onError: () => {} }));

export async function testDatabase(): Promise<TestDatabase> {
  const { url } = await testServer();
  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await inServer(url, async (client) => {
    const template = await makeTemplate(client, url);
    // Copied as files: a tenth of what it costs to send every page through the log.
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  const database = openDatabase(urlFor(url, name), () => {});
  return {
    ...database,
    async drop() {
      await database.close();
      await inServer(url, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** An empty database without any table, for what migrates by itself. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { url } = await testServer();
  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await inServer(url, (client) => client.query(`create database ${name}`));
  return {
    url: urlFor(url, name),
    drop: () =>
      inServer(
        url,
        async (client) => void (await client.query(`drop database if exists ${name} with (force)`)),
      ),
  };
}

/** Called when a test run ends: removes what killed runs left, and stops the server if nobody else uses it. */
export async function stopTestServer(): Promise<void> {
  const embedded = await testServer();
  await inServer(embedded.url, async (client) => {
    const left = await client.query<{ name: string }>(
      String.raw`select datname as name from pg_database where datname like 'test\_%'`,
    );
    for (const { name } of left.rows) {
      if (!isAlive(Number(name.split('_')[1])))
        await client.query(`drop database if exists ${name} with (force)`);
    }
  });
  await embedded.stop();
}

/** One template for each state of the migrations; older ones go. */
async function makeTemplate(client: pg.Client, url: string): Promise<string> {
  const name = `template_${hash(migrationTexts()).slice(0, 12)}`;
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const known = await client.query<{ datname: string }>(
      String.raw`select datname from pg_database where datname like 'template\_%'`,
    );
    if (known.rows.some(({ datname }) => datname === name)) return name;
    for (const { datname } of known.rows)
      await client.query(`drop database if exists ${datname} with (force)`);
    const draft = `draft_${process.pid}`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    const database = openDatabase(urlFor(url, draft), () => {}, 2);
    try {
      await migrate(database);
    } finally {
      await database.close();
    }
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

const migrationTexts = (): string =>
  readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .concat('../seed-fields.ts', '../../fields/catalogue.ts')
    .map((name) => readFileSync(join(MIGRATIONS, name), 'utf8'))
    .join('\n');

async function inServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const urlFor = (url: string, name: string): string => url.replace(/\/rubrica\?/, `/${name}?`);

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
