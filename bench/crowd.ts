// Many accounts that are due at once, each a book that has not changed: what a worker makes of them, by its queue.
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import type { Sealer } from '../src/access/seal.ts';
import { openCredentials, sealCredentials } from '../src/accounts/credentials.ts';
import { runClaimed } from '../src/accounts/run-account.ts';
import type { RunDeps } from '../src/accounts/runs/perform.ts';
import type { Db } from '../src/database/database.ts';
import { newId } from '../src/database/new-id.ts';
import { openListener } from '../src/database/notify.ts';
import { account, book, run, user } from '../src/database/schema.ts';
import { startJobs } from '../src/jobs/jobs.ts';
import { createLog } from '../src/log.ts';

const OF_ONE_PERSON = 10;
const LOOK_MS = 250;

/** So many more accounts like the one there is, of other people; none of them has a card, and all are due. */
export async function gather(db: Db, sealer: Sealer, count: number): Promise<void> {
  const [like] = await db.select().from(account);
  const books = await db.select().from(book);
  const runs = await db.select().from(run);
  const credentials = openCredentials(sealer, like!);
  let userId = '';
  for (let made = 0; made < count; made += 1) {
    if (made % OF_ONE_PERSON === 0) {
      userId = newId();
      await db.insert(user).values({ id: userId, name: 'Bench', email: `${userId}@example.org` });
    }
    const id = newId();
    await db.insert(account).values({
      ...{ ...like!, id, userId, identity: id, credentials: sealCredentials(sealer, id, credentials) },
      ...{ nextRunAt: new Date(0), lastCheckedAt: null, leaseUntil: null, lastFullAt: new Date() },
    });
    await db.insert(book).values(books.map((one) => ({ ...one, id: newId(), accountId: id })));
    await db.insert(run).values(runs.map((one) => ({ ...one, id: newId(), accountId: id })));
  }
  await db.execute(sql`analyze`);
}

/** Works as `npm run worker` does until each of them was checked. */
export async function workOff(deps: RunDeps, { pool, url }: { pool: pg.Pool; url: string }): Promise<void> {
  const log = createLog({
    level: 'error',
    readable: false,
    write: (line) => void process.stderr.write(line),
  });
  const listener = await openListener(url, () => {});
  const perform = (...[claim, signal]: Parameters<Parameters<typeof startJobs>[0]['perform']>) =>
    runClaimed(deps, claim, signal);
  const jobs = await startJobs({ db: deps.db, pool, listener, perform, log });
  const isDone = async (): Promise<boolean> => {
    const { rows } = await deps.db.execute(sql`select 1 from account where last_checked_at is null limit 1`);
    return rows.length === 0;
  };
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  await jobs.stop();
  await listener.close();
}
