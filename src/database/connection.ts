// Every connection to PostgreSQL is made here: what it says about itself, what it takes from nowhere else, and what
// becomes of it when it breaks. Pool, job queue, listener and commands all open this one.
import { userInfo } from 'node:os';
import pg from 'pg';
import { parse } from 'pg-connection-string';
import { isRepeated, nameStatements } from './prepared.ts';

/** A connection that is not made within this time is not made. */
const CONNECT_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * What this program takes for granted. Server, database and role may have other defaults, and an administrator has
 * reasons for them. Said after connecting, not while: poolers refuse start-up parameters they do not know.
 */
const SESSION: Record<string, string> = {
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  client_encoding: 'UTF8',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  row_security: 'on',
  // Queries here are short: compiling one with a large estimate took 3 s and saved nothing.
  jit: 'off',
  // Nothing waits for ever: a page of cards takes a second, a renewed sign-in waits for its provider.
  statement_timeout: '5min',
  lock_timeout: '1min',
  idle_in_transaction_session_timeout: '5min',
  // Of a later PostgreSQL; a whole transaction may take long, an idle pool is no fault.
  transaction_timeout: '0',
  idle_session_timeout: '0',
};
/** For what takes as long as it takes: migrations, backups. */
const PATIENT = { statement_timeout: '0', lock_timeout: '0', idle_in_transaction_session_timeout: '0' };

/** Our tables are in `public`; the extension they are searched with may be where an administrator put it. */
const SAY = `
  select set_config(name, value, false) from unnest($1::text[], $2::text[]) as said (name, value)
    where current_setting(name, true) is not null
  union all
  select set_config('search_path', 'public' || coalesce((
    select ', ' || quote_ident(nspname) from pg_catalog.pg_extension join pg_catalog.pg_namespace on pg_namespace.oid = extnamespace
    where extname = 'pg_trgm' and nspname <> 'public'), ''), false)`;

const broken = new WeakSet<Error>();

/** Whether `error` is that of a connection of ours, not of some other socket. */
export const isOfConnection = (error: Error): boolean => broken.has(error);

/** What a connection is for, as `pg_stat_activity` shows it. */
export type Purpose =
  | 'rubrica'
  | 'rubrica listener'
  | 'rubrica presence'
  | 'rubrica start'
  | 'rubrica backup';

export interface ConnectionOptions {
  url: string;
  purpose: Purpose;
  /** No statement of it is ended for taking long. */
  patient?: boolean;
}

/** A connection of ours. Losing it fails what is asked over it and nothing else, whoever holds it at that moment. */
export class Connection extends pg.Client {
  readonly #patient: boolean;

  constructor({ url, purpose, patient = false }: ConnectionOptions) {
    super(parametersOf(url, purpose));
    this.#patient = patient;
    // Where the driver finds nothing it looks into PGOPTIONS and its like.
    const { options } = parse(url);
    Object.assign((this as unknown as { connectionParameters: object }).connectionParameters, {
      options: options || undefined,
      replication: undefined,
    });
    // An error without a listener ends the process; who waits for an answer is told by that.
    this.on('error', (error) => broken.add(error));
    const ask = this.query.bind(this) as (...words: unknown[]) => unknown;
    this.query = ((first: unknown, ...more: unknown[]) =>
      ask(named(first, more[0]), ...more)) as pg.Client['query'];
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: (error: Error | null) => void): void;
  override connect(callback?: (error: Error | null) => void): Promise<pg.Client> | undefined {
    const ready = this.#open();
    if (!callback) return ready;
    ready.then(() => callback(null), callback);
    return undefined;
  }

  async #open(): Promise<pg.Client> {
    const said = { ...SESSION, ...(this.#patient && PATIENT) };
    try {
      await super.connect();
      await this.query(SAY, [Object.keys(said), Object.values(said)]);
      return this;
    } catch (error) {
      broken.add(error as Error);
      this.end().catch(() => {});
      throw error;
    }
  }
}

const nameOf = nameStatements();

/** What a run asks has a name by which it is prepared; what has no parameters is planned in no time. */
function named(asked: unknown, values: unknown): unknown {
  if (!isRepeated() || !Array.isArray(values) || values.length === 0) return asked;
  const statement = (asked instanceof Object ? asked : { text: asked }) as { text: string };
  return { ...statement, name: nameOf(statement.text) };
}

/** An open connection. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const connection = new Connection(options);
  await connection.connect();
  return connection;
}

/** A pool of such connections. */
export function openPool(url: string, max: number): pg.Pool {
  class Pooled extends Connection {
    constructor() {
      super({ url, purpose: 'rubrica' });
    }
  }
  return new pg.Pool({
    max,
    connectionTimeoutMillis: CONNECT_MS,
    Client: Pooled as unknown as new () => pg.ClientBase,
  } as pg.PoolConfig);
}

/** Where `url` leads, without user and password. */
export function placeOf(url: string): string {
  const { host, port, database } = parametersOf(url, 'rubrica');
  return `${host}:${port}/${database}`;
}

/** Only what the address says; nothing of the environment (PGHOST, PGPORT, PGSSLMODE, PGPASSWORD …) and no .pgpass. */
function parametersOf(url: string, purpose: Purpose): pg.ClientConfig {
  const said = parse(url);
  const user = said.user || systemUser();
  return {
    host: said.host || 'localhost',
    port: Number(said.port) || 5432,
    user,
    database: said.database || user,
    // A function is asked only when the server wants a password.
    password: said.password || noPassword,
    ssl: (said.ssl as boolean | undefined) ?? false,
    sslnegotiation: (said.sslnegotiation as 'direct' | undefined) ?? 'postgres',
    client_encoding: 'UTF8',
    application_name: (said.application_name as string | undefined) ?? purpose,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  };
}

/** In a container the user may have a number only. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'postgres';
  }
}

function noPassword(): never {
  throw new Error('the server asks for a password, and the address has none');
}
