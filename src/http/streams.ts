// Open event streams (Server-Sent Events): each gets what its user may see, and ends when its session or token does.
import type { ServerResponse } from 'node:http';
import type { EventAudience, RubricaEvent } from '../events.ts';

/** Proxies close what is silent; also how soon an end in another process is noticed. */
const HEARTBEAT_MS = 20_000;
/** A reader this far behind is cut off: it comes back and asks for everything anew. */
const MAX_BEHIND_BYTES = 1_000_000;
/** Tabs of one user; one more closes the oldest. */
const MAX_PER_USER = 30;
const RECONNECT_MS = 3_000;
/** What follows a message within this time is gathered: an import of thousands is heard of once a second. */
const GATHER_MS = 1_000;

export interface Stream {
  userId: string;
  response: ServerResponse;
  /** Whether the session or token that opened it still stands. */
  isAlive(): Promise<boolean>;
}

export interface Streams {
  open(stream: Stream): void;
  /** At once, or, soon after others, with all that came meanwhile; the same thing is not said twice then. */
  deliver(event: RubricaEvent, audience: EventAudience): void;
  /** Ends those streams of `userId` whose session or token is over. */
  recheck(userId: string): Promise<void>;
  closeAll(): void;
}

interface Gathered {
  event: RubricaEvent;
  audience: EventAudience;
}

/** Of two with one name only the later is of interest. */
const nameOf = ({ event, audience }: Gathered): string =>
  JSON.stringify(
    'done' in event ? [event.type, 'runId' in event ? event.runId : event.importId] : [event, audience],
  );

export function createStreams(): Streams {
  const streams = new Set<Stream>();
  let heartbeat: NodeJS.Timeout | undefined;
  const gathered = new Map<string, Gathered>();
  let gathering: NodeJS.Timeout | undefined;

  const end = (stream: Stream): void => {
    streams.delete(stream);
    stream.response.end();
    if (streams.size === 0) {
      clearInterval(heartbeat);
      heartbeat = undefined;
    }
  };
  const send = (stream: Stream, text: string): void => {
    if (stream.response.writableLength > MAX_BEHIND_BYTES) end(stream);
    else stream.response.write(text);
  };
  const check = async (stream: Stream): Promise<void> => {
    if (!(await stream.isAlive().catch(() => false))) end(stream);
  };
  const beat = (): void => {
    for (const stream of streams) {
      send(stream, ': still here\n\n');
      void check(stream);
    }
  };
  const of = (userId: string): Stream[] => [...streams].filter((stream) => stream.userId === userId);
  const flush = (): void => {
    gathering = undefined;
    if (gathered.size === 0) return;
    const all = [...gathered.values()];
    gathered.clear();
    for (const stream of streams) {
      const heard = all.filter(
        ({ audience }) => audience === 'everybody' || audience.userId === stream.userId,
      );
      const text = heard
        .map(({ event }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        .join('');
      if (text) send(stream, text);
    }
    gathering = setTimeout(flush, GATHER_MS).unref();
  };

  return {
    open(stream) {
      const [oldest, ...others] = of(stream.userId);
      if (oldest && others.length + 1 >= MAX_PER_USER) end(oldest);
      streams.add(stream);
      heartbeat ??= setInterval(beat, HEARTBEAT_MS).unref();
      stream.response.once('close', () => end(stream));
      send(stream, `retry: ${RECONNECT_MS}\n: listening\n\n`);
    },
    deliver(event, audience) {
      const said = { event, audience };
      gathered.set(nameOf(said), said);
      if (!gathering) flush();
    },
    async recheck(userId) {
      await Promise.all(of(userId).map(check));
    },
    closeAll() {
      clearTimeout(gathering);
      for (const stream of streams) end(stream);
    },
  };
}
