// What the HTTP server is given by whoever builds the program. It opens, starts and stops nothing itself.
import type pg from 'pg';
import type { Sealer } from '../access/seal.ts';
import type { CreateIo } from '../accounts/account-deps.ts';
import type { SignInDeps } from '../accounts/sign-in/begin-sign-in.ts';
import type { Db } from '../database/database.ts';
import type { Health } from '../database/health.ts';
import type { EventAudience, RubricaEvent } from '../events.ts';
import type { Log } from '../log.ts';
import type { EnvironmentClient } from '../provider-settings/provider-deps.ts';
import type { Provider } from '../providers/provider.ts';
import type { Limit, LimitName } from './limits.ts';

export interface ServerConfig {
  /** RUBRICA_URL: the only address links are made of. */
  url: string;
  version: string;
  database: 'embedded' | 'postgres';
  /** Host names, beside that of `url`, loopback and bare IP addresses, under which requests are answered. */
  allowedHosts: string[];
  /** Addresses and networks of proxies whose X-Forwarded-For counts. */
  trustedProxies?: string[];
}

export type EventListener = (event: RubricaEvent, audience: EventAudience) => void;

export interface ServerDeps {
  db: Db;
  /** The pool under `db`: rate limits are counted there, for all processes together. */
  pool: pg.Pool;
  sealer: Sealer;
  /** Signs session cookies; `sessionSecretFrom(key)` of access/session-secret.ts, so that it is not the key credentials are sealed with. */
  sessionSecret: string;
  providers: ReadonlyMap<string, Provider>;
  /** Clients that the environment names, by provider. */
  environmentClient?(id: string): EnvironmentClient;
  /** The world as a connector sees it, for trying a connection; each request is told to `onRequest` by its kind. */
  createIo: CreateIo;
  config: ServerConfig;
  log: Log;
  /** Calls `listener` for every event of every process from here on, `onMissed` when some may not have been heard; the answer stops it. */
  listenToEvents(listener: EventListener, onMissed?: () => void): () => void;
  /** How this process is; the database's own health unless told. */
  health?: Health;
  /** Wider or narrower limits than limits.ts has, by name. */
  limits?: Partial<Record<LimitName, Limit>>;
  /** Folder of the built web interface; `web/dist` unless told. */
  webFolder?: string;
}

/** What verbs need that reach out to a provider. */
export function reachingFrom(deps: ServerDeps): SignInDeps {
  const { db, sealer, createIo, environmentClient, config } = deps;
  const providers = (id: string) => deps.providers.get(id);
  return { db, sealer, createIo, environmentClient, providers, url: config.url };
}
