// Looks at everything Rubrica stands on and says what to do about what is not right. Changes nothing but what every
// start does (opens the embedded database).
import { existsSync, statfsSync, statSync } from 'node:fs';
import { and, eq, sql } from 'drizzle-orm';
import { createSealer, UnsealError } from '../access/seal.ts';
import { VERSION } from '../app.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { schemaVersion } from '../database/migrate.ts';
import { openStorage, type Storage } from '../database/open-storage.ts';
import { account, field } from '../database/schema.ts';
import type { Log } from '../log.ts';
import { createRegistry } from '../providers/registry.ts';
import { countFlagged } from '../records/fields/preview-field.ts';
import { secretKeyFile, secretKeys } from '../secret-key.ts';
import type { Command } from './command.ts';

interface Finding {
  what: string;
  state: 'ok' | 'warning' | 'wrong';
  detail: string;
}

const LEAST_FREE_GB = 1;

export const doctor: Command = {
  takes: '',
  summary: 'Check settings, database, keys, providers and disk, and say what to do',
  arity: [0, 0],
  options: {},
  help: [],
  async run(invocation) {
    const findings: Finding[] = [ok('version', `Rubrica ${VERSION}, Node ${process.versions.node}`)];
    try {
      const config = invocation.config();
      findings.push(...aboutSettings(config), aboutDisk(config));
      findings.push(...(await aboutDatabase(config, invocation.log(config))));
    } catch (error) {
      findings.push(wrong('settings', (error as Error).message));
    }
    const text = findings
      .map(({ what, state, detail }) => `${MARKS[state]} ${what.padEnd(10)} ${detail}`)
      .join('\n');
    invocation.answer(text, findings);
    return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
  },
};

const MARKS = { ok: 'ok     ', warning: 'look at', wrong: 'WRONG  ' };
const ok = (what: string, detail: string): Finding => ({ what, state: 'ok', detail });
const warning = (what: string, detail: string): Finding => ({ what, state: 'warning', detail });
const wrong = (what: string, detail: string): Finding => ({ what, state: 'wrong', detail });

function aboutSettings(config: Config): Finding[] {
  const where = config.url ?? `http://localhost:${config.port}`;
  const findings = [ok('settings', `${where}, data in ${config.data}`)];
  if (config.unknown.length > 0)
    findings.push(warning('settings', `not settings of Rubrica: ${config.unknown.join(', ')}`));
  const open = config.host !== '127.0.0.1' && config.host !== 'localhost' && config.host !== '::1';
  if (open && !config.url?.startsWith('https:')) {
    findings.push(
      warning(
        'settings',
        'Rubrica listens on the network without HTTPS: put a proxy with a certificate before it and set RUBRICA_URL',
      ),
    );
  }
  return findings;
}

function aboutDisk({ data }: Config): Finding {
  const { bavail, bsize } = statfsSync(existsSync(data) ? data : '.');
  const gigabytes = (bavail * bsize) / 1e9;
  const words = `${gigabytes.toFixed(1)} GB free`;
  return gigabytes < LEAST_FREE_GB
    ? wrong('disk', `only ${words}: PostgreSQL stops when the disk is full`)
    : ok('disk', words);
}

async function aboutDatabase(config: Config, log: Log): Promise<Finding[]> {
  let storage: Storage;
  try {
    storage = await openStorage(config, log);
  } catch (error) {
    return [wrong('database', (error as Error).message)];
  }
  try {
    const { database } = storage;
    const { rows } = await database.pool.query('show server_version');
    const { database: version } = await schemaVersion(database.pool);
    const place = storage.note ? `; ${storage.note}` : '';
    return [
      ok('database', `${config.database}, PostgreSQL ${rows[0].server_version}${place}`),
      ok('schema', new Date(version!).toISOString()),
      aboutKeyFile(config),
      ...(await aboutAccounts(database, config)),
      ...(await aboutLayout(database)),
    ];
  } finally {
    await storage.close();
  }
}

function aboutKeyFile(config: Config): Finding {
  const { secrets, data } = config;
  const replaced = secretKeys(config).length > 1;
  if (replaced)
    return warning('secret key', 'it is being replaced: finish with npm run rubrica -- key rotate');
  if (secrets.secretKey()) return ok('secret key', 'from RUBRICA_SECRET_KEY');
  const file = secretKeyFile(data);
  const open = statSync(file).mode & 0o077;
  return open ? wrong('secret key', `others may read it: chmod 600 ${file}`) : ok('secret key', file);
}

async function aboutAccounts({ db }: Database, config: Config): Promise<Finding[]> {
  const sealer = createSealer(() => secretKeys(config));
  const known = createRegistry(config.addresses);
  const findings = [ok('providers', [...known.values()].map(({ name }) => name).join(', '))];
  const accounts = await db.select().from(account).where(sql`${account.state} <> 'disconnected'`);
  const sealed = accounts.filter(
    ({ id, credentials }) =>
      credentials && !opens(() => sealer.open(credentials, `account:${id}:credentials`)),
  );
  if (sealed.length > 0) {
    findings.push(
      wrong(
        'accounts',
        `${sealed.length} of ${accounts.length} have a password stored under another secret key: put the right key back, or let their owners sign in again`,
      ),
    );
  }
  const failing = accounts.filter(({ state }) => state === 'failing' || state === 'sign-in-needed');
  if (failing.length > 0) {
    findings.push(
      warning(
        'accounts',
        failing.map(({ name, state, problem }) => `${name}: ${problem?.code ?? state}`).join(', '),
      ),
    );
  }
  if (sealed.length + failing.length === 0) findings.push(ok('accounts', `${accounts.length}, all well`));
  return findings;
}

/** Whoever misses the switch learns here that it is hidden, and that hidden is not off. */
async function aboutLayout({ db }: Database): Promise<Finding[]> {
  const hidden = await db
    .select({ kind: field.kind })
    .from(field)
    .where(and(eq(field.type, 'flag'), eq(field.visible, false)));
  return Promise.all(
    hidden.map(async ({ kind }) => {
      const { records } = await countFlagged(db, kind);
      return warning(
        'layout',
        `Sync mobile is hidden for each ${kind}, and still on for ${records}: Layout Studio shows it again`,
      );
    }),
  );
}

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (error instanceof UnsealError) return false;
    throw error;
  }
}
