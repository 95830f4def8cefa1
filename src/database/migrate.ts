// Brings a database to the schema of this program. Forward only: a database that a newer program has touched is left
// alone, because what the newer one means by its columns cannot be known here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { StartError } from '../start-error.ts';
import { type Connection, connect } from './connection.ts';
import type { Database } from './database.ts';
import * as schema from './schema.ts';
import { seedFields } from './seed-fields.ts';
import { saying, type Waiting, waitFor } from './waiting.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Any number will do, as long as all versions of Rubrica take the same one. */
const LOCK = 7_281_964;
const LOCK_POLL_MS = 200;
/** A worker beside a server waits a second or two. */
const SAY_LOCK_AFTER_MS = 3_000;

export interface SchemaVersion {
  /** Of the newest migration this program brings, milliseconds since the epoch. */
  program: number;
  /** Of the newest migration the database has; null for an empty database. */
  database: number | null;
}

/** Safe to call from any number of processes at once. @throws StartError when the database is newer than the program */
export async function migrate(
  { url }: Pick<Database, 'url'>,
  waiting: Waiting = {},
  folder = FOLDER,
): Promise<void> {
  const client = await connect({ url, purpose: 'rubrica start', patient: true });
  try {
    await takeLock(client, waiting);
    await refuseNewer(client, folder);
    await client.query('create extension if not exists pg_trgm schema public');
    const db = drizzle({ client, schema });
    await saying('the migration of the database', applyMigrations(db, { migrationsFolder: folder }), waiting);
    await seedFields(db);
  } finally {
    // The lock goes with the connection.
    client.end().catch(() => {});
  }
}

/** Asked for again and again: a wait inside of the server could neither be told of nor ended. */
async function takeLock(client: Connection, waiting: Waiting): Promise<void> {
  const look = async (): Promise<true | null> => {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [LOCK]);
    return rows[0].taken ? true : null;
  };
  const holder = await client.query(
    "select string_agg(format('%s, process %s', application_name, pid), '; ') as who from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and objid = $1 and classid = 0 and granted",
    [LOCK],
  );
  const who = holder.rows[0].who ? ` (${holder.rows[0].who})` : '';
  const what = `the lock under which one process at a time brings the database up to date${who}`;
  await waitFor(look, { everyMs: LOCK_POLL_MS, sayAfterMs: SAY_LOCK_AFTER_MS, what }, waiting);
}

export async function schemaVersion(
  client: Pick<pg.ClientBase, 'query'>,
  folder = FOLDER,
): Promise<SchemaVersion> {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const program = Math.max(...journal.entries.map(({ when }) => when));
  const known = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name");
  if (known.rows[0].name === null) return { program, database: null };
  const last = await client.query('select max(created_at)::text as at from drizzle.__drizzle_migrations');
  return { program, database: last.rows[0].at === null ? null : Number(last.rows[0].at) };
}

async function refuseNewer(client: pg.ClientBase, folder: string): Promise<void> {
  const { program, database } = await schemaVersion(client, folder);
  if (database === null || database <= program) return;
  throw new StartError(
    'This database was opened by a newer version of Rubrica before. Nothing was changed. Install that version again, or restore a backup made before the update.',
  );
}
