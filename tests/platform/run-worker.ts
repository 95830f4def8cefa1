// Runs an account once in a process of its own, as soon as it hears two numbers on its standard input: the step at which it
// kills itself, 0 for none, and how far its clock is ahead. A step is a statement sent to the database or a request to the
// address book; it dies before one, or when it has been carried out and nobody has read or stored the answer. Ends with the
// number of its steps.
import { once } from 'node:events';
import pg from 'pg';
import { createSealer } from '../../src/access/seal.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import type { RunDeps } from '../../src/accounts/runs/perform.ts';
import { openDatabase } from '../../src/database/database.ts';
import { isDatabaseAway } from '../../src/database/database-problem.ts';
import { createHttp } from '../../src/protocol/http/create-http.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { createClock } from '../../src/sync/clock.ts';
import { addressesAt } from '../addresses-at.ts';

const {
  DATABASE_URL: url,
  ACCOUNT: account,
  KEY: key,
  ICLOUD: icloudUrl,
} = process.env as Record<string, string>;
const { db, close } = openDatabase(url!, () => {});
const registry = createRegistry(addressesAt(icloudUrl!));
const http = createHttp({
  allowPrivateAddresses: true,
  trustedOrigins: [icloudUrl!],
  userAgent: 'Rubrica test',
  now: Date.now,
});
let last = 0;
let steps = 0;
let aheadMs = 0;

const now = (): number => Date.now() + aheadMs;

const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** Whether this step is the last one; half of the last steps are not even begun. */
function isLast(): boolean {
  steps += 1;
  if (steps === last && last % 2 === 0) die();
  return steps === last;
}

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (this: pg.Client, ...words: unknown[]) {
  // By the time of the next turn the statement is on its way.
  if (isLast()) setImmediate(die);
  return Reflect.apply(query, this, words);
} as typeof query;

const deps: RunDeps = {
  db,
  sealer: createSealer(Buffer.from(key!, 'base64')),
  providers: (id) => registry.get(id),
  environmentClient: () => ({ clientId: null, clientSecret: null }),
  createIo: () => ({
    async fetch(request) {
      const isTheLast = isLast();
      const answer = await http.fetch(request);
      if (isTheLast) die();
      return answer;
    },
    now,
    sleep: async () => {},
    uuid: () => crypto.randomUUID().toUpperCase(),
    log: () => {},
  }),
  clock: createClock(now, now),
};

const [said] = (await once(process.stdin, 'data')) as [Buffer];
[last, aheadMs] = String(said).split(' ').map(Number) as [number, number];
try {
  await runAccount(deps, account!, new AbortController().signal);
} catch (error) {
  // A database that was killed as well ends a run like a kill.
  if (!isDatabaseAway(error)) throw error;
}
process.stdout.write(String(steps));
await close();
process.exit();
