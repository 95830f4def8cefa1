// Time and order of a simulated world. Everything that waits, waits here; after each event the microtasks run dry, so
// that the same seed gives the same history.

/** A process that runs syncs. Once dead, what it waits for never comes: no `finally` of it runs, as after kill -9. */
export interface Process {
  name: string;
  alive: boolean;
}

/** When something happened: in time that passes evenly, and by the clock of Rubrica's machine. */
export interface Moment {
  at: number;
  clock: number;
}

export interface Scheduler {
  now(): number;
  /** What the clock of Rubrica's machine says, which may be wrong. */
  clock(): number;
  setClock(wrongBy: number): void;
  events(): number;
  at(time: number, work: () => unknown): void;
  /** Resolves after `ms`; never, when the process died meanwhile. */
  pause(process: Process, ms: number): Promise<void>;
  /** Counts work done elsewhere (a database): no event happens before it is done. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** Lets events happen until `time`, or until there are none. */
  runUntil(time: number): Promise<void>;
  /** Moves the clock without anything happening; what is due meanwhile happens late. */
  skip(ms: number): void;
}

interface Event {
  time: number;
  order: number;
  process: Process | null;
  work: () => unknown;
}

export function createScheduler(start: number): Scheduler {
  const heap: Event[] = [];
  let clock = start;
  let wrongBy = 0;
  let order = 0;
  let events = 0;
  let outside = 0;
  let idle: (() => void) | null = null;

  function schedule(time: number, process: Process | null, work: () => unknown): void {
    order += 1;
    push(heap, { time: Math.max(time, clock), order, process, work });
  }

  async function settle(): Promise<void> {
    do {
      if (outside > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      await new Promise((resolve) => setImmediate(resolve));
    } while (outside > 0);
  }

  return {
    now: () => clock,
    clock: () => clock + wrongBy,
    setClock(by) {
      wrongBy = by;
    },
    events: () => events,
    at: (time, work) => schedule(time, null, work),
    pause: (process, ms) => new Promise((resolve) => schedule(clock + ms, process, resolve)),
    async outside(work) {
      outside += 1;
      try {
        return await work;
      } finally {
        outside -= 1;
        if (outside === 0) idle?.();
      }
    },
    async runUntil(time) {
      await settle();
      while (heap.length > 0 && heap[0]!.time <= time) {
        const event = pop(heap);
        clock = Math.max(clock, event.time);
        if (event.process && !event.process.alive) continue;
        events += 1;
        await event.work();
        await settle();
      }
      clock = Math.max(clock, time);
    },
    skip: (ms) => {
      clock += ms;
    },
  };
}

const before = (a: Event, b: Event): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at]!, heap[parent]!)) return;
    [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
    at = parent;
  }
}

function pop(heap: Event[]): Event {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  heap[0] = last;
  for (let at = 0; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && before(heap[child]!, heap[least]!)) least = child;
    if (least === at) return top;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}
