// Works off what is due: the dispatcher, the workers and the daily clean-up of one process.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type Db, patiently } from '../database/database.ts';
import type { Listener } from '../database/notify.ts';
import { compareCards } from '../database/store/likeness.ts';
import { AppError } from '../errors.ts';
import { performImport } from '../files/imports/perform-import.ts';
import type { Log } from '../log.ts';
import { compareAll } from '../records/duplicates/compare.ts';
import { deriveAgain } from '../records/fields/derive-again.ts';
import { keepOrderIndexes } from '../records/lists/order-indexes.ts';
import { IMPORT, ORDERS, openBoss, RETENTION, SYNC } from './boss.ts';
import { startDispatcher } from './dispatcher.ts';
import { removeExpired } from './retention.ts';

const CONCURRENCY = 6;
/** So many of them may be at accounts that failed last time. */
const AT_FAILING = 2;
/** How long runs under way may take to notice that the process stops; what then still runs is redone elsewhere. */
const STOP_PATIENCE_MS = 8_000;
/** Workers ask for jobs every second; a queue that has answered nobody for so long stands still. */
const SILENCE_MS = 15_000;

/**
 * One run over one account. It claims the account itself and moves `next_run_at` on, so that an account stays due until
 * somebody really works on it. Soon after `signal` it ends and leaves the account due; a rejection is tried again with
 * back-off.
 */
export type Perform = (accountId: string, signal: AbortSignal) => Promise<void>;

export interface JobsOptions {
  db: Db;
  /** The pool under `db`. */
  pool: pg.Pool;
  listener: Listener;
  perform: Perform;
  log: Log;
}

export interface Jobs {
  /** Something may be due: look at once. */
  wake(): void;
  /** What keeps this process from synchronising; null when nothing does. */
  problem(): AppError | null;
  /** Runs under way end early and are due again for other processes. */
  stop(): Promise<void>;
}

/** @throws what keeps it from starting; nothing is left running then */
export async function startJobs({ db, pool, listener, perform, log }: JobsOptions): Promise<Jobs> {
  const stopping = new AbortController();
  let answeredAt = performance.now();
  const boss = await openBoss({
    pool,
    listener,
    log,
    onAnswer(done) {
      if (done) answeredAt = performance.now();
    },
  });

  /** Of what a run or an import wrote; the page compares what people write. */
  const lookForDuplicates = (): Promise<unknown> =>
    compareAll(db, stopping.signal)
      .then(() => compareCards(db, stopping.signal))
      .catch((error: unknown) => log.warn('records and cards are compared with each other later', { error }));

  const work = async (accountId: string, claimLost: AbortSignal, jobId: string): Promise<void> => {
    const signal = AbortSignal.any([stopping.signal, claimLost]);
    try {
      if (!signal.aborted) await perform(accountId, signal);
    } catch (error) {
      if (!stopping.signal.aborted) {
        log.warn('a run failed and is tried again', { accountId, jobId, error });
        throw error;
      }
    }
    await lookForDuplicates();
    dispatcher.wake(); // what became due meanwhile was held back while this run was on
  };

  const dispatcher = startDispatcher({ db, boss, log });
  let deriving: Promise<void> = Promise.resolve();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([dispatcher.stop(), deriving]);
    // pg-boss waits for the handlers; a run that does not listen is left to its heartbeat.
    await Promise.race([
      boss.stop({ graceful: true, timeout: STOP_PATIENCE_MS }),
      delay(STOP_PATIENCE_MS + 1_000, undefined, { ref: false }),
    ]);
  };
  try {
    await boss.work<{ accountId: string }>(
      SYNC,
      // With `notify` a worker looks by itself only every 30 s unless told otherwise, and a retry is not notified.
      {
        localConcurrency: CONCURRENCY,
        localGroupConcurrency: AT_FAILING,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        // As long as more are waiting, the next one follows at once.
        burstWhenReadyExceeds: 1,
      },
      async ([job]) => work(job!.data.accountId, job!.signal, job!.id),
    );
    await boss.work<{ importId: string }>(
      IMPORT,
      { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 },
      async ([job]) => {
        const signal = AbortSignal.any([stopping.signal, job!.signal]);
        if (!signal.aborted) await performImport(db, job!.data.importId, signal, log);
        await lookForDuplicates();
      },
    );
    await boss.work(RETENTION, { pollingIntervalSeconds: 60 }, async () => {
      const removed = await removeExpired(db, stopping.signal);
      log.info('clean-up', { count: removed.trash + removed.runs + removed.sessions });
    });
    await boss.work(ORDERS, { pollingIntervalSeconds: 10 }, async ([job]) => {
      const signal = AbortSignal.any([stopping.signal, job!.signal]);
      const { made, dropped } = await patiently(pool, keepOrderIndexes, signal);
      if (made + dropped > 0) log.info('indexes of the orders of lists', { count: made + dropped });
    });
    await boss.schedule(ORDERS, '*/5 * * * *', {}, { missed: 'once' });
    await boss.schedule(RETENTION, '17 3 * * *', {}, { missed: 'once' });
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }

  deriving = deriveAgain(db, stopping.signal)
    .finally(lookForDuplicates)
    .then(
      (count) => void (count > 0 && log.info('records are searched and shown by new rules', { count })),
      (error) => log.warn('records are searched by old rules until the next start', { error }),
    );

  return {
    wake: () => dispatcher.wake(),
    problem: () =>
      performance.now() - Math.min(answeredAt, dispatcher.lookedAt()) > SILENCE_MS
        ? new AppError('queue-stopped')
        : null,
    stop,
  };
}
