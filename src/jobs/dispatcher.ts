// Looks for what is due: on a message that something may be, and once a second for what nobody said. Any number of processes do
// this side by side.
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { findLeft } from '../accounts/runs/claim.ts';
import type { Db } from '../database/database.ts';
import { repeating } from '../database/prepared.ts';
import { isImportDue } from '../files/imports/perform-import.ts';
import type { Log } from '../log.ts';
import { IMPORT } from './boss.ts';
import type { Places } from './places.ts';

/** At the latest so long after its time an account is noticed, also when nobody said so. */
const LOOK_EVERY_MS = 1_000;
const BATCH = 200;

export interface Dispatcher {
  /** Something may be due: look at once. */
  wake(): void;
  /** When it last looked and got an answer, by a clock that only goes forward: `performance.now()`. */
  lookedAt(): number;
  stop(): Promise<void>;
}

export interface DispatcherOptions {
  db: Db;
  boss: PgBoss;
  places: Places;
  log: Log;
}

export function startDispatcher({ db, boss, places, log }: DispatcherOptions): Dispatcher {
  let stopped = false;
  let woken = false;
  let lookedAt = performance.now();
  let endWait = (): void => {};

  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) endWait();
    });

  const loop = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      try {
        await repeating(() => findLeft(db));
        await places.fill();
        await repeating(() => dispatchImports(db, boss));
        lookedAt = performance.now();
      } catch (error) {
        log.warn('looking for due accounts failed', { error });
      }
      if (!stopped) await wait();
    }
  };
  const done = loop();

  return {
    lookedAt: () => lookedAt,
    wake() {
      woken = true;
      endWait();
    },
    async stop() {
      stopped = true;
      endWait();
      await done;
    },
  };
}

/** Sends a job for each import of a file that is to be written and has none. */
async function dispatchImports(db: Db, boss: PgBoss): Promise<void> {
  const due = await db.execute<{ id: string }>(sql`
    select id from file_import
    where ${isImportDue} and not exists (
      select 1 from jobs.job
      where name = ${IMPORT} and state <= 'active' and policy = 'stately'
        and coalesce(singleton_key, '') = file_import.id::text)
    limit ${BATCH}`);
  for (const { id } of due.rows) await boss.send(IMPORT, { importId: id }, { singletonKey: id });
}
