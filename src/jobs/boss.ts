// The job queue, in its own schema of the same database. It says when a run happens and on which process; what is due
// stands in `account`, so an emptied queue loses nothing.
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';

export const SYNC = 'sync';
export const RETENTION = 'retention';
export const JOBS_SCHEMA = 'jobs';

/** The shortest that pg-boss takes: a killed worker's job is redone 10 to 16 seconds later. */
const HEARTBEAT_SECONDS = 10;
const WATCH_SECONDS = 3;

export interface BossOptions {
  url: string;
  log: Log;
}

/** A started boss with its queues. */
export async function openBoss({ url, log }: BossOptions): Promise<PgBoss> {
  const options: ConstructorOptions = {
    connectionString: url,
    schema: JOBS_SCHEMA,
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
  };
  const boss = new PgBoss(options);
  boss.on('error', (error) => log.warn('job queue', { error })); // without a listener a lost connection ends the process
  await boss.start();
  await boss.createQueue(SYNC, {
    // Of one account at most one job waits and one runs, over all processes.
    policy: 'stately',
    notify: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // A run lasts as long as its heart beats.
    expireInSeconds: 86_400,
    // An account is tried for ever, ever more slowly: giving up is a decision of its owner.
    retryLimit: 10_000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 900,
    retentionSeconds: 30 * 86_400,
    deleteAfterSeconds: 3_600,
  });
  await boss.createQueue(RETENTION, {
    policy: 'singleton',
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 7 * 86_400,
  });
  return boss;
}
