// Builds the program by hand: everything that lives as long as the process is made, and ended, here.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createSealer, type Sealer } from './access/seal.ts';
import { sessionSecretFrom } from './access/session-secret.ts';
import type { AccountDeps } from './accounts/account-deps.ts';
import { runAccount, runClaimed } from './accounts/run-account.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { databaseHealth, type Health } from './database/health.ts';
import { hearAll, type Listener, openListener } from './database/notify.ts';
import { openStorage } from './database/open-storage.ts';
import { saying } from './database/waiting.ts';
import { ERRORS } from './errors.ts';
import type { EventAudience, RubricaEvent } from './events.ts';
import { beat } from './heartbeat.ts';
import type { Jobs } from './jobs/jobs.ts';
import { type Log, seldom } from './log.ts';
import { isPublicHttps, isThisMachine } from './protocol/http/address-safety.ts';
import { createHttp, type Http } from './protocol/http/create-http.ts';
import type { EnvironmentClient } from './provider-settings/provider-deps.ts';
import type { ProviderId } from './providers/manifests.ts';
import type { Io } from './providers/provider.ts';
import { createRegistry, type Registry } from './providers/registry.ts';
import { secretKeys } from './secret-key.ts';
import { StartError } from './start-error.ts';
import { createClock } from './sync/clock.ts';

export const VERSION: string = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
).version;

const CLOSE_IDLE_MS = 50;
const CLOSE_ALL_MS = 5_000;
/** A database that is restarted is back sooner. */
const LONG_MS = 20_000;

type EventListener = (event: RubricaEvent, audience: EventAudience) => void;

export interface App {
  database: Database;
  sealer: Sealer;
  providers: Registry;
  /** What verbs need that reach out to a provider. */
  accountDeps: AccountDeps;
  /** Where the database is, when that is not where one would look. */
  note: string | null;
  /** One run over one account. */
  perform(accountId: string, signal: AbortSignal): Promise<void>;
  /** Works off what is due, beside any number of other processes. */
  work(): Promise<void>;
  /** Serves HTTP; the address people open. */
  serve(): Promise<string>;
  /** Says from here on, in a file, how this process is; `what` it does. */
  beat(what: string): void;
  /** Copies the embedded database while it runs. @throws StartError with DATABASE_URL */
  backUp(target: string): Promise<void>;
  /** Ends everything; runs under way are handed back. */
  stop(): Promise<void>;
}

/**
 * Opens and migrates the database and builds the rest; nothing is served or worked off yet. `signal` ends a start that
 * is under way. @throws StartError
 */
export async function createApp(config: Config, log: Log, signal?: AbortSignal): Promise<App> {
  const storage = await openStorage(config, log, signal);
  const { database } = storage;
  const [key] = secretKeys(config);
  const sealer = createSealer(() => secretKeys(config));
  const providers = createRegistry(config.addresses);
  const http = openHttp(config, log);
  /** Of this Rubrica; null while nobody knows it. */
  let address = config.url ?? (config.port ? `http://localhost:${config.port}` : null);
  const accountDeps: AccountDeps = {
    db: database.db,
    sealer,
    providers: (id) => providers.get(id),
    environmentClient: environmentClientOf(config),
    createIo: (onRequest, signal) => ioOver(http.fetch, { onRequest, signal, log }),
    notificationAddress: (id) => notificationAddress(config, id, address),
  };
  const clock = createClock(Date.now, () => performance.now());
  const runDeps = { ...accountDeps, clock };
  const messages = createMessages(database.url, log);
  let jobs: Jobs | undefined;
  let server: FastifyInstance | undefined;
  let endBeat = (): void => {};
  const starting = <T>(what: string, work: Promise<T>): Promise<T> =>
    saying(what, work, {
      ...(signal && { signal }),
      onWait: (what, waitMs) => log.warn(`waiting for ${what}`, { waitMs }),
    });
  const askDatabase = databaseHealth(database.pool);
  const health: Health = async () => (await askDatabase()) ?? jobs?.problem() ?? null;

  return {
    database,
    sealer,
    providers,
    accountDeps,
    note: storage.note,
    perform: (accountId, signal) => runAccount(runDeps, accountId, signal),
    backUp: storage.backUp,
    async work() {
      // Loaded by a process that works, as the server is by one that serves: a command needs neither.
      const { startJobs } = await import('./jobs/jobs.ts');
      const listener = await starting(
        'the connection for messages',
        messages.open(() => jobs?.wake()),
      );
      const started = startJobs({
        db: database.db,
        pool: database.pool,
        listener,
        perform: (claim, signal) => runClaimed(runDeps, claim, signal),
        log: seldom(log),
      });
      // Told to stop meanwhile, nobody waits for it; what it opened ends with it.
      jobs = await starting('the job queue', started).catch((error) => {
        started.then((late) => late.stop()).catch(() => {});
        throw error;
      });
    },
    async serve() {
      const { createServer } = await import('./http/server.ts');
      await starting('the connection for messages', messages.open());
      const port = config.port || (await freePort(config.host));
      const url = config.url ?? `http://localhost:${port}`;
      address = url;
      server = createServer({
        ...accountDeps,
        pool: database.pool,
        sessionSecret: sessionSecretFrom(key),
        providers,
        config: {
          url,
          version: VERSION,
          database: config.database,
          allowedHosts: [config.host],
          trustedProxies: config.trustedProxies,
        },
        log,
        listenToEvents: messages.listenToEvents,
        health,
      });
      const listening = server.listen({ host: config.host, port }).catch((error) => {
        throw portError(error, config.host, port);
      });
      await starting(`${config.host}:${port} to listen on`, listening);
      return url;
    },
    beat(what) {
      endBeat = beat(config.data, what, inWords(health, log), (error) =>
        log.warn('how this process is cannot be written down for health checks', { error }),
      );
    },
    async stop() {
      endBeat();
      // One that fails keeps none of the others from ending.
      const steps = [
        () => server && close(server),
        () => jobs?.stop(),
        messages.close,
        http.close,
        storage.close,
      ];
      for (const step of steps)
        await Promise.resolve()
          .then(step)
          .catch((error) => log.warn('stopping went wrong', { error }));
    },
  };
}

