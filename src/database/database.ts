// The one way to PostgreSQL: the same pool, driver and SQL for the embedded database and for DATABASE_URL.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { openPool } from './connection.ts';
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
  return { db: drizzle({ client: pool, schema }), pool, url, close: () => pool.end() };
}
