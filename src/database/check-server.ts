// Looks at a PostgreSQL that is not ours before anything is done with it: what it lacks is said at once, all of it, each
// with the command that mends it.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import { type Connection, connect, placeOf } from './connection.ts';
import * as schema from './schema.ts';
import { type Waiting, waitFor } from './waiting.ts';

/** What `jsonb` and `nulls not distinct` need, and what the tests run against. */
const OLDEST = 15;
/** Starting up, recovering or shutting down: it comes back by itself. */
const COMING = '57P03';
const LOOK_AGAIN_MS = 500;
const START_PATIENCE_MS = 600_000;
const ANSWER_MS = 10_000;

/** Of the job queue and of the migrations. */
const OWN_SCHEMAS = ['jobs', 'drizzle'];

/** @throws StartError naming everything that is missing */
export async function checkServer(url: string, waiting: Waiting = {}): Promise<void> {
  const connection = await reach(url, waiting);
  try {
    const faults = await faultsOf(connection);
    if (faults.length > 0) throw refused(url, faults);
    await checkSessions(url, connection);
  } finally {
    connection.end().catch(() => {});
  }
}

async function reach(url: string, waiting: Waiting): Promise<Connection> {
  const look = async (): Promise<Connection | null> => {
    try {
      return await connect({ url, purpose: 'rubrica start' });
    } catch (error) {
      if ((error as { code?: string }).code === COMING) return null;
      throw unreachable(url, error);
    }
  };
  const what = `the database server of DATABASE_URL (${placeOf(url)}), which is starting, recovering or stopping`;
  const patience = { everyMs: LOOK_AGAIN_MS, forMs: START_PATIENCE_MS, what };
  const found = await waitFor(look, patience, waiting);
  if (!found) throw unreachable(url, new Error('it has been starting for ten minutes'));
  return found;
}

interface Server {
  version: number;
  role: string;
  database: string;
  encoding: string;
  standby: boolean;
  readOnly: boolean;
  mayCreateSchemas: boolean;
  mayCreateTables: boolean | null;
  hasTrigram: boolean;
  trigramHere: boolean;
  strangers: string[] | null;
}

const LOOK = `
  select current_setting('server_version_num')::int / 10000 as version, current_user as role, current_database() as database,
    pg_encoding_to_char(encoding) as encoding, pg_is_in_recovery() as standby,
    current_setting('transaction_read_only') = 'on' as "readOnly",
    has_database_privilege(current_database(), 'CREATE') as "mayCreateSchemas",
    (select has_schema_privilege(oid, 'USAGE') and has_schema_privilege(oid, 'CREATE') from pg_namespace where nspname = 'public') as "mayCreateTables",
    exists (select from pg_available_extensions where name = 'pg_trgm') as "hasTrigram",
    exists (select from pg_extension where extname = 'pg_trgm') as "trigramHere",
    (select array_agg(distinct pg_get_userbyid(owner)::text) from (
      select relowner from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind in ('r', 'p') and (nspname = any($1) or (nspname = 'public' and relname = any($2)))
      union all select nspowner from pg_namespace where nspname = any($1)
    ) as ours (owner) where not pg_has_role(owner, 'USAGE')) as strangers
  from pg_database where datname = current_database()`;

