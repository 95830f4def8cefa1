// One process that syncs one account when told, and says what it cost: wall time, its own CPU, its peak memory, requests.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { createSealer } from '../src/access/seal.ts';
import { connectAccount } from '../src/accounts/connect-account.ts';
import { runAccount } from '../src/accounts/run-account.ts';
import { beginSignIn } from '../src/accounts/sign-in/begin-sign-in.ts';
import { finishSignIn } from '../src/accounts/sign-in/finish-sign-in.ts';
import { openDatabase } from '../src/database/database.ts';
import { newId } from '../src/database/new-id.ts';
import { user } from '../src/database/schema.ts';
import { importQueue } from '../src/import-queue/import-queue.ts';
import { updateQueue } from '../src/import-queue/update-queue.ts';
import { createHttp } from '../src/protocol/http/create-http.ts';
import { createRegistry } from '../src/providers/registry.ts';
import { flagRecords } from '../src/records/flag-records.ts';
import { listRecords } from '../src/records/list-records.ts';
import { updateRecord } from '../src/records/update-record.ts';
import { createClock } from '../src/sync/clock.ts';
import { addressesAt } from '../tests/addresses-at.ts';
import { gather, workOff } from './crowd.ts';
import { URL_OF_RUBRICA } from './places.ts';

/** Without `api`, `url` is a CardDAV server; with it, it is where people sign in to Microsoft, and `api` is Graph. */
const [databaseUrl, url, api] = process.argv.slice(2) as [string, string, string?];
const { db, pool } = openDatabase(databaseUrl, () => {});
let requests = 0;
let bytesDown = 0;
let statements = 0;
pool.on('connect', (client) => {
  const ask = client.query.bind(client) as (...words: unknown[]) => unknown;
  client.query = ((...words: unknown[]) => {
    statements += 1;
    return ask(...words);
  }) as typeof client.query;
});
const http = createHttp({
  allowPrivateAddresses: true,
  trustedOrigins: [url],
  userAgent: 'bench',
  now: Date.now,
  onRequest: (exchange) => {
    requests += 1;
    bytesDown += exchange.bytesDown;
  },
});
const registry = createRegistry(addressesAt(url, api ? { microsoft: { issuer: url, api } } : {}));
const deps = {
  db,
  url: URL_OF_RUBRICA,
  environmentClient: () => ({ clientId: 'sandbox-client', clientSecret: 'sandbox-secret' }),
  sealer: createSealer(Buffer.alloc(32, 7)),
  providers: (id: string) => registry.get(id),
  createIo: () => ({
    fetch: http.fetch,
    now: Date.now,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    uuid: () => crypto.randomUUID().toUpperCase(),
    log: () => {},
  }),
  clock: createClock(Date.now, () => performance.now()),
};
const actor = { userId: newId(), role: 'administrator' as const };
await db
  .insert(user)
  .values({ id: actor.userId, name: 'Bench', email: `${actor.userId}@example.org`, role: 'administrator' });
let account = '';

/** A run in its turn, which nobody waits for. */
async function sync(): Promise<void> {
  await runAccount(deps, account, new AbortController().signal);
}

/** To Microsoft's pages, what the person does there, and back. */
async function signIn(): Promise<void> {
  const begun = await beginSignIn(deps, actor, { provider: 'microsoft' });
  const body = new URLSearchParams({ user: 'anna@contoso.example', decision: 'accept' });
  const back = await fetch(begun.authorizationUrl, { method: 'POST', body, redirect: 'manual' });
  const query = new URL(back.headers.get('location')!).search.slice(1);
  const { browserSecret } = begun;
  ({ accountId: account } = await finishSignIn(deps, actor, {
    provider: 'microsoft',
    query,
    browserSecret,
  }));
}

const COMMANDS: Record<string, (argument: number) => Promise<unknown>> = {
  async connect() {
    if (api) return signIn();
    ({ id: account } = await connectAccount(deps, actor, {
      provider: 'carddav',
      url,
      username: 'alice',
      password: 's3cret',
    }));
  },
  sync,
  async polls(times) {
    for (let count = 0; count < times; count += 1) await sync();
  },
  async type() {
    await updateQueue(db, actor, { id: account, filter: { state: 'pending' }, set: { kind: 'contact' } });
  },
  async import() {
    await importQueue(db, actor, account);
    await runAccount(deps, account, new AbortController().signal);
  },
  async edit(times) {
    const { items } = await listRecords(db, actor, {
      kind: 'contact',
      limit: Math.min(times, 500),
      sort: 'name',
    } as never);
    for (const { id } of items) await updateRecord(db, actor, { id, values: { title: `T${Date.now()}` } });
  },
  gather: (count) => gather(db, deps.sealer, count),
  workOff: () => workOff(deps, { pool, url: databaseUrl }),
  async unflag(times) {
    const { items } = await listRecords(db, actor, {
      kind: 'contact',
      limit: Math.min(times, 500),
      sort: '-name',
    } as never);
    await flagRecords(db, actor, { ids: items.map(({ id }) => id), flagged: false, approved: true });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, argument = 0 } = JSON.parse(line) as { command: string; argument?: number };
  [requests, bytesDown, statements] = [0, 0, 0];
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  await COMMANDS[command]!(argument);
  const used = process.cpuUsage(cpu);
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
  console.log(
    JSON.stringify({
      wallMs: performance.now() - wall,
      cpuMs: (used.user + used.system) / 1000,
      peakMb,
      requests,
      bytesDown,
      statements,
    }),
  );
}
process.exit(0);
