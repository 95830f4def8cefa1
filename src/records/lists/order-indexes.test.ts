// Orders that people ask of many records get their index, and lose it when nobody asks any more.
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../tests/test-database.ts';
import { openDatabase, patiently } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { askForOrders, keepOrderIndexes } from './order-indexes.ts';

const database = await testDatabase();
const { db, pool } = database;
afterAll(() => database.drop());

const keep = () => patiently(pool, keepOrderIndexes);
const indexes = async (): Promise<string[]> => {
  const found = await rows<{ definition: string }>(
    db,
    sql`select indexdef as definition from pg_indexes where tablename = 'record' and starts_with(indexname, 'list_order_')`,
  );
  return found.map(
    ({ definition }) => /->> '(\w+)'/.exec(definition)![1]! + (/ DESC/.test(definition) ? ' desc' : ''),
  );
};

test('an index a field and direction, of what is asked for, and none for orders that have one', async () => {
  await askForOrders(db, 'name');
  await askForOrders(db, '-updatedAt');
  expect(await keep()).toEqual({ made: 0, dropped: 0 });
  await askForOrders(db, 'companyName');
  await askForOrders(db, '-birthday,companyName', [
    { field: 'birthday', op: 'between', value: ['1960-01-01', '1961-01-01'] },
    { field: 'createdAt', op: 'lastDays', value: '7' },
  ]);
  await askForOrders(db, 'no such field');
  expect(await keep()).toEqual({ made: 3, dropped: 0 });
  expect(await keep()).toEqual({ made: 0, dropped: 0 });
  expect((await indexes()).toSorted()).toEqual(['birthday', 'birthday desc', 'companyName']);
});

test('what nobody asked for in thirty days goes, and what was not finished is made again', async () => {
  await db.execute(
    sql`update list_order set asked_at = now() - interval '31 days' where field = 'companyName'`,
  );
  expect(await keep()).toEqual({ made: 0, dropped: 1 });
  const [one] = await rows<{ name: string }>(
    db,
    sql`update pg_index set indisvalid = false from pg_class
      where pg_class.oid = indexrelid and indexrelid = (
        select min(indexrelid::oid) from pg_index join pg_class on pg_class.oid = indexrelid
        where indrelid = 'record'::regclass and starts_with(relname, 'list_order_'))
      returning relname as name`,
  );
  expect(one).toBeDefined();
  expect(await keep()).toEqual({ made: 1, dropped: 1 });
  await askForOrders(db, 'companyName');
  expect(await keep()).toEqual({ made: 1, dropped: 0 });
});

test('whoever has to stop leaves it to the server', async () => {
  const alone = openDatabase(database.url, () => {}, 1);
  const stopping = new AbortController();
  const work = patiently(
    alone.pool,
    async (one) => {
      setTimeout(() => stopping.abort());
      await one.execute(sql`select pg_sleep(60)`);
    },
    stopping.signal,
  );
  await expect(work).rejects.toThrow();
  await alone.close();
});