async function faultsOf(connection: Connection): Promise<string[]> {
  const tables = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : []));
  const { rows } = await connection.query<Server>(LOOK, [OWN_SCHEMAS, tables]);
  const found = rows[0]!;
  const [role, database] = [found.role, found.database].map(pg.escapeIdentifier);
  // Nothing else can be told of a server that is too old or takes no changes.
  if (found.version < OLDEST) return [`It is PostgreSQL ${found.version}; Rubrica needs ${OLDEST} or newer.`];
  if (found.standby)
    return ['It is a standby, which takes no changes: let DATABASE_URL name the primary server.'];
  if (found.readOnly)
    return [
      `Its transactions are read-only: ALTER DATABASE ${database} RESET default_transaction_read_only; ALTER ROLE ${role} RESET default_transaction_read_only; or as the server has it in postgresql.conf.`,
    ];
  const faults: [boolean, string][] = [
    [
      found.encoding !== 'UTF8',
      `Its database is encoded in ${found.encoding} and cannot hold every name; make another: CREATE DATABASE rubrica OWNER ${role} ENCODING 'UTF8' TEMPLATE template0;`,
    ],
    [
      !found.mayCreateSchemas,
      `The role ${found.role} may not create schemas: GRANT CREATE ON DATABASE ${database} TO ${role};`,
    ],
    [found.mayCreateTables === null, 'It has no schema "public": CREATE SCHEMA public;'],
    [
      found.mayCreateTables === false,
      `The role ${found.role} may not create tables in the schema public: GRANT USAGE, CREATE ON SCHEMA public TO ${role};`,
    ],
    [
      !found.trigramHere && !found.hasTrigram,
      'It lacks the extension pg_trgm, which comes with PostgreSQL: install its contrib package (postgresql-contrib).',
    ],
    ...(found.strangers ?? []).map((owner): [boolean, string] => [
      true,
      `What Rubrica made here belongs to the role ${owner}: GRANT ${pg.escapeIdentifier(owner)} TO ${role}; or, as ${owner}: REASSIGN OWNED BY ${pg.escapeIdentifier(owner)} TO ${role};`,
    ]),
  ];
  return faults.filter(([is]) => is).map(([, words]) => words);
}

/**
 * A pooler that lends a server's session for a transaction at a time forgets settings, locks and LISTEN in between, now
 * and then, and looks healthy meanwhile. Two sessions of ours must be two of the server's, and stay the same.
 */
async function checkSessions(url: string, one: Connection): Promise<void> {
  let two: Connection | null = null;
  try {
    const mark = randomUUID();
    await one.query("select set_config('rubrica.mark', $1, false)", [mark]);
    await one.query(`listen ${pg.escapeIdentifier(mark)}`);
    const heard = once(one, 'notification', { signal: AbortSignal.timeout(ANSWER_MS) });
    heard.catch(() => {});
    const first = await sessionOf(one);
    two = await within(connect({ url, purpose: 'rubrica start' }));
    await within(two.query('begin'));
    const other = await within(sessionOf(two));
    const again = await within(sessionOf(one));
    await two.query(`notify ${pg.escapeIdentifier(mark)}`);
    await two.query('commit');
    if (first.pid !== again.pid || again.mark !== mark || other.pid === first.pid)
      throw new Error('two statements of one connection came to different sessions of the server');
    await heard.catch(() => {
      throw new Error('a message sent with NOTIFY did not arrive');
    });
    await one.query('unlisten *');
  } catch (error) {
    throw new StartError(
      `Between Rubrica and the database of DATABASE_URL (${placeOf(url)}) is a connection pooler that does not keep one session for each connection (${(error as Error).message}). Nothing was changed. Set it to session mode (PgBouncer: pool_mode = session, with a pool of at least the connections named in docs/reference/postgresql.md), or let DATABASE_URL name the server itself.`,
      { cause: error },
    );
  } finally {
    two?.end().catch(() => {});
  }
}

async function sessionOf(connection: Connection): Promise<{ pid: number; mark: string | null }> {
  const { rows } = await connection.query(
    "select pg_backend_pid() as pid, current_setting('rubrica.mark', true) as mark",
  );
  return rows[0];
}

async function within<T>(work: Promise<T>): Promise<T> {
  const late = delay(ANSWER_MS, undefined, { ref: false }).then(() => {
    throw new Error('a second connection gets no session of the server');
  });
  return Promise.race([work, late]);
}

function unreachable(url: string, error: unknown): StartError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new StartError(
    `The database of DATABASE_URL (${placeOf(url)}) cannot be used: ${message || code}. Check that it runs, and the user and password in DATABASE_URL.`,
    { cause: error },
  );
}

const refused = (url: string, faults: string[]): StartError =>
  new StartError(
    [
      `The database of DATABASE_URL (${placeOf(url)}) is not ready for Rubrica. Nothing was changed.`,
      ...faults.map((fault) => `  - ${fault}`),
    ].join('\n'),
  );
