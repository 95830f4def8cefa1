// Turns "this account is due" into a job. Any number of processes do this side by side: the queue takes one job per
// account, and looking is one query over a small index.
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { isDue, leaseIsOver } from '../accounts/runs/due.ts';
import type { Db } from '../database/database.ts';
import { repeating } from '../database/prepared.ts';
import { isImportDue } from '../files/imports/perform-import.ts';
import type { Log } from '../log.ts';
import { FAILING, IMPORT, SYNC } from './boss.ts';

/** At the latest so long after its time an account is noticed, also when nobody said so. */
const LOOK_EVERY_MS = 1_000;
const BATCH = 200;
/** A person is waiting for these. */
const ASKED_FOR = 10;

export interface Dispatcher {
  /** Something may be due: look at once. */
  wake(): void;
  /** When it last looked and got an answer, by a clock that only goes forward: `performance.now()`. */
  lookedAt(): number;
  stop(): Promise<void>;
}

export function startDispatcher({ db, boss, log }: { db: Db; boss: PgBoss; log: Log }): Dispatcher {
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
        await repeating(() => dispatchDue(db, boss));
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

interface Due extends Record<string, unknown> {
  id: string;
  asked: boolean;
  waiting: boolean;
  failing: boolean;
}

/**
 * Sends a job for each account that is due, or whose run was left by a process that died, and has none.
 * The query over jobs repeats the words of pg-boss's index `job_i3`, so that it is found by it.
 * @returns how many were sent or hurried
 */
export async function dispatchDue(db: Db, boss: PgBoss): Promise<number> {
  const due = await db.execute<Due>(sql`
    select account.id, asked, waiting, account.state = 'failing' as failing
    from account,
      lateral (
        select count(*) > 0 as waiting, coalesce(bool_or(state = 'active'), false) as active from jobs.job
        where name = ${SYNC} and state <= 'active' and policy = 'stately' and coalesce(singleton_key, '') = account.id::text
      ) as job,
      lateral (
        select count(*) > 0 as asked from run
        where account_id = account.id and state = 'queued' and trigger in ('user', 'connect', 'import')
      ) as wish
    where account.state in ('active', 'failing') and (${isDue} or ${leaseIsOver})
      and not active and (asked or not waiting)
    order by asked desc, next_run_at
    limit ${BATCH}`);
  const jobs = due.rows
    .filter(({ waiting }) => !waiting)
    .map(({ id, asked, failing }) => ({
      data: { accountId: id },
      singletonKey: id,
      priority: asked ? ASKED_FOR : 0,
      ...(failing && !asked && { group: { id: FAILING } }),
    }));
  if (jobs.length > 0) await boss.insert(SYNC, jobs);
  for (const { id, waiting } of due.rows) if (waiting) await hurry(db, id);
  return due.rows.length;
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

/** Somebody asks for an account that waits for its next try: it is tried at once, before the others. */
async function hurry(db: Db, accountId: string): Promise<void> {
  await db.execute(sql`
    update jobs.job set start_after = now(), priority = ${ASKED_FOR}, group_id = null
    where name = ${SYNC} and singleton_key = ${accountId} and state in ('created', 'retry')
      and (start_after > now() or priority < ${ASKED_FOR})`);
}
