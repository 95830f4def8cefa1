// What a page of a list reads where many others have much: what an index answers, from it alone; a text within values and an order
// by any field, the records of the kind once, and nothing else from end to end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { seedFields } from '../../src/database/seed-fields.ts';
import { companyField, firstOf, namesOf } from '../../src/fields/catalogue.ts';
import type { Condition } from '../../src/fields/filters.ts';
import { createLabel } from '../../src/records/labels/change-label.ts';
import { listLabels } from '../../src/records/labels/list-labels.ts';
import { listRecords } from '../../src/records/list-records.ts';
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

test('labels are counted by their own records', async () => {
  database.record();
  await listLabels(db);
  expect(await database.readings()).toEqual([]);
});
