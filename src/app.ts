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
import { runAccount } from './accounts/run-account.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { type Listener, listen } from './database/notify.ts';
import { openStorage } from './database/open-storage.ts';
import type { EventAudience, RubricaEvent } from './events.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import { createHttp, type Http } from './protocol/http/create-http.ts';
import type { EnvironmentClient } from './provider-settings/provider-deps.ts';
import type { Io } from './providers/provider.ts';
import { createRegistry, type Registry } from './providers/registry.ts';
import { secretKeys } from './secret-key.ts';
import { StartError } from './start-error.ts';

export const VERSION: string = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
).version;

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
  /** Copies the embedded database while it runs. @throws StartError with DATABASE_URL */
  backUp(target: string): Promise<void>;
  /** Ends everything; runs under way are handed back. */
  stop(): Promise<void>;
}

/** Opens and migrates the database and builds the rest; nothing is served or worked off yet. @throws StartError */
export async function createApp(config: Config, log: Log): Promise<App> {
  const storage = await openStorage(config, log);
  const { database } = storage;
  const [key] = secretKeys(config);
  const sealer = createSealer(() => secretKeys(config));
  const providers = createRegistry(config);
  const http = openHttp(config, log);
  const accountDeps: AccountDeps = {
    db: database.db,
    sealer,
    providers: (id) => [...providers.values()].find((provider) => provider.id === id),
    environmentClient: environmentClientOf(config),
    createIo: (onRequest) => ioOver(http.fetch, onRequest, log),
  };
  const perform = (accountId: string, signal: AbortSignal) =>
    runAccount({ ...accountDeps, now: Date.now }, accountId, signal);
  const messages = createMessages(database.url, log);
  let jobs: Jobs | undefined;
  let server: FastifyInstance | undefined;

  return {
    database,
    sealer,
    providers,
    accountDeps,
    note: storage.note,
    perform,
    backUp: storage.backUp,
    async work() {
      // Loaded by a process that works, as the server is by one that serves: a command needs neither.
      const { startJobs } = await import('./jobs/jobs.ts');
      const started = await startJobs({ db: database.db, url: database.url, perform, log });
      await messages.open(() => started.wake());
      jobs = started;
    },
    async serve() {
      const { createServer } = await import('./http/server.ts');
      await messages.open();
      const port = config.port || (await freePort(config.host));
      const url = config.url ?? `http://localhost:${port}`;
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
      });
      await server.listen({ host: config.host, port }).catch((error) => {
        throw portError(error, config.host, port);
      });
      return url;
    },
    async stop() {
      await server?.close();
      await jobs?.stop();
      await messages.close();
      await http.close();
      await storage.close();
    },
  };
}

const environmentClientOf =
  ({ clientIds, secrets }: Config) =>
  (id: string): EnvironmentClient => ({
    clientId: clientIds[id as 'google'] ?? null,
    clientSecret: secrets.clientSecret(id),
  });

function openHttp(config: Config, log: Log): Http {
  return createHttp({
    allowPrivateAddresses: config.allowPrivateAddresses,
    trustedOrigins: [
      config.icloudUrl,
      config.googleIssuer,
      config.googleApi,
      config.microsoftIssuer,
      config.microsoftApi,
    ],
    userAgent: `Rubrica/${VERSION}`,
    now: Date.now,
    onRequest: ({ kind, method, host, status, ms, bytesDown }) =>
      log.debug('request', { kind, method, host, status, ms, bytes: bytesDown }),
  });
}

interface Messages {
  /** From here on messages of other processes are heard. */
  open(onWork?: () => void): Promise<void>;
  listenToEvents(hearer: EventListener): () => void;
  close(): Promise<void>;
}

/** One connection hears for the whole process. */
function createMessages(url: string, log: Log): Messages {
  const hearers = new Set<EventListener>();
  let wake = (): void => {};
  let listener: Promise<Listener> | undefined;
  return {
    async open(onWork) {
      if (onWork) wake = onWork;
      listener ??= listen(
        url,
        {
          event: (event, audience) => {
            for (const hearer of hearers) hearer(event, audience);
          },
          work: () => wake(),
          reconnected: () => wake(),
        },
        (error) => log.warn('the connection for messages was lost', { error }),
      );
      await listener;
    },
    listenToEvents(hearer) {
      hearers.add(hearer);
      return () => hearers.delete(hearer);
    },
    close: async () => (await listener)?.close(),
  };
}

function ioOver(fetch: Io['fetch'], onRequest: (kind: string) => void, log: Log): Io {
  return {
    fetch(request) {
      onRequest(request.kind);
      return fetch(request);
    },
    now: Date.now,
    sleep: (ms) => delay(ms),
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
