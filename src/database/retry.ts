// Transactions that PostgreSQL ended so that another could go on. Nothing of them was written: they are done again.
import { setTimeout as delay } from 'node:timers/promises';

/** deadlock_detected and serialization_failure (PostgreSQL, appendix A). */
const GIVEN_UP = new Set(['40P01', '40001']);
const TRIES = 6;
const LONGEST_PAUSE_MS = 50;

/** Does `work` again while PostgreSQL gives it up for another's sake; `work` is one transaction or one statement. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried === TRIES || !isGivenUp(error)) throw error;
      // Two that met once should not meet again at the same moment.
      await delay(Math.random() * LONGEST_PAUSE_MS * tried);
    }
  }
}

/** The driver's error is the cause of the query builder's. */
function isGivenUp(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    if (GIVEN_UP.has((at as { code?: string }).code ?? '')) return true;
  return false;
}
