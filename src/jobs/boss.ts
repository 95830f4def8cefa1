// The job queue, in its own schema of the same database, for all but runs: imports of files, the clean-up, indexes of orders.
// What is due stands in tables of ours, so an emptied queue loses nothing.
import type pg from 'pg';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Listener } from '../database/notify.ts';
import { repeating } from '../database/prepared.ts';
import type { Log } from '../log.ts';

/** Where runs were queued once (`places.ts`). */
const SYNC = 'sync';
export const IMPORT = 'import';
export const RETENTION = 'retention';
/** Indexes of the orders that people sort many records by. */
export const ORDERS = 'orders';
const JOBS_SCHEMA = 'jobs';

/** The shortest that pg-boss takes: a killed worker's job is redone 10 to 16 seconds later. */
const HEARTBEAT_SECONDS = 10;
const WATCH_SECONDS = 3;

export interface BossOptions {
  pool: pg.Pool;
  listener: Listener;
  log: Log;
  /** Hears of each statement of the queue whether it was done. */
  onAnswer?(done: boolean): void;
}

/** A started boss with its queues, over connections of ours. */
export async function openBoss({ pool, listener, log, onAnswer = () => {} }: BossOptions): Promise<PgBoss> {
  const db: ConstructorOptions['db'] = {
    async executeSql(text, values) {
      try {
        const answer = await repeating(() => pool.query(text, values));
        onAnswer(true);
        return answer;
      } catch (error) {
        onAnswer(false);
        throw error;
      }
    },
    async listen(channel, onNotification, onReconnect) {
      const end = await listener.hear(channel, onNotification, onReconnect);
      return { close: async () => end() };
    },
  };
  const options: ConstructorOptions = {
    db,
    schema: JOBS_SCHEMA,
    useListenNotify: true,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
    queueCacheIntervalSeconds: WATCH_SECONDS,
  };
  const boss = new PgBoss(options);
  // Without a listener an error ends the process. pg-boss passes on copies of errors, which are none themselves.
  boss.on('error', (error) =>
    log.warn('job queue', { error: Object.assign(new Error(error.message), error) }),
  );
  try {
    await boss.start();
    await createQueues(boss);
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
}

async function createQueues(boss: PgBoss): Promise<void> {
  if (await boss.getQueue(SYNC)) await boss.deleteQueue(SYNC);
  await boss.createQueue(IMPORT, {
    // Of one import at most one job waits and one runs.
    policy: 'stately',
    notify: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 86_400,
    retryLimit: 10,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    deleteAfterSeconds: 3_600,
  });
  await boss.createQueue(ORDERS, {
    policy: 'singleton',
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 3_600,
  });
  await boss.createQueue(RETENTION, {
    policy: 'singleton',
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 7 * 86_400,
  });
}
