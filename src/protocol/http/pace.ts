// Spaces requests out for servers that punish bursts, and bounds how many are under way at once.

export interface Pace {
  /** Runs `task` when its turn comes. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export interface PaceOptions {
  /** Tasks under way at once. */
  concurrency: number;
  /** Least time between two starts; 0 for none. */
  intervalMs?: number;
  now(): number;
  sleep(ms: number): Promise<void>;
}

export function createPace(options: PaceOptions): Pace {
  const { concurrency, intervalMs = 0, now, sleep } = options;
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextStart = 0;

  async function acquire(): Promise<void> {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    if (intervalMs === 0) return;
    const start = Math.max(now(), nextStart);
    nextStart = start + intervalMs;
    if (start > now()) await sleep(start - now());
  }

  return {
    async run(task) {
      await acquire();
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
