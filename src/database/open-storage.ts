// The database of this process, ready to use: the embedded one, or the one DATABASE_URL names. From here on both are
// the same.
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { type Log, seldom } from '../log.ts';
import { StartError } from '../start-error.ts';
import { checkServer } from './check-server.ts';
import { markedAsCopy, reviewCopy } from './copies.ts';
import { type Database, openDatabase } from './database.ts';
import { backUp } from './embedded/backup.ts';
import { type Embedded, startEmbedded } from './embedded/embedded.ts';
import { dataFolder } from './embedded/postmaster.ts';
import { migrate } from './migrate.ts';
import type { Waiting } from './waiting.ts';

/** Connections that somebody still uses are closed under them after this. */
const CLOSE_MS = 5_000;

export interface Storage {
  database: Database;
  /** Where the data is, when that is not where one would look. */
  note: string | null;
  /** @throws StartError with DATABASE_URL */
  backUp(target: string): Promise<void>;
  /** Closes the pool; the embedded server stops with its last user. */
  close(): Promise<void>;
}

/** Opens and migrates; `signal` ends it half-way, with nothing left running. @throws StartError */
export async function openStorage(config: Config, log: Log, signal?: AbortSignal): Promise<Storage> {
  const waiting: Waiting = {
    onWait: (what, waitedMs) => log.warn(`waiting for ${what}`, { waitMs: waitedMs }),
    ...(signal && { signal }),
  };
  const url = config.secrets.databaseUrl();
  if (url) await checkServer(url, waiting);
  const embedded = url ? null : await openEmbedded(config, log, waiting);
  const quiet = seldom(log);
  const onError = (error: Error): void => quiet.warn('a database connection was lost', { error });
  const database = openDatabase(url ?? embedded!.url, onError, config.databasePool);
  const close = async (): Promise<void> => {
    await Promise.race([database.close(), delay(CLOSE_MS, undefined, { ref: false })]);
    await embedded?.stop();
  };
  try {
    await migrate(database, waiting);
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

async function openEmbedded(config: Config, log: Log, waiting: Waiting): Promise<Embedded> {
  const embedded = await startEmbedded({
    ...waiting,
    data: config.data,
    onRestart: () => log.warn('the embedded database ended or broke its connections; it is started again'),
    onBack: () => log.info('the embedded database answers again'),
    onError: (error, waitMs) => log.error('the embedded database does not start', { error, waitMs }),
  });
  log.debug('embedded database', { pid: embedded.pid, state: embedded.adopted ? 'adopted' : 'started' });
  return embedded;
}
