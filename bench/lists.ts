// What a page of a list costs on the server, with how many there are of it, among many records; and what a change of many costs there.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Actor } from '../src/access/actor.ts';
import { type Db, openDatabase, patiently } from '../src/database/database.ts';
import { startEmbedded } from '../src/database/embedded/embedded.ts';
import { throwAway } from '../src/database/embedded/location.ts';
import { migrate } from '../src/database/migrate.ts';
import { newId } from '../src/database/new-id.ts';
import { user } from '../src/database/schema.ts';
import { seedFields } from '../src/database/seed-fields.ts';
import { companyField, firstOf } from '../src/fields/catalogue.ts';
import type { Condition } from '../src/fields/filters.ts';
import { createLabel } from '../src/records/labels/change-label.ts';
import { listRecords } from '../src/records/list-records.ts';
import { keepOrderIndexes } from '../src/records/lists/order-indexes.ts';
import { firstField } from '../src/records/lists/sort-order.ts';
import { type BulkCost, measureBulk } from './bulk.ts';
import { addContacts } from './lists-database.ts';

export interface PageCost {
  records: number;
  list: string;
  found: number;
  /** About so many were found: they are not counted each time. */
  estimated: boolean;
  /** Blocks of 8 KB that PostgreSQL looked at for it: the same on every machine, but for what others write. */
  blocks: number;
  /** The fastest of `TIMES`: what it costs where nobody else wants the machine. */
  ms: number;
}

const TIMES = 7;
/** Records of one person that are changed at once, at most half of them. */
const CHANGED = 50_000;

interface Asked {
  sort?: string;
  filter?: Condition[];
  q?: string;
  offset?: number;
}

function lists(records: number, labelId: string): Record<string, Asked> {
  const [company, date, phone] = [
    companyField('contact'),
    firstOf('contact', 'date'),
    firstOf('contact', 'phone'),
  ];
  const contains: Condition = { field: company, op: 'contains', value: 'torino 1' };
  return {
    'by name': {},
    'by name, in the middle': { offset: Math.floor(records / 2) },
    'by change, latest first': { sort: '-updatedAt' },
    'by a field': { sort: company },
    'by a field, in the middle': { sort: company, offset: Math.floor(records / 2) },
    'by two fields': { sort: `-${date},${company}` },
    'by owner': { sort: 'owner' },
    'by owner, turned round': { sort: '-owner' },
    'a search': { q: 'torino 12' },
    'a search of one word': { q: 'anna' },
    'a search of two letters': { q: 'to' },
    'a search, nothing found': { q: 'zzzqqq' },
    'a rare word and a common one': { q: 'anna 77123' },
    'a text within a field': { filter: [contains] },
    'the beginning of a field': { filter: [{ field: company, op: 'starts', value: 'torino 12' }] },
    'a field exactly': { filter: [{ field: company, op: 'is', value: 'torino 12 s.r.l.' }] },
    'a field without a text': { filter: [{ field: company, op: 'lacks', value: 'torino' }] },
    'dates between two': { filter: [{ field: date, op: 'between', value: ['1960-01-01', '1961-01-01'] }] },
    'no e-mail address': { filter: [{ field: 'hasEmail', op: 'no' }] },
    'two conditions, much left': {
      filter: [
        { field: phone, op: 'empty' },
        { field: company, op: 'lacks', value: 'torino' },
      ],
    },
    'a field empty': { filter: [{ field: phone, op: 'empty' }] },
    'birthday in 30 days': { filter: [{ field: date, op: 'comesWithin', value: '30' }] },
    'my own': { filter: [{ field: 'owner', op: 'anyOf', value: ['me'] }] },
    'a label': { filter: [{ field: 'label', op: 'anyOf', value: [labelId] }] },
    'three conditions by a field': {
      sort: `-${date}`,
      filter: [
        contains,
        { field: 'hasPhone', op: 'yes' },
        { field: 'createdAt', op: 'lastDays', value: '365' },
      ],
    },
  };
}

/** @see PageCost @see BulkCost */
export async function measureLists(records: number): Promise<{ lists: PageCost[]; bulk: BulkCost[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-bench-lists-'));
  const embedded = await startEmbedded({ data: join(folder, 'data'), onError: () => {} });
  const database = openDatabase(embedded.url, () => {});
  const { db } = database;
  const alone = openDatabase(embedded.url, () => {}, 1);
  /** What the connection `alone` has read, with what others did meanwhile. */
  const blocksRead = async (): Promise<number> => {
    await alone.pool.query('select pg_stat_force_next_flush()');
    const { rows } = await database.pool.query(
      'select blks_hit + blks_read as blocks from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0].blocks);
  };
  try {
    await migrate(database);
    await seedFields(db);
    const anna: Actor = { userId: newId(), role: 'user' };
    const ben = newId();
    await db.insert(user).values([
      { id: anna.userId, email: 'anna@example.org', name: 'Anna' },
      { id: ben, email: 'ben@example.org', name: 'Ben' },
    ]);
    await addContacts(db, records, [anna.userId, ben]);
    const label = await createLabel(db, anna, { name: 'Clients' });
    await db.execute(
      sql`insert into record_label (record_id, label_id) select id, ${label.id} from record where hashtext(id::text) & 15 = 0`,
    );
    await database.pool.query('vacuum analyze');
    const measure = async (list: string, asked: Asked): Promise<PageCost> => {
      const ask = (by: Db) => listRecords(by, anna, { kind: 'contact', limit: 100, ...asked });
      const before = await blocksRead();
      const { total, estimated } = await ask(alone.db);
      const blocks = (await blocksRead()) - before;
      const times: number[] = [];
      for (let at = 0; at < TIMES; at++) {
        const start = performance.now();
        await ask(db);
        times.push(performance.now() - start);
      }
      return { records, list, found: total, estimated, blocks, ms: Math.round(Math.min(...times)) };
    };
    const all = Object.entries(lists(records, label.id));
    const costs: PageCost[] = [];
    for (const [list, asked] of all) costs.push(await measure(list, asked));
    // What was asked for has its index some minutes later.
    await patiently(database.pool, keepOrderIndexes);
    await database.pool.query('analyze record');
    for (const [list, asked] of all)
      if (firstField(asked.sort ?? 'name') || list === 'dates between two')
        costs.push(await measure(`${list}, from its index`, asked));
    const many = Math.min(CHANGED, records / 2);
    const bulk = await measureBulk(db, anna, many, { ownerId: ben, labelId: label.id });
    return { lists: costs, bulk };
  } finally {
    await alone.close();
    await database.close();
    await embedded.stop();
    throwAway(folder);
  }
}
