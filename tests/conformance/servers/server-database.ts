// A database of the tests' own PostgreSQL for a server that keeps its cards in one.
import pg from 'pg';
import { emptyDatabase } from '../../test-database.ts';

export interface ServerDatabase {
  /** Also knows by which host, user and name the database goes. */
  client: pg.Client;
  drop(): Promise<void>;
}

export async function serverDatabase(): Promise<ServerDatabase> {
  const { url, drop } = await emptyDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    client,
    async drop() {
      await client.end();
      await drop();
    },
  };
}
