// How much one mailbox is asked at once and in ten minutes: Outlook bears four requests at a time and ten thousand in ten
// minutes, and counts each request of a batch (throttling-limits).

const AT_ONCE = 4;
const WINDOW_MS = 10 * 60_000;
/** Somewhat below, for other programs of the same registration count as well. */
const MOST_IN_WINDOW = 9600;

interface Effects {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface Gate {
  /** Runs `task`, which is so many requests, when there is room for it. */
  run<T>(requests: number, task: () => Promise<T>): Promise<T>;
  /** When so many more requests may be made; null at once. */
  waitFor(requests: number, effects: Effects): Promise<void>;
  /** Milliseconds that `requests` more would have to wait. */
  delay(requests: number, now: number): number;
}

export function createGate(): Gate {
  const waiting: { requests: number; start: () => void }[] = [];
  let running = 0;
  /** Requests by the second they were made in. */
  const spent: { at: number; requests: number }[] = [];

  function startNext(): void {
    const [next] = waiting;
    if (!next || running + next.requests > AT_ONCE) return;
    waiting.shift();
    running += next.requests;
    next.start();
    startNext();
  }

  function delay(requests: number, now: number): number {
    while (spent[0] && spent[0].at <= now - WINDOW_MS) spent.shift();
    let over = spent.reduce((sum, each) => sum + each.requests, 0) + requests - MOST_IN_WINDOW;
    for (const each of spent) {
      if (over <= 0) return 0;
      over -= each.requests;
      if (over <= 0) return each.at + WINDOW_MS - now;
    }
    return 0;
  }

  return {
    async run(requests, task) {
      const weight = Math.min(requests, AT_ONCE);
      await new Promise<void>((start) => {
        waiting.push({ requests: weight, start });
        startNext();
      });
      try {
        return await task();
      } finally {
        running -= weight;
        startNext();
      }
    },
    delay,
    async waitFor(requests, { now, sleep }) {
      const ms = delay(requests, now());
      if (ms > 0) await sleep(ms);
      const last = spent.at(-1);
      const at = Math.floor(now() / 1000) * 1000;
      if (last?.at === at) last.requests += requests;
      else spent.push({ at, requests });
    },
  };
}
