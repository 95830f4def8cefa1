// The one way to PostgreSQL: the same pool, driver and SQL for the embedded database and for DATABASE_URL.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { openPool } from './connection.ts';
import { retried } from './retry.ts';
import * as schema from './schema.ts';

/** The database, or a transaction on it: verbs take either. */
export type Db = NodePgDatabase<typeof schema>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  url: string;
  close(): Promise<void>;
}

/** Opens a pool of `max` connections on `url`. `onError` hears of connections lost while idle. */
export function openDatabase(url: string, onError: (error: Error) => void, max = 10): Database {
  const pool = openPool(url, max);
  pool.on('error', onError);
  return { db: retrying(pool), pool, url, close: () => pool.end() };
}

/** What PostgreSQL gives up so that another transaction can go on is done again: whole transactions and single statements. */
function retrying(pool: pg.Pool): Db & { $client: pg.Pool } {
  const query = pool.query.bind(pool) as (...words: unknown[]) => Promise<unknown>;
  pool.query = ((...words: unknown[]) =>
    typeof words.at(-1) === 'function'
      ? query(...words)
      : retried(() => query(...words))) as typeof pool.query;
  const db = drizzle({ client: pool, schema });
  const transaction = db.transaction.bind(db);
  db.transaction = (work, config) => retried(() => transaction(work, config));
  return db;
}
