// A worker killed without warning, twenty times, while it downloads, imports and writes 5,000 cards: nothing is doubled,
// nothing is lost, and whoever comes next carries on.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { openScenario } from '../scenarios/open-scenario.ts';

const CARDS = 5000;
const PUSHED = 400;

test('killed twenty times, it ends as if it had never been', { timeout: 600_000 }, async () => {
  const scenario = await openScenario({ profile: 'standard', cards: { cards: CARDS, photoPercent: 0 } });
  const { db, phone, sandbox } = scenario;
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  const number = async (query: ReturnType<typeof sql>): Promise<number> =>
    Number((await db.execute<{ n: string }>(query)).rows[0]!.n);
  const start = (): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, 'run-worker.ts')], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: scenario.url,
        ACCOUNT: account,
        KEY: scenario.key.toString('base64'),
        ICLOUD: sandbox.url,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  let worker = start();
  let kills = 0;
  const kill = async (): Promise<void> => {
    worker.kill('SIGKILL');
    await once(worker, 'close');
    kills += 1;
    // The dead worker's claim runs out; nobody waits for it here.
    await db.execute(sql`update account set lease_until = null, next_run_at = now() where id = ${account}`);
  };
  /** Follows a measure of progress and kills the worker each time it has moved by `step`, `times` times, until `done`. */
  const phase = async (
    progress: () => Promise<number>,
    step: number,
    times: number,
    done: () => Promise<boolean>,
  ): Promise<void> => {
    const most = kills + times;
    let next = (await progress()) + step;
    while (!(await done())) {
      if (kills < most && (await progress()) >= next) {
        await kill();
        worker = start();
        next = (await progress()) + step;
      }
      // Another look in a moment: the worker is a process of its own.
      await pause(25);
    }
  };

  const cards = () => number(sql`select count(*) as n from card`);
  await phase(
    cards,
    500,
    8,
    async () =>
      (await cards()) === CARDS &&
      (await number(sql`select count(*) as n from book where cursor is not null`)) === 1,
  );
  expect(sandbox.requests.cardsServed).toBeLessThan(CARDS * 1.6);

  await updateQueue(db, alice, { id: account, filter: { state: 'pending' }, set: { kind: 'contact' } });
  await importQueue(db, alice, account);
  const imported = () => number(sql`select count(*) as n from queue_item where state = 'imported'`);
  await phase(imported, 400, 6, async () => (await imported()) === CARDS);

  // What the verb of an edit does, for four hundred records at once.
  await db.execute(sql`with chosen as (select id from record order by id limit ${PUSHED}),
    edited as (update record set values = values || '{"title": "Direttrice"}', version = version + 1 where id in (select id from chosen) returning id)
    update link set touched = touched + 1 where record_id in (select id from edited)`);
  const titled = async (): Promise<number> =>
    phone.list().filter(({ href }) => phone.get(href)!.vcard.includes('TITLE:Direttrice')).length;
  await phase(
    async () => sandbox.requests.byMethod.PUT ?? 0,
    40,
    6,
    async () =>
      (await number(sql`select count(*) as n from link where touched <> settled or state <> 'active'`)) === 0,
  );
  await kill();

  expect(await titled()).toBe(PUSHED);
  expect(phone.count()).toBe(CARDS);
  const sums =
    await db.execute(sql`select (select count(*)::int from record) as records, (select count(*)::int from flag where "on") as flags,
    (select count(distinct card_id)::int from link where state = 'active') as cards, (select count(distinct record_id)::int from link where state = 'active') as linked,
    (select count(*)::int from conflict) as conflicts, (select count(*)::int from change where actor = 'sync' and before is not null) as rewritten`);
  expect(sums.rows).toEqual([
    { records: CARDS, flags: CARDS, cards: CARDS, linked: CARDS, conflicts: 0, rewritten: 0 },
  ]);
  expect(kills).toBeGreaterThanOrEqual(20);
  sandbox.requests.reset();
  await scenario.sync(alice, account, { full: true });
  expect(sandbox.requests.byMethod.PUT ?? 0).toBe(0);
  await scenario.close();
});
