// Works off what is due: the dispatcher, the workers and the daily clean-up of one process.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Claimed } from '../accounts/runs/claim.ts';
import { type Db, patiently } from '../database/database.ts';
import type { Listener } from '../database/notify.ts';
import { compareCards } from '../database/store/likeness.ts';
import { AppError } from '../errors.ts';
import { performImport } from '../files/imports/perform-import.ts';
import type { Log } from '../log.ts';
import { compareAll } from '../records/duplicates/compare.ts';
import { deriveAgain } from '../records/fields/derive-again.ts';
import { keepOrderIndexes } from '../records/lists/order-indexes.ts';
import { IMPORT, ORDERS, openBoss, RETENTION } from './boss.ts';
import { startDispatcher } from './dispatcher.ts';
import { openPlaces } from './places.ts';
import { removeExpired } from './retention.ts';

/** How long runs under way may take to notice that the process stops; what then still runs is redone elsewhere. */
const STOP_PATIENCE_MS = 8_000;
/** Workers ask for jobs every second; a queue that has answered nobody for so long stands still. */
const SILENCE_MS = 15_000;

/**
 * One run over an account that was claimed for it; whether it wrote anything. Soon after `signal` it ends and leaves the account
 * due. Where it leaves the claim as it is, that runs out, and the account is due again.
 */
export type Perform = (claim: Claimed, signal: AbortSignal) => Promise<boolean>;

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

  const places = openPlaces(db, async (claim) => {
    const { accountId, runId } = claim;
    const hasWritten = await perform(claim, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) log.warn('a run failed and is tried again', { accountId, runId, error });
      return true;
    });
    if (hasWritten) await lookForDuplicates();
  });
  const dispatcher = startDispatcher({ db, boss, places, log });
  let deriving: Promise<void> = Promise.resolve();
  const stop = async (): Promise<void> => {
    stopping.abort();
    const runsEnded = places.close();
    await Promise.all([dispatcher.stop(), deriving]);
    // A run that does not listen is left to its lease, and an import to its heartbeat.
    await Promise.race([
      Promise.all([runsEnded, boss.stop({ graceful: true, timeout: STOP_PATIENCE_MS })]),
      delay(STOP_PATIENCE_MS + 1_000, undefined, { ref: false }),
    ]);
  };
  try {
    await boss.work<{ importId: string }>(
      IMPORT,
      // With `notify` a worker looks by itself only every 30 s unless told otherwise, and a retry is not notified.
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
