// A worker killed without warning, again and again, while it downloads, imports and writes: nothing is doubled, nothing
// is lost, and whoever comes next carries on. Against the embedded database, which is killed with it now and then, and
// against a PostgreSQL that is not ours.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import * as schema from '../../src/database/schema.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { skipWithout } from '../not-applicable.ts';
import { openScenario } from '../scenarios/open-scenario.ts';
import type { TestDatabase } from '../test-database.ts';
import { startDebianPostgres, whyNoPostgres } from './debian-postgres.ts';
import { aFolder, cleanUp, NODE_COMPILE_CACHE, postmasterOf, QUICK_IMPORTS } from './rubrica-process.ts';

const CARDS = 1500;
const PUSHED = 150;
/** Of those: firms whose name another card has, too. */
const SECOND_CARDS = 162;

afterEach(cleanUp);

interface Killable {
  open(): Promise<TestDatabase>;
  /** Kills the database's own process, too, if it is ours. */
  crash?(): void;
}

async function opened(url: string, end: () => Promise<unknown>): Promise<TestDatabase> {
  const { pool, close } = openDatabase(url, () => {});
  const db = drizzle({ client: pool, schema });
  await migrate({ url });
  return {
    db,
    pool,
    url,
    close,
    async drop() {
      await close();
      await end();
    },
  };
}

/** As `npm start` has it, every write on disk before it counts. */
function embedded(): Killable {
  const data = join(aFolder(), 'data');
  return {
    async open() {
      const { url, stop } = await startEmbedded({ data, onError: () => {} });
      return opened(url, stop);
    },
    crash: () => process.kill(postmasterOf(data), 'SIGKILL'),
  };
}

const external = (): Killable => ({
  async open() {
    const { url, stop } = await startDebianPostgres();
    return opened(url, stop);
  },
});

async function killedAgainAndAgain({ open, crash }: Killable): Promise<void> {
  const scenario = await openScenario(
    { profile: 'standard', cards: { cards: CARDS, photoPercent: 0 } },
    open,
  );
  const { db, phone, sandbox } = scenario;
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  /** A database that was killed is away for a moment. */
  const ask = async (query: SQL) => {
    for (;;) {
      const answer = await db.execute<Record<string, unknown>>(query).catch(() => null);
      if (answer) return answer.rows;
      await pause(50);
    }
  };
  const number = async (query: SQL): Promise<number> => Number((await ask(query))[0]!.n);
  const spare = (): ChildProcess =>
    spawn(process.execPath, [...QUICK_IMPORTS, join(import.meta.dirname, 'run-worker.ts')], {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE,
        DATABASE_URL: scenario.url,
        ACCOUNT: account,
        KEY: scenario.key.toString('base64'),
        ICLOUD: sandbox.url,
      },
      stdio: ['pipe', 'inherit', 'ignore'],
    });
  // One stands ready, so that a killed worker is replaced at once.
  let next = spare();
  const start = (): ChildProcess => {
    const ready = next;
    ready.stdin!.on('error', () => {});
    ready.stdin!.write('go\n');
    next = spare();
    return ready;
  };
  let worker = start();
  let kills = 0;
  const kill = async (): Promise<void> => {
    worker.kill('SIGKILL');
    kills += 1;
    if (kills % 4 === 0) crash?.();
    if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'close');
    // The dead worker's claim runs out; nobody waits for it here.
    await ask(sql`update account set lease_until = null, next_run_at = now() where id = ${account}`);
  };
  /** Follows a measure of progress and kills the worker each time it has moved by `step`, `times` times, until `done`. */
  const phase = async (
    progress: () => Promise<number>,
    step: number,
    times: number,
    done: () => Promise<boolean>,
  ): Promise<void> => {
    const most = kills + times;
    let mark = (await progress()) + step;
    while (!(await done())) {
      if (kills < most && (await progress()) >= mark) {
        await kill();
        worker = start();
        mark = (await progress()) + step;
      } else if (worker.exitCode !== null) worker = start(); // went with the database
      // Another look in a moment: the worker is a process of its own.
      await pause(25);
    }
  };

  const cards = () => number(sql`select count(*) as n from card`);
  await phase(
    cards,
    100,
    8,
    async () =>
      (await cards()) === CARDS &&
      (await number(sql`select count(*) as n from book where cursor is not null`)) === 1,
  );
  expect(sandbox.requests.cardsServed).toBeLessThan(CARDS * 2.5);

  await updateQueue(db, alice, { id: account, filter: { state: 'pending' }, set: { kind: 'contact' } });
  await importQueue(db, alice, account);
  const imported = () => number(sql`select count(*) as n from queue_item where state = 'imported'`);
  const ready = () => number(sql`select count(*) as n from queue_item where state = 'ready'`);
  await phase(imported, 100, 7, async () => (await ready()) === 0);
  // Firms of one name in this book: the first is imported, the others wait to be asked about.
  const waiting = await number(sql`select count(*) as n from queue_item where state = 'pending'`);
  expect([waiting, (await imported()) + waiting]).toEqual([SECOND_CARDS, CARDS]);

  // What the verb of an edit does, for many records at once.
  await ask(sql`with chosen as (select id from record order by id limit ${PUSHED}),
    edited as (update record set values = values || '{"title": "Direttrice"}', version = version + 1 where id in (select id from chosen) returning id)
    update link set touched = touched + 1 where record_id in (select id from edited)`);
  const titled = (): number =>
    phone.list().filter(({ href }) => phone.get(href)!.vcard.includes('TITLE:Direttrice')).length;
  await phase(
    async () => sandbox.requests.byMethod.PUT ?? 0,
    15,
    7,
    async () =>
      (await number(sql`select count(*) as n from link where touched <> settled or state <> 'active'`)) === 0,
  );
  await kill();
  next.kill('SIGKILL');

  expect([titled(), phone.count()]).toEqual([PUSHED, CARDS]);
  const people = CARDS - SECOND_CARDS;
  const sums =
    await ask(sql`select (select count(*)::int from record) as records, (select count(*)::int from flag where "on") as flags,
    (select count(distinct card_id)::int from link where state = 'active') as cards, (select count(distinct record_id)::int from link where state = 'active') as linked,
    (select count(*)::int from conflict) as conflicts, (select count(*)::int from change where actor = 'sync' and before is not null) as rewritten`);
  expect(sums).toEqual([
    { records: people, flags: people, cards: people, linked: people, conflicts: 0, rewritten: 0 },
  ]);
  expect(kills).toBeGreaterThanOrEqual(20);
  sandbox.requests.reset();
  await scenario.sync(alice, account, { full: true });
  expect(sandbox.requests.byMethod.PUT ?? 0).toBe(0);
  await scenario.close();
}

test('killed twenty times, it ends as if it had never been', () => killedAgainAndAgain(embedded()));

const reason = whyNoPostgres();
test('the same on another PostgreSQL', async ({ skip }) => {
  skipWithout(skip, reason);
  await killedAgainAndAgain(external());
});