/** Connections that browsers keep for their next request end at once, what is under way on others a little later. */
async function close(server: FastifyInstance): Promise<void> {
  const idle = setInterval(() => server.server.closeIdleConnections(), CLOSE_IDLE_MS);
  const rest = setTimeout(() => server.server.closeAllConnections(), CLOSE_ALL_MS);
  await server.close().finally(() => {
    clearInterval(idle);
    clearTimeout(rest);
  });
}

/** As a sentence; an illness that lasts is also told to the log, and its end. */
function inWords(health: Health, log: Log): () => Promise<string | null> {
  const quiet = seldom(log);
  let illSince: number | null = null;
  let told = false;
  return async () => {
    const problem = await health();
    if (!problem) {
      if (told) log.info('this process does its work again');
      illSince = null;
      told = false;
      return null;
    }
    illSince ??= Date.now();
    told ||= Date.now() - illSince > LONG_MS;
    const { code } = problem;
    if (told) quiet.error('this process cannot do its work', { code, ms: Date.now() - illSince });
    return `${ERRORS[code].title} ${ERRORS[code].action}`;
  };
}

const environmentClientOf =
  ({ clientIds, secrets }: Config) =>
  (id: string): EnvironmentClient => ({
    clientId: clientIds.get(id) ?? null,
    clientSecret: secrets.clientSecret(id),
  });

/** Where a provider can tell us of changes: from outside by a public address alone, from a sandbox by any. */
function notificationAddress({ addresses }: Config, id: string, url: string | null): string | null {
  if (url === null) return null;
  const address = new URL(`/api/v1/notifications/${id}`, url);
  const places = Object.values<string>(addresses[id as ProviderId] ?? {});
  const isSandbox = places.length > 0 && places.every((place) => isThisMachine(new URL(place)));
  return isSandbox || isPublicHttps(address) ? address.href : null;
}

function openHttp(config: Config, log: Log): Http {
  return createHttp({
    allowPrivateAddresses: config.allowPrivateAddresses,
    trustedOrigins: Object.values(config.addresses).flatMap((places) => Object.values<string>(places)),
    userAgent: `Rubrica/${VERSION}`,
    now: Date.now,
    onRequest: ({ kind, method, host, status, ms, bytesDown }) =>
      log.debug('request', { kind, method, host, status, ms, bytes: bytesDown }),
  });
}

interface Messages {
  /** From here on messages of other processes are heard. */
  open(onWork?: () => void): Promise<Listener>;
  /** `onMissed`: some may not have been heard. */
  listenToEvents(hearer: EventListener, onMissed?: () => void): () => void;
  close(): Promise<void>;
}

/** One connection hears for the whole process. */
function createMessages(url: string, log: Log): Messages {
  const hearers = new Map<EventListener, () => void>();
  const quiet = seldom(log);
  let wake = (): void => {};
  let listener: Promise<Listener> | undefined;
  const open = async (): Promise<Listener> => {
    const opened = await openListener(url, (error) =>
      quiet.warn('the connection for messages was lost', { error }),
    );
    await hearAll(opened, {
      event: (event, audience) => {
        for (const hearer of hearers.keys()) hearer(event, audience);
      },
      work: () => wake(),
      reconnected() {
        wake();
        for (const missed of hearers.values()) missed();
      },
    });
    return opened;
  };
  return {
    open(onWork) {
      if (onWork) wake = onWork;
      listener ??= open();
      return listener;
    },
    listenToEvents(hearer, onMissed = () => {}) {
      hearers.set(hearer, onMissed);
      return () => hearers.delete(hearer);
    },
    close: async () => (await listener?.catch(() => null))?.close(),
  };
}

interface IoOptions {
  onRequest(kind: string): void;
  signal: AbortSignal | undefined;
  log: Log;
}

function ioOver(fetch: Io['fetch'], { onRequest, signal, log }: IoOptions): Io {
  return {
    fetch(request) {
      onRequest(request.kind);
      return fetch(signal ? { ...request, signal } : request);
    },
    now: Date.now,
    sleep: (ms) => delay(ms, undefined, signal ? { signal } : {}),
    uuid: () => randomUUID().toUpperCase(),
    log: (event, detail) => log.debug(event, detail),
  };
}

/** Links and cookies need the address before the server listens, so the system is asked for a port beforehand. */
function freePort(host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const socket = createSocket().once('error', reject);
  socket.listen(0, host, () => {
    const { port } = socket.address() as { port: number };
    socket.close(() => resolve(port));
  });
  return promise;
}

function portError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} on ${host} is taken: is Rubrica running already? Stop the other program, or choose another port with RUBRICA_PORT (0 picks a free one).`,
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new StartError(
      `Rubrica may not listen on ${host}:${port} (${error.code}). Check RUBRICA_HOST and RUBRICA_PORT.`,
    );
  }
  return error;
}
