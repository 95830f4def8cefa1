// Runs one account over and over, from the first word on its standard input until killed. For dying in the middle of
// whatever it does.
import { once } from 'node:events';
import { createSealer } from '../../src/access/seal.ts';
import { runAccount } from '../../src/accounts/run-account.ts';
import { openDatabase } from '../../src/database/database.ts';
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
const { db } = openDatabase(url!, () => {});
const registry = createRegistry(addressesAt(icloudUrl!));
const http = createHttp({
  allowPrivateAddresses: true,
  trustedOrigins: [icloudUrl!],
  userAgent: 'Rubrica test',
  now: Date.now,
});
const deps = {
  db,
  sealer: createSealer(Buffer.from(key!, 'base64')),
  providers: (id: string) => registry.get(id),
  createIo: () => ({
    fetch: http.fetch,
    now: Date.now,
    sleep: async () => {},
    uuid: () => crypto.randomUUID().toUpperCase(),
    log: () => {},
  }),
  clock: createClock(Date.now, () => performance.now()),
};
await once(process.stdin, 'data');
for (;;) await runAccount(deps, account!, new AbortController().signal);
