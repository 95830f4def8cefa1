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

/**
 * Over a connection of its own, outside any transaction: for what takes as long as it takes beside all other work. `signal` leaves
 * it to the server, which may finish it or not.
 */
export async function patiently<T>(
  pool: pg.Pool,
  work: (db: Db) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const client = await pool.connect();
  let isOver = false;
  const end = (): void => {
    if (!isOver) client.release(true);
    isOver = true;
  };
  signal?.addEventListener('abort', end);
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0');
    return await work(drizzle({ client, schema }));
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
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
