import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { testDatabase } from '../../tests/test-database.ts';
import { requestRun } from '../accounts/request-run.ts';
import { claimNext, findLeft, type Wanted } from '../accounts/runs/claim.ts';
import { newId } from '../database/new-id.ts';
import {
  emit,
  type Hearers,
  hearAll,
  type Listener,
  openListener,
  wakeDispatcher,
} from '../database/notify.ts';
import { account, run, user } from '../database/schema.ts';
import { RANKS } from '../database/tables/due.ts';
import { createLog } from '../log.ts';
import { makeDue } from '../records/touch-links.ts';
import { type Jobs, type Perform, startJobs } from './jobs.ts';
import { removeExpired } from './retention.ts';

const database = await testDatabase();
const { db, pool, url } = database;
const queueListener = await openListener(url, () => {});
const log = createLog({ level: 'error', readable: false, write: () => {} });
const open: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
  await db.execute(sql`delete from account`);
  await db.execute(sql`delete from jobs.job`).catch(() => {});
});
afterAll(async () => {
  await queueListener.close();
  await database.drop();
});

async function listen(hearers: Hearers): Promise<Listener> {
  const listener = await openListener(url, () => {});
  await hearAll(listener, hearers);
  return listener;
}

const userId = newId();
await db.insert(user).values({ id: userId, email: 'ada@example.org', name: 'Ada' });

async function anAccount(dueInMs: number | null): Promise<string> {
  const id = newId();
  await db.insert(account).values({
    id,
    userId,
    provider: 'carddav',
    name: 'Book',
    username: 'ada',
    credentials: 'sealed',
    identity: id,
    discovery: {},
    state: 'active',
    settings: {} as never,
    nextRunAt: dueInMs === null ? null : new Date(Date.now() + dueInMs),
  });
  return id;
}

/** Ends as a run does: the account is free again. */
const release = (id: string) => db.execute(sql`update account set lease_until = null where id = ${id}`);

async function jobs(perform: Perform): Promise<Jobs> {
  const started = await startJobs({ db, pool, listener: queueListener, perform, log });
  open.push(started);
  return started;
}

/** Everybody whose turn it is, in that order; each goes on as if it took long. */
async function turns(wanted: Partial<Wanted> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const claimed = await claimNext(db, { healthy: false, known: false, exceptUsers: [], ...wanted });
    if (!claimed) return ids;
    ids.push(claimed.accountId);
  }
}

/** Other accounts that come and go prove that the dispatcher looked, `times` times, without waiting for a clock. */
function watchLooks(): { perform: Perform; looks(times: number): Promise<void> } {
  let sentinel = '';
  let ran = Promise.withResolvers<void>();
  return {
    async perform({ accountId }) {
      await release(accountId);
      if (accountId === sentinel) ran.resolve();
      return false;
    },
    async looks(times) {
      for (let i = 0; i < times; i += 1) {
        ran = Promise.withResolvers<void>();
        sentinel = await anAccount(0);
        await ran.promise;
      }
    },
  };
}

test('an account that becomes due runs once, and nothing runs that is not due', async () => {
  const watch = watchLooks();
  const due = await anAccount(0);
  const idle = [await anAccount(3_600_000), await anAccount(null)];
  const ran: string[] = [];
  await jobs((claimed, signal) => {
    ran.push(claimed.accountId);
    return watch.perform(claimed, signal);
  });
  await watch.looks(3);
  expect(ran.filter((id) => id === due)).toHaveLength(1);
  expect(ran).not.toContain(idle[0]);
  expect(ran).not.toContain(idle[1]);
});

