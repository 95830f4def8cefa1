// Brings a database to the schema of this program. Forward only: a database that a newer program has touched is left
// alone, because what the newer one means by its columns cannot be known here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { StartError } from '../start-error.ts';
import type { Database } from './database.ts';
import { seedFields } from './seed-fields.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Any number will do, as long as all versions of Rubrica take the same one. */
const LOCK = 7_281_964;

export interface SchemaVersion {
  /** Of the newest migration this program brings, milliseconds since the epoch. */
  program: number;
  /** Of the newest migration the database has; null for an empty database. */
  database: number | null;
}

/** Safe to call from any number of processes at once. @throws StartError when the database is newer than the program */
export async function migrate({ pool, db }: Pick<Database, 'pool' | 'db'>, folder = FOLDER): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await refuseNewer(client, folder);
    await client.query('create extension if not exists pg_trgm');
    await applyMigrations(drizzle({ client }), { migrationsFolder: folder });
    await seedFields(db);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    client.release();
  }
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
