// Waiting for something outside of this process: looks again and again, says what it waits for once that takes long,
// and ends when the program is told to stop.
import { setTimeout as delay } from 'node:timers/promises';

/** So long nobody wonders. */
const SAY_AFTER_MS = 10_000;
const SAY_AGAIN_MS = 30_000;

export interface Waiting {
  /** Ends every wait. */
  signal?: AbortSignal;
  /** Hears what is waited for, after a while and then now and again. */
  onWait?(what: string, waitedMs: number): void;
}

interface Look {
  everyMs: number;
  /** Completes "waiting for …". */
  what: string;
  forMs?: number;
  sayAfterMs?: number;
}

/** What `look` finds; null when `forMs` are over. @throws AbortError when told to stop */
export async function waitFor<T>(
  look: () => Promise<T | null> | T | null,
  { everyMs, what, forMs = Number.POSITIVE_INFINITY, sayAfterMs = SAY_AFTER_MS }: Look,
  { signal, onWait }: Waiting,
): Promise<T | null> {
  const began = Date.now();
  let sayAt = sayAfterMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    const waited = Date.now() - began;
    if (waited >= forMs) return null;
    if (waited >= sayAt) {
      onWait?.(what, waited);
      sayAt = waited + SAY_AGAIN_MS;
    }
    await delay(everyMs, undefined, { signal });
  }
}

/** The outcome of `work`, saying meanwhile that it is waited for. @throws AbortError when told to stop */
export async function saying<T>(what: string, work: Promise<T>, { signal, onWait }: Waiting): Promise<T> {
  const began = Date.now();
  const told = Promise.withResolvers<never>();
  const stop = (): void => told.reject(signal!.reason);
  const timer = setInterval(() => onWait?.(what, Date.now() - began), SAY_AFTER_MS);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await Promise.race([work, told.promise]);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  }
}
