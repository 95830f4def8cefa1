// Messages between processes over PostgreSQL's NOTIFY: events for people's screens, and "there is work" for the
// dispatchers. Sent inside the caller's transaction, they arrive when it commits and never when it rolls back.
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { EventAudience, RubricaEvent } from '../events.ts';
import type { Db } from './database.ts';

const EVENTS = 'rubrica_events';
const WORK = 'rubrica_work';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** A connection cut without a word is noticed by asking over it. */
const PROBE_MS = 30_000;

/** Tells every process, once the transaction `db` commits. Events carry ids only: PostgreSQL takes 8,000 bytes. */
export async function emit(db: Db, event: RubricaEvent, audience: EventAudience): Promise<void> {
  await db.execute(sql`select pg_notify(${EVENTS}, ${JSON.stringify({ event, audience })})`);
}

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
  close(): Promise<void>;
}

/**
 * Hears what any process on this database says, over one connection of its own, reopened when it breaks.
 * Resolves once it listens; `onError` hears why a connection was lost.
 */
export async function listen(
  url: string,
  hearers: Hearers,
  onError: (error: Error) => void,
): Promise<Listener> {
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'rubrica listener',
    });
    fresh.on('error', onError);
    fresh.on('notification', (message) => tell(hearers, message));
    try {
      await fresh.connect();
      await fresh.query(`listen ${EVENTS}`);
      await fresh.query(`listen ${WORK}`);
    } catch (error) {
      await fresh.end().catch(() => {});
      throw error;
    }
    client = fresh;
    fresh.once('end', () => {
      client = null;
      if (!closed) reopen(FIRST_RETRY_MS);
    });
  };

  const reopen = (delayMs: number): void => {
    retry = setTimeout(async () => {
      try {
        await open();
        if (closed) await client?.end();
        else hearers.reconnected?.();
      } catch (error) {
        onError(error as Error);
        if (!closed) reopen(Math.min(delayMs * 2, LAST_RETRY_MS));
      }
    }, delayMs);
  };

  await open();
  const probe = setInterval(() => client?.query('select 1').catch(onError), PROBE_MS);
  return {
    async close() {
      closed = true;
      clearInterval(probe);
      clearTimeout(retry);
      await client?.end();
    },
  };
}

function tell(hearers: Hearers, message: pg.Notification): void {
  if (message.channel === WORK) hearers.work?.();
  if (message.channel !== EVENTS || !message.payload) return;
  const { event, audience } = JSON.parse(message.payload) as { event: RubricaEvent; audience: EventAudience };
  hearers.event?.(event, audience);
}
