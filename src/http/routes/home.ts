import type { FastifyInstance } from 'fastify';
import { countAccounts } from '../../accounts/count-accounts.ts';
import { countAttention } from '../../conflicts/count-attention.ts';
import { countWaiting } from '../../import-queue/count-waiting.ts';
import { countRecords } from '../../records/count-records.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function homeRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'getHome', async ({ actor }) => {
    const [records, queue, accounts, attention] = await Promise.all([
      countRecords(db, actor),
      countWaiting(db, actor),
      countAccounts(db, actor),
      countAttention(db, actor),
    ]);
    return { ...records, queue, accounts, ...attention };
  });
}
