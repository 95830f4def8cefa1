// A private PostgreSQL: started when nobody has, adopted when it runs, stopped by the last process that uses it. It
// listens on a socket in a folder only its user may enter, and survives the process that started it.
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, connect } from '../connection.ts';
import type { Waiting } from '../waiting.ts';
import { prepareBinaries } from './binaries.ts';
import { type Place, preparePlace } from './location.ts';
import {
  becomesReady,
  createCluster,
  dataFolder,
  type Running,
  runningServer,
  startServer,
  stopServer,
  takeOver,
  urlOf,
} from './postmaster.ts';
import { withStartLock } from './start-lock.ts';

const DATABASE = 'rubrica';
/** Held by each process that uses the server, so that the last one to stop knows that it is the last. */
const PRESENCE = 'rubrica presence';
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 30_000;

export interface Embedded {
  url: string;
  pid: number;
  /** The server was already there: another process uses it, or one was killed. */
  adopted: boolean;
  place: Place;
  /** Stops the server unless another process uses it. */
  stop(): Promise<'stopped' | 'left running'>;
}

export interface EmbeddedOptions extends Waiting {
  /** Absolute. */
  data: string;
  /** More of postgresql.conf. */
  settings?: Record<string, string>;
  /** The server went away and is started again, by this process or another that uses it. */
  onRestart?(): void;
  /** It is there again. */
  onBack?(): void;
  /** It does not start; `retryMs` from now that is tried again. */
  onError?(error: Error, retryMs: number): void;
}

/** @throws StartError */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = preparePlace(options.data);
  let stopping = false;
  let presence: Connection;

  const enter = async (socketDirectory?: string): Promise<Running & { adopted: boolean }> =>
    withStartLock(
      place.directory,
      async () => {
        const server = await adoptOrStart(place, options, socketDirectory);
        presence = await announce(server);
        presence.once('end', () => void rejoin(server.socketDirectory));
        return server;
      },
      options,
    );

  /** Pools reconnect by themselves once there is a server at the old address again. */
  const rejoin = async (socketDirectory: string): Promise<void> => {
    if (!stopping) options.onRestart?.();
    for (let retryMs = FIRST_RETRY_MS; !stopping; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      try {
        await enter(socketDirectory);
        if (stopping) await presence.end();
        else options.onBack?.();
        return;
      } catch (error) {
        if (stopping) return;
        options.onError?.(error as Error, retryMs);
        await delay(retryMs, undefined, { ref: false });
      }
    }
  };

  const server = await enter();
  return {
    url: urlOf(server, DATABASE),
    pid: server.pid,
    adopted: server.adopted,
    place,
    stop: () => {
      stopping = true;
      return withStartLock(place.directory, async () => {
        const alone = await isAlone(presence);
        await presence.end().catch(() => {});
        if (!alone) return 'left running';
        await stopServer(dataFolder(place));
        return 'stopped';
      });
    },
  };
}

async function adoptOrStart(
  place: Place,
  { settings = {}, ...waiting }: Pick<EmbeddedOptions, 'settings'> & Waiting,
  socketDirectory?: string,
): Promise<Running & { adopted: boolean }> {
  const pgdata = dataFolder(place);
  if (await becomesReady(pgdata, waiting)) return { ...runningServer(pgdata)!, adopted: true };
  const binaries = prepareBinaries(place);
  if (!existsSync(pgdata)) createCluster(place, binaries);
  takeOver(place);
  try {
    const started = await startServer(place, binaries, {
      settings,
      ...waiting,
      ...(socketDirectory ? { socketDirectory } : {}),
    });
    return { ...started, adopted: false };
  } catch (error) {
    // A starter killed a moment ago may have left a server that had not written its pid file yet.
    if (await becomesReady(pgdata, waiting)) return { ...runningServer(pgdata)!, adopted: true };
    throw error;
  }
}

async function announce(server: Running): Promise<Connection> {
  const client = await connect({ url: urlOf(server, 'postgres'), purpose: PRESENCE });
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (known.rowCount === 0) await client.query(`create database ${DATABASE}`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** False when that cannot be known: a server too many is better than one taken from under another process. */
async function isAlone(presence: Connection): Promise<boolean> {
  try {
    const others = await presence.query(
      'select 1 from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [PRESENCE],
    );
    return others.rowCount === 0;
  } catch {
    return false;
  }
}
