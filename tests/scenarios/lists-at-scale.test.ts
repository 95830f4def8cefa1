// What a page of a list reads where many others have much: what an index answers, from it alone; what leaves few and has no index,
// and an order that nobody has asked for before, the records of the kind once, and nothing else from end to end. Of what is many
// only the page is looked for.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { patiently } from '../../src/database/database.ts';
import { rows } from '../../src/database/query.ts';
import { seedFields } from '../../src/database/seed-fields.ts';
import { companyField, firstOf, namesOf } from '../../src/fields/catalogue.ts';
import type { Condition } from '../../src/fields/filters.ts';
import { createLabel } from '../../src/records/labels/change-label.ts';
import { listLabels } from '../../src/records/labels/list-labels.ts';
import { listRecords } from '../../src/records/list-records.ts';
import { keepOrderIndexes } from '../../src/records/lists/order-indexes.ts';
import { aUser } from '../rows.ts';
import { largeDatabase } from './large-database.ts';

const database = await largeDatabase();
const { db } = database;
const company = companyField('contact');
const date = firstOf('contact', 'date');
const [, lastName] = namesOf('contact');
let anna: Actor;
let label: string;
beforeAll(async () => {
  await seedFields(db);
  anna = await aUser(db);
  label = (await createLabel(db, anna, { name: 'Clients' })).id;
  await database.pool.query(
    `update record set search_text = search_text || ' company ' || id, keys = jsonb_build_object($1::text, sort_name, $3::text, 'company ' || id,
      $2::text, '1980-01-' || lpad((1 + hashtext(sort_name) & 15)::text, 2, '0'))`,
    [lastName, date, company],
  );
  await database.pool.query(
    `insert into record_label (record_id, label_id) select id, $1 from record where hashtext(sort_name) & 127 = 0`,
    [label],
  );
  await database.pool.query(`update record set owner_id = $1 where hashtext(sort_name) & 255 = 1`, [
    anna.userId,
  ]);
  await database.pool.query('vacuum analyze record');
  await database.pool.query('analyze');
});
afterAll(() => database.drop());

/** The tables that a page, with its count, reads from end to end. */
async function read(sort: string, filter: Condition[], more: { offset?: number } = {}): Promise<string[]> {
  database.record();
  await listRecords(db, anna, { kind: 'contact', sort, filter, limit: 50, ...more });
  return [...new Set((await database.readings()).flatMap(({ tables }) => tables))];
}

test.each([
  ['name', []],
  ['-name', []],
  ['updatedAt', []],
  ['-updatedAt', []],
  ['createdAt', []],
  ['-createdAt', []],
  ['name', [{ field: lastName!, op: 'is', value: 'Person 77' }]],
  ['name', [{ field: company, op: 'contains', value: 'pany 77' }]],
  [date, [{ field: company, op: 'starts', value: 'company abc' }]],
  ['name', [{ field: 'label', op: 'anyOf', value: ['LABEL'] }]],
  ['name', [{ field: 'owner', op: 'anyOf', value: ['me'] }]],
  ['name', [{ field: 'syncMobile', op: 'yes' }]],
  ['name', [{ field: 'sync', op: 'anyOf', value: ['attention', 'pending'] }]],
] as const)('by %s with %j nothing is read from end to end', async (sort, conditions) => {
  const filter = conditions.map((one) => {
    const value = 'value' in one ? one.value : undefined;
    const known = Array.isArray(value) ? value.map((each) => (each === 'LABEL' ? label : each)) : value;
    return { ...one, value: known } as Condition;
  });
  expect(await read(sort, filter)).toEqual([]);
});

test.each([
  ['name', [{ field: company, op: 'lacks', value: 'srl' }]],
  ['name', [{ field: date, op: 'comesWithin', value: '30' }]],
  ['name', [{ field: company, op: 'empty' }]],
  [date, []],
] as const)('by %s with %j the records are read once', async (sort, filter) => {
  const tables = await read(sort, filter as unknown as Condition[], { offset: 5000 });
  expect(['', 'record']).toContain(tables.join());
});

test.each(['777', 'person 777', 'person zzz', 'pany abc 777'])(
  'words are looked for by their own records: %s',
  async (q) => {
    database.record();
    await listRecords(db, anna, { kind: 'contact', q, limit: 50 });
    expect(await database.readings()).toEqual([]);
  },
);

const MANY: Condition[] = [{ field: company, op: 'lacks', value: 'srl' }];
const RECORDS = 20_000;

test.each([
  ['name', sql`sort_name, id`],
  ['-name', sql`sort_name desc, id desc`],
  ['owner', sql`app_user.name, sort_name, id`],
  ['-owner', sql`app_user.name desc, sort_name, id desc`],
])('by %s what is many is in its order, estimated, and counted at its end', async (sort, order) => {
  const expected = await rows<{ id: string }>(
    db,
    sql`select record.id from record join app_user on app_user.id = owner_id order by ${order}`,
  );
  const ids = (start: number) => expected.slice(start, start + 50).map(({ id }) => id);
  for (const filter of [MANY, []]) {
    const page = (offset: number) =>
      listRecords(db, anna, { kind: 'contact', sort, filter, limit: 50, offset });
    const first = await page(0);
    expect(first.estimated).toBe(filter.length > 0);
    expect(Math.abs(first.total - RECORDS)).toBeLessThan(RECORDS / 5);
    expect(first.items.map(({ id }) => id)).toEqual(ids(0));
    const last = await page(RECORDS - 20);
    expect(last).toMatchObject({ total: RECORDS, estimated: false, next: null });
    expect(last.items.map(({ id }) => id)).toEqual(ids(RECORDS - 20));
    expect(await page(RECORDS + 500)).toMatchObject({ items: [], total: RECORDS, estimated: false });
    const second = await listRecords(db, anna, {
      ...{ kind: 'contact', sort, filter, limit: 50, cursor: first.next! },
    });
    expect(second.items.map(({ id }) => id)).toEqual(ids(50));
  }
});

test('an order by a field that is asked for is read from its index soon, and so is a range of it', async () => {
  const range: Condition[] = [{ field: date, op: 'between', value: ['1980-01-03', '1980-01-03'] }];
  const ask = async () => [
    await read(`-${date}`, []),
    await read(`${company},${date}`, []),
    await read('name', range),
  ];
  await read(date, []);
  expect(await ask()).toEqual([['record'], ['record'], ['record']]);
  await patiently(database.pool, keepOrderIndexes);
  await database.pool.query('analyze record');
  expect(await ask()).toEqual([[], [], []]);
});

test('labels are counted by their own records', async () => {
  database.record();
  await listLabels(db);
  expect(await database.readings()).toEqual([]);
});
