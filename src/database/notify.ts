// Messages between processes over PostgreSQL's NOTIFY: events for people's screens, and "there is work" for the
// dispatchers. Sent inside the caller's transaction, they arrive when it commits and never when it rolls back.
import { type SQL, sql } from 'drizzle-orm';
import pg from 'pg';
import type { EventAudience, RubricaEvent } from '../events.ts';
import { type Connection, connect } from './connection.ts';
import type { Db } from './database.ts';
import { texts } from './query.ts';

const EVENTS = 'rubrica_events';
const WORK = 'rubrica_work';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1_000;
/** A connection cut without a word is noticed by asking over it. */
const PROBE_MS = 10_000;

/** Tells every process, once the transaction `db` commits. Events carry ids only: PostgreSQL takes 8,000 bytes. */
export const emit = (db: Db, event: RubricaEvent, audience: EventAudience): Promise<void> =>
  emitAll(db, [event], audience);

/** The same of several at once. */
export async function emitAll(db: Db, events: RubricaEvent[], audience: EventAudience): Promise<void> {
  if (events.length > 0) await db.execute(sql`select ${saying(events, audience)}`);
}

/** The same as what a statement selects, for one row of it. */
export const saying = (events: RubricaEvent[], audience: EventAudience): SQL =>
  sql`(select count(pg_notify(${EVENTS}, message))
    from unnest(${texts(events.map((event) => JSON.stringify({ event, audience })))}) as message)`;

/** Makes the dispatchers look for due accounts as soon as the transaction `db` commits. */
export async function wakeDispatcher(db: Db): Promise<void> {
  await db.execute(sql`select pg_notify(${WORK}, '')`);
}

export interface Hearers {
  event?(event: RubricaEvent, audience: EventAudience): void;
  /** Some account may be due. */
  work?(): void;
  /** The connection was lost and is back: what was said in between was not heard. */
  reconnected?(): void;
}

export interface Listener {
  /** Hears `channel` from here on; `again` is called when something may have been missed. The answer ends it. */
  hear(channel: string, message: (payload: string) => void, again?: () => void): Promise<() => void>;
  close(): Promise<void>;
}

/** Hears on `listener` what any process on this database says to all. */
export async function hearAll(listener: Listener, hearers: Hearers): Promise<void> {
  await listener.hear(WORK, () => hearers.work?.());
  await listener.hear(
    EVENTS,
    (payload) => {
      const { event, audience } = JSON.parse(payload) as { event: RubricaEvent; audience: EventAudience };
      hearers.event?.(event, audience);
    },
    () => hearers.reconnected?.(),
  );
}

/**
 * One connection that hears for the whole process, reopened when it breaks. Resolves once it is open; `onError` hears
 * why it was lost.
 */
export async function openListener(url: string, onError: (error: Error) => void): Promise<Listener> {
  const channels = new Map<string, { message(payload: string): void; again(): void }>();
  let client: Connection | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const fresh = await connect({ url, purpose: 'rubrica listener' });
    fresh.on('error', onError);
    fresh.on('notification', ({ channel, payload }) => channels.get(channel)?.message(payload ?? ''));
    fresh.once('end', () => {
      client = null;
      if (!closed) reopen(FIRST_RETRY_MS);
    });
    client = fresh;
    for (const channel of channels.keys()) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
  };

  const reopen = (delayMs: number): void => {
    retry = setTimeout(async () => {
      try {
        await open();
        if (closed) await client?.end();
        else for (const { again } of channels.values()) again();
      } catch (error) {
        onError(error as Error);
        // An open connection that cannot listen ends, and comes here by that.
        if (client) client.end().catch(() => {});
        else if (!closed) reopen(Math.min(delayMs * 2, LAST_RETRY_MS));
      }
    }, delayMs);
  };

  await open();
  const probe = setInterval(() => client?.query('select 1').catch(onError), PROBE_MS);
  return {
    async hear(channel, message, again = () => {}) {
      channels.set(channel, { message, again });
      await client?.query(`listen ${pg.escapeIdentifier(channel)}`);
      return () => channels.delete(channel);
    },
    async close() {
      closed = true;
      clearInterval(probe);
      clearTimeout(retry);
      await client?.end();
    },
  };
}
