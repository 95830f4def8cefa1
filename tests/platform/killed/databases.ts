// Databases for processes that are killed: the embedded one, which may be killed with them, and one that is not ours.
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { openDatabase } from '../../../src/database/database.ts';
import { startEmbedded } from '../../../src/database/embedded/embedded.ts';
import { migrate } from '../../../src/database/migrate.ts';
import * as schema from '../../../src/database/schema.ts';
import { type TestDatabase, testDatabase } from '../../test-database.ts';
import { startDebianPostgres } from '../debian-postgres.ts';
import { aFolder, postmasterOf } from '../rubrica-process.ts';

export interface Killable {
  open(): Promise<TestDatabase>;
  /** Kills the database's own process, too, if it is ours. */
  crash?(): void;
}

async function opened(url: string, end: () => Promise<unknown>): Promise<TestDatabase> {
  const { pool, close } = openDatabase(url, () => {});
  const db = drizzle({ client: pool, schema });
  await migrate({ url });
  return {
    db,
    pool,
    url,
    close,
    async drop() {
      await close();
      await end();
    },
  };
}

/** As `npm start` has it, every write on disk before it counts. */
export function embedded(): Killable {
  const data = join(aFolder(), 'data');
  return {
    async open() {
      const { url, stop } = await startEmbedded({ data, onError: () => {} });
      return opened(url, stop);
    },
    crash: () => process.kill(postmasterOf(data), 'SIGKILL'),
  };
}

export const external = (): Killable => ({
  async open() {
    const { url, stop } = await startDebianPostgres();
    return opened(url, stop);
  },
});

/** A database of all tests' server: for a history in which nobody dies. */
export const unharmed: Killable = { open: testDatabase };
