// Two transactions that wait for each other, and two that cannot both have read what they read: on a real server.
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import type { Db } from './database.ts';

const database = await databaseOfFile();
await database.pool.query('create table thing (id int primary key, n int not null)');
beforeEach(() => database.pool.query('truncate thing; insert into thing values (1, 0), (2, 0)'));

const add = (db: Db, id: number) => db.execute(sql`update thing set n = n + 1 where id = ${id}`);
const values = async () =>
  (await database.pool.query<{ n: number }>('select n from thing order by id')).rows.map(({ n }) => n);

/** Resolves for all once `count` have come. */
function meeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let come = 0;
  return () => {
    come += 1;
    if (come >= count) resolve();
    return promise;
  };
}

test('of two transactions that wait for each other both are done, each once', async () => {
  const met = meeting(2);
  let begun = 0;
  const both = (first: number, second: number) =>
    database.db.transaction(async (tx) => {
      begun += 1;
      await add(tx, first);
      await met();
      await add(tx, second);
    });
  await Promise.all([both(1, 2), both(2, 1)]);
  expect(await values()).toEqual([2, 2]);
  expect(begun).toBe(3);
});

test('a single statement that met a transaction on its way is done again', async () => {
  const locked = Promise.withResolvers<void>();
  const slow = database.db.transaction(async (tx) => {
    await add(tx, 2);
    locked.resolve();
    const isWaiting = async () =>
      (await database.pool.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rowCount;
    await expect.poll(isWaiting).toBeGreaterThan(0);
    await add(tx, 1);
  });
  await locked.promise;
  await database.pool.query('update thing set n = n + 1');
  await slow;
  expect(await values()).toEqual([2, 2]);
});

test('what cannot be serialised is done again on what is there then', async () => {
  const met = meeting(2);
  const read = () =>
    database.db.transaction(
      async (tx) => {
        await tx.execute(sql`select sum(n) from thing`);
        await met();
        await add(tx, 1);
      },
      { isolationLevel: 'repeatable read' },
    );
  await Promise.all([read(), read()]);
  expect(await values()).toEqual([2, 0]);
});

test('any other refusal is told at once', async () => {
  let tried = 0;
  const refused = database.db.transaction(async (tx) => {
    tried += 1;
    await tx.execute(sql`insert into thing values (1, 0)`);
  });
  await expect(refused).rejects.toThrow();
  expect(tried).toBe(1);
});