test('what becomes due while a run is on gets a run of its own afterwards, never beside it', async () => {
  const watch = watchLooks();
  const id = await anAccount(0);
  let running = 0;
  let ran = 0;
  let together = 0;
  const second = Promise.withResolvers<void>();
  await jobs(async (claimed, signal) => {
    if (claimed.accountId !== id) return watch.perform(claimed, signal);
    running += 1;
    together = Math.max(together, running);
    if (ran === 0) {
      await db.transaction(async (tx) => {
        await tx.execute(sql`update account set next_run_at = now() where id = ${id}`);
        await wakeDispatcher(tx);
      });
      await watch.looks(2);
    }
    ran += 1;
    running -= 1;
    await release(id);
    if (ran === 2) second.resolve();
    return true;
  });
  await second.promise;
  expect(together).toBe(1);
});

test('a run that fails is tried again although nobody asks', async () => {
  await anAccount(0);
  let tries = 0;
  const again = Promise.withResolvers<void>();
  await jobs(async ({ accountId }) => {
    tries += 1;
    if (tries === 1) {
      // So much later than it is when the claim runs out.
      await db.execute(sql`update account set lease_until = now() where id = ${accountId}`);
      throw new Error('out of luck');
    }
    again.resolve();
    return false;
  });
  await again.promise;
  expect(tries).toBe(2);
});

test('an account whose run died with its process is due again once the claim ends', async () => {
  const id = await anAccount(null);
  await db.execute(sql`update account set lease_until = now() - interval '1 second' where id = ${id}`);
  const ran = Promise.withResolvers<string>();
  await jobs(async ({ accountId }) => {
    await release(accountId);
    ran.resolve(accountId);
    return false;
  });
  expect(await ran.promise).toBe(id);
});

test('an account that a clock ahead left behind has its turn: its next check or its lease is an hour from now', async () => {
  const [checked, leased] = [await anAccount(3_600_000), await anAccount(null), await anAccount(3_600_000)];
  const ahead = sql`now() + interval '1 hour'`;
  await db.execute(sql`update account set last_checked_at = now()`);
  await db.execute(sql`update account set last_checked_at = ${ahead} where id = ${checked}`);
  await db.execute(sql`update account set lease_until = ${ahead} where id = ${leased}`);
  expect(await turns()).toEqual([]);
  await findLeft(db);
  expect((await turns()).sort()).toEqual([checked, leased].sort());
});

test('who asks comes first, then what changed, then whose time has come, and last what failed last time', async () => {
  const failing = await anAccount(-90_000);
  await db.execute(sql`update account set state = 'failing', failures = 1, due_rank = ${RANKS.failing}`);
  const routine = [await anAccount(-80_000), await anAccount(-70_000)];
  const [edited, asked] = [await anAccount(3_600_000), await anAccount(null)];
  await makeDue(db, [edited, failing], 0);
  await requestRun(db, asked, 'user');
  expect(await turns()).toEqual([asked, edited, ...routine, failing]);
});

test('servers that did not answer last time are left out while enough of them are tried, but for whoever asks', async () => {
  const silent = [await anAccount(-60_000), await anAccount(-60_000)];
  await db.execute(sql`update account set state = 'failing', failures = 1, due_rank = ${RANKS.failing}`);
  await requestRun(db, silent[1]!, 'user');
  const healthy = await anAccount(0);
  expect(await turns({ healthy: true })).toEqual([silent[1], healthy]);
  expect(await turns()).toEqual([silent[0]]);
});

test('there is room for others beside one person, and beside books that are read for the first time', async () => {
  const hers = await anAccount(-60_000);
  const other = newId();
  await db.insert(user).values({ id: other, email: `${other}@example.org`, name: 'Bob' });
  const his = await anAccount(0);
  await db.execute(sql`update account set user_id = ${other} where id = ${his}`);
  expect(await turns({ exceptUsers: [userId] })).toEqual([his]);
  expect(await turns({ known: true })).toEqual([]);
  await db.execute(sql`update account set last_full_at = now() where id = ${hers}`);
  expect(await turns({ known: true })).toEqual([hers]);
});

