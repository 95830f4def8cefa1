// One Rubrica with real parts and nobody's hands but the test's: PostgreSQL, the CardDAV connector over HTTP, the
// sandbox address book, production's verbs and runs. Each scenario opens its own.
import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Sandbox, type SandboxOptions, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import type { Actor } from '../../src/access/actor.ts';
import { createSealer } from '../../src/access/seal.ts';
import { connectAccount } from '../../src/accounts/connect-account.ts';
import { getRun } from '../../src/accounts/get-run.ts';
import { requestRun } from '../../src/accounts/request-run.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import type { RunDeps } from '../../src/accounts/runs/perform.ts';
import { newId } from '../../src/database/new-id.ts';
import { user as userTable } from '../../src/database/schema.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { listQueue } from '../../src/import-queue/list-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { createHttp } from '../../src/protocol/http/create-http.ts';
import type { OAuthProviderId } from '../../src/providers/manifests.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { getRecord } from '../../src/records/get-record.ts';
import { createClock } from '../../src/sync/clock.ts';
import type { AccountSettings, RecordKind } from '../../src/sync/model.ts';
import { addressesAt } from '../addresses-at.ts';
import { testDatabase } from '../test-database.ts';

export type Scenario = Awaited<ReturnType<typeof openScenario>>;

/** Where a provider is that people sign in at, when a scenario has any (open-sign-in-scenario.ts, open-everywhere.ts). */
export interface SignInAt {
  provider: OAuthProviderId;
  issuer: string;
  api: string;
}

/** As every sandbox knows this Rubrica. */
const CLIENT = { clientId: 'rubrica', clientSecret: 'rubrica-secret' };

export async function openScenario(
  { signIns = [], ...options }: SandboxOptions & { signIns?: SignInAt[] } = {},
  open = testDatabase,
) {
  const sandbox: Sandbox = await startCardDavSandbox(options);
  const database = await open();
  const { db } = database;
  const observers = new Set<(kind: string) => void>();
  const http = createHttp({
    allowPrivateAddresses: true,
    trustedOrigins: [sandbox.url, ...signIns.map(({ issuer }) => new URL(issuer).origin)],
    userAgent: 'Rubrica test',
    now: Date.now,
    onRequest: ({ kind }) => {
      for (const observer of observers) observer(kind);
    },
  });
  const key = randomBytes(32);
  const elsewhere = Object.fromEntries(signIns.map(({ provider, ...there }) => [provider, there]));
  const registry = createRegistry(addressesAt(sandbox.url, elsewhere));
  let waited = 0;
  const now = () => Date.now() + waited;
  const deps: RunDeps = {
    db,
    sealer: createSealer(key),
    providers: (id) => registry.get(id),
    environmentClient: () => (signIns.length > 0 ? CLIENT : { clientId: null, clientSecret: null }),
    createIo: (onRequest) => {
      observers.clear();
      observers.add(onRequest);
      return {
        fetch: http.fetch,
        now,
        sleep: async () => {},
        uuid: () => crypto.randomUUID().toUpperCase(),
        log: () => {},
      };
    },
    clock: createClock(now, now),
  };

  return {
    db,
    pool: database.pool,
    providers: registry,
    url: database.url,
    key,
    deps,
    sandbox,
    phone: sandbox.book(),
    /** Moves the engine's clock; nobody waits. */
    advance(ms: number): void {
      waited += ms;
    },
    async user(name = 'Alice', role: Actor['role'] = 'user'): Promise<Actor> {
      const userId = newId();
      await db
        .insert(userTable)
        .values({ id: userId, name, email: `${name.toLowerCase()}-${userId}@example.org`, role });
      return { userId, role };
    },
    async connect(
      actor: Actor,
      settings: Partial<AccountSettings> = {},
      provider: 'icloud' | 'carddav' = 'icloud',
      username = 'alice',
    ) {
      const input = {
        provider,
        username,
        password: 's3cret',
        settings,
        ...(provider === 'carddav' ? { url: sandbox.url } : {}),
      };
      const { id } = await connectAccount(deps, actor, input);
      return id;
    },
    /** One run, as the dispatcher would start it; returns what it did. */
    async sync(actor: Actor, accountId: string, { full = false } = {}) {
      const runId = await requestRun(db, accountId, 'user', { full });
      await runAccount(deps, accountId, new AbortController().signal);
      return getRun(db, actor, runId);
    },
    queue: (actor: Actor, accountId: string) => listQueue(db, actor, { id: accountId, limit: 500 }),
    /** Types every waiting card (or those called `names`) and imports them. */
    async importAll(actor: Actor, accountId: string, kind: RecordKind = 'contact') {
      await updateQueue(db, actor, { id: accountId, filter: { state: 'pending' }, set: { kind } });
      await importQueue(db, actor, accountId);
      await runAccount(deps, accountId, new AbortController().signal);
    },
    record: (actor: Actor, id: string) => getRecord(db, actor, id),
    async recordNamed(actor: Actor, name: string) {
      const found = await db.execute<{ id: string }>(sql`select id from record where display_name = ${name}`);
      if (found.rows.length !== 1) throw new Error(`${found.rows.length} records are called ${name}`);
      return getRecord(db, actor, found.rows[0]!.id);
    },
    count: async (table: string): Promise<number> =>
      Number(
        (await db.execute<{ n: string }>(sql`select count(*) as n from ${sql.identifier(table)}`)).rows[0]!.n,
      ),
    async close(): Promise<void> {
      await http.close();
      await sandbox.stop();
      await database.drop();
    },
  };
}

export const vcard = (uid: string, ...lines: string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', `UID:${uid}`, ...lines, 'END:VCARD', ''].join('\r\n');
