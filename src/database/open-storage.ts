// The database of this process, ready to use: the embedded one, or the one DATABASE_URL names. From here on both are
// the same.
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { StartError } from '../start-error.ts';
import { markedAsCopy, reviewCopy } from './copies.ts';
import { type Database, openDatabase } from './database.ts';
import { backUp } from './embedded/backup.ts';
import { dataFolder } from './embedded/postmaster.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

/** What `jsonb` and `nulls not distinct` need, and what the tests run against. */
const OLDEST_VERSION = 150_000;

export interface Storage {
  database: Database;
  /** Where the data is, when that is not where one would look. */
  note: string | null;
  /** @throws StartError with DATABASE_URL */
  backUp(target: string): Promise<void>;
  /** Closes the pool; the embedded server stops with its last user. */
  close(): Promise<void>;
}

/** Opens and migrates. @throws StartError */
export async function openStorage(config: Config, log: Log): Promise<Storage> {
  const url = config.secrets.databaseUrl();
  const embedded = url ? null : await openEmbedded(config, log);
  const database = openDatabase(url ?? embedded!.url, (error) =>
    log.warn('a database connection was lost', { error }),
  );
  const close = async (): Promise<void> => {
    await database.close();
    await embedded?.stop();
  };
  try {
    if (url) await checkServer(database, url);
    await migrate(database);
    if (await reviewCopy(database.db, embedded && dataFolder(embedded.place)))
      log.warn(
        'this database is a restored backup or a copy: every account shows what it would write before it writes, and everybody signs in anew',
      );
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
  return {
    database,
    note: embedded?.place.note ?? null,
    async backUp(target) {
      if (embedded) return markedAsCopy(database.db, () => backUp(embedded, target));
      throw new StartError(
        'With DATABASE_URL the database is backed up by its own tools: pg_dump, or what your provider offers.',
      );
    },
    close,
  };
}

async function openEmbedded(config: Config, log: Log): Promise<Embedded> {
  const embedded = await startEmbedded({
    data: config.data,
    onRestart: () => log.warn('the embedded database ended; starting it again'),
    onError: (error) => log.error('the embedded database does not start', { error }),
  });
  log.debug('embedded database', { pid: embedded.pid, state: embedded.adopted ? 'adopted' : 'started' });
  return embedded;
}

async function checkServer({ pool }: Database, url: string): Promise<void> {
  const { host, port, database } = new pg.Client({ connectionString: url }); // reads the address, connects nowhere
  let version: number;
  try {
    const answer = await pool.query('show server_version_num');
    version = Number(answer.rows[0].server_version_num);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartError(
      `The database of DATABASE_URL (${host}:${port}/${database}) cannot be used: ${message || code}. Check that it runs, and the user and password in DATABASE_URL.`,
      { cause: error },
    );
  }
  if (version >= OLDEST_VERSION) return;
  throw new StartError(
    `The database of DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}; Rubrica needs 15 or newer.`,
  );
}