test('servers that answer nobody keep nobody else waiting', async () => {
  for (let i = 0; i < 20; i += 1) await anAccount(-60_000);
  await db.execute(sql`update account set state = 'failing', failures = 1, due_rank = ${RANKS.failing}`);
  const healthy = [await anAccount(0), await anAccount(0), await anAccount(0)];
  const ran: string[] = [];
  const all = Promise.withResolvers<void>();
  await jobs(async ({ accountId }, signal) => {
    ran.push(accountId);
    if (healthy.every((one) => ran.includes(one))) all.resolve();
    if (healthy.includes(accountId)) return false;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return false;
  });
  await all.promise;
  expect(ran.filter((id) => !healthy.includes(id)).length).toBeLessThanOrEqual(2);
});

test('however many look at once, each account is taken once', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => anAccount(0)));
  const taken = await Promise.all([turns(), turns(), turns(), turns()]);
  expect(taken.flat().sort()).toEqual(ids.sort());
});

test('many that are due at once are each worked off once', async () => {
  const ids = await Promise.all(Array.from({ length: 200 }, () => anAccount(-60_000)));
  const ran: string[] = [];
  const all = Promise.withResolvers<void>();
  await jobs(async ({ accountId }) => {
    await release(accountId);
    if (ran.push(accountId) === ids.length) all.resolve();
    return false;
  });
  await all.promise;
  expect(ran.sort()).toEqual(ids.sort());
});

test('stopping tells the run under way, waits for it, and leaves the account to others', async () => {
  const id = await anAccount(0);
  const started = Promise.withResolvers<void>();
  let ended = false;
  const first = await jobs(async ({ accountId }, signal) => {
    started.resolve();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    // handed back
    await db.execute(sql`update account set next_run_at = now(), lease_until = null where id = ${accountId}`);
    ended = true;
    return false;
  });
  await started.promise;
  await first.stop();
  expect(ended).toBe(true);

  const redone = Promise.withResolvers<string>();
  await jobs(async ({ accountId }) => {
    redone.resolve(accountId);
    return false;
  });
  expect(await redone.promise).toBe(id);
});

test('events arrive when the transaction commits, and never from one that rolls back', async () => {
  const heard: string[] = [];
  const work = Promise.withResolvers<void>();
  const listener = await listen({
    work: () => work.resolve(),
    event: (event) => heard.push(event.type),
  });
  await db
    .transaction(async (tx) => {
      await emit(tx, { type: 'record.changed', recordId: newId() }, 'everybody');
      throw new Error('rolled back');
    })
    .catch(() => {});
  await db.transaction(async (tx) => {
    await emit(tx, { type: 'queue.changed', accountId: newId() }, { userId });
    await wakeDispatcher(tx);
    expect(heard).toEqual([]);
  });
  await work.promise;
  expect(heard).toEqual(['queue.changed']);
  await listener.close();
});

test('a listener whose connection is cut comes back and says so', async () => {
  const back = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<void>();
  const listener = await listen({ reconnected: () => back.resolve(), work: () => heard.resolve() });
  await db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rubrica listener' and datname = current_database()`,
  );
  await back.promise;
  await wakeDispatcher(db);
  await heard.promise;
  await listener.close();
});

test('the clean-up removes finished runs of long ago and expired sessions, and nothing else', async () => {
  const accountId = await anAccount(null);
  const old = new Date(Date.now() - 91 * 86_400_000);
  const rest = { accountId, trigger: 'schedule' as const, counts: {} as never, requests: {} as never };
  await db.insert(run).values([
    { id: newId(), ...rest, state: 'done', finishedAt: old },
    { id: newId(), ...rest, state: 'running', startedAt: old },
    { id: newId(), ...rest, state: 'done', finishedAt: new Date() },
  ]);
  await db.execute(sql`insert into session (id, user_id, token, expires_at) values
    (${newId()}, ${userId}, 'past', now() - interval '1 minute'), (${newId()}, ${userId}, 'future', now() + interval '1 day')`);
  expect(await removeExpired(db)).toEqual({ trash: 0, runs: 1, sessions: 1, photos: 0 });
  expect(await removeExpired(db)).toEqual({ trash: 0, runs: 0, sessions: 0, photos: 0 });
});
