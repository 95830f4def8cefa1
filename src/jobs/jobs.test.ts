import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { afterAll, afterEach, expect, test } from 'vitest';
import { testDatabase } from '../../tests/test-database.ts';
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
import { createLog } from '../log.ts';
import { openBoss, SYNC } from './boss.ts';
import { dispatchDue } from './dispatcher.ts';
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
    identity: id,
    discovery: {},
    state: 'active',
    settings: {} as never,
    nextRunAt: dueInMs === null ? null : new Date(Date.now() + dueInMs),
  });
  return id;
}

async function aQueuedRun(accountId: string): Promise<void> {
  await db.insert(run).values({
    id: newId(),
    accountId,
    state: 'queued',
    trigger: 'user',
    counts: {} as never,
    requests: {} as never,
  });
}

/** Claims as a run does: the account is no longer due. */
const claim = (id: string) => db.execute(sql`update account set next_run_at = null where id = ${id}`);

async function jobs(perform: Perform): Promise<Jobs> {
  const started = await startJobs({ db, pool, listener: queueListener, perform, log });
  open.push(started);
  return started;
}

async function boss(): Promise<PgBoss> {
  const opened = await openBoss({ pool, listener: queueListener, log });
  open.push(opened);
  return opened;
}

/** Other accounts that come and go prove that the dispatcher looked, `times` times, without waiting for a clock. */
function watchLooks(): { perform: Perform; looks(times: number): Promise<void> } {
  let sentinel = '';
  let ran = Promise.withResolvers<void>();
  return {
    async perform(id) {
      if (id !== sentinel) return;
      await claim(id);
      ran.resolve();
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
  await jobs(async (id, signal) => {
    ran.push(id);
    if (id === due) await claim(id);
    await watch.perform(id, signal);
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
  await jobs(async (accountId, signal) => {
    if (accountId !== id) return watch.perform(accountId, signal);
    running += 1;
    together = Math.max(together, running);
    await claim(id);
    if (ran === 0) {
      await db.transaction(async (tx) => {
        await tx.execute(sql`update account set next_run_at = now() where id = ${id}`);
        await wakeDispatcher(tx);
      });
      await watch.looks(2);
    }
    ran += 1;
    running -= 1;
    if (ran === 2) second.resolve();
  });
  await second.promise;
  expect(together).toBe(1);
});

test('a run that fails is tried again although nobody asks', async () => {
  await anAccount(0);
  let tries = 0;
  const again = Promise.withResolvers<void>();
  await jobs(async (id) => {
    tries += 1;
    await claim(id);
    if (tries === 1) throw new Error('out of luck');
    again.resolve();
  });
  await again.promise;
  expect(tries).toBe(2);
});

test('an account whose run died with its process is due again once the claim ends', async () => {
  const id = await anAccount(null);
  await db.execute(sql`update account set lease_until = now() - interval '1 second' where id = ${id}`);
  const ran = Promise.withResolvers<string>();
  await jobs(async (accountId) => {
    await db.execute(sql`update account set lease_until = null where id = ${accountId}`);
    ran.resolve(accountId);
  });
  expect(await ran.promise).toBe(id);
});

test('an account that a clock ahead left behind gets its job: its next check or its lease is an hour from now', async () => {
  const queue = await boss();
  const [checked, leased, right] = [
    await anAccount(3_600_000),
    await anAccount(null),
    await anAccount(3_600_000),
  ];
  const ahead = sql`now() + interval '1 hour'`;
  await db.execute(sql`update account set last_checked_at = ${ahead} where id = ${checked}`);
  await db.execute(sql`update account set lease_until = ${ahead} where id = ${leased}`);
  await db.execute(sql`update account set last_checked_at = now() where id = ${right}`);
  expect(await dispatchDue(db, queue)).toBe(2);
  expect(await queue.findJobs(SYNC, { key: right })).toEqual([]);
});

test('somebody who asks does not wait for the back-off and comes before the others', async () => {
  const queue = await boss();
  const id = await anAccount(0);
  await queue.send(SYNC, { accountId: id }, { singletonKey: id, startAfter: 600 });
  expect(await dispatchDue(db, queue)).toBe(0);

  await aQueuedRun(id);
  const other = await anAccount(-60_000);
  expect(await dispatchDue(db, queue)).toBe(2);
  const [next] = await queue.fetch<{ accountId: string }>(SYNC);
  expect(next!.data.accountId).toBe(id);
  const [then] = await queue.fetch<{ accountId: string }>(SYNC);
  expect(then!.data.accountId).toBe(other);
});

test('servers that answered nobody last time keep nobody else waiting, but for whoever asks', async () => {
  const silent = new Set<string>();
  for (let i = 0; i < 20; i += 1) silent.add(await anAccount(-60_000));
  await db.execute(sql`update account set state = 'failing'`);
  const asked = [...silent][0]!;
  await aQueuedRun(asked);
  const healthy = [await anAccount(0), await anAccount(0), await anAccount(0)];
  const ran: string[] = [];
  const all = Promise.withResolvers<void>();
  await jobs(async (id, signal) => {
    ran.push(id);
    await claim(id);
    if (healthy.every((one) => ran.includes(one)) && ran.includes(asked)) all.resolve();
    if (silent.has(id))
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  });
  await all.promise;
  // Two of them, and the one that somebody asked for.
  expect(ran.filter((id) => silent.has(id)).length).toBeLessThanOrEqual(3);
});

test('however often two dispatchers look, an account has one job', async () => {
  const queues = [await boss(), await boss()];
  const id = await anAccount(0);
  await Promise.all(queues.flatMap((queue) => [dispatchDue(db, queue), dispatchDue(db, queue)]));
  const found = await queues[0]!.findJobs(SYNC, { key: id });
  expect(found).toHaveLength(1);
});

test('stopping tells the run under way, waits for it, and leaves the account to others', async () => {
  const id = await anAccount(0);
  const started = Promise.withResolvers<void>();
  let ended = false;
  const first = await jobs(async (accountId, signal) => {
    await claim(accountId);
    started.resolve();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await db.execute(sql`update account set next_run_at = now() where id = ${accountId}`); // handed back
    ended = true;
  });
  await started.promise;
  await first.stop();
  expect(ended).toBe(true);

  const redone = Promise.withResolvers<string>();
  await jobs(async (accountId) => {
    await claim(accountId);
    redone.resolve(accountId);
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
