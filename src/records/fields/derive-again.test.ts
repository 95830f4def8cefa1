// Records that an earlier version derived from are brought up to date without anybody's change.
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../../tests/rows.ts';
import { change, link, record } from '../../database/schema.ts';
import { listRecords } from '../list-records.ts';
import { deriveAgain } from './derive-again.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);

const asBefore = (id: string) =>
  db
    .update(record)
    .set({ derived: 0, displayName: '小明 王', searchText: '小明 王', sortName: '小明 王' })
    .where(eq(record.id, id));

test('names are shown and found by the present rules; version, history and links stay', async () => {
  const id = await aRecord(db, anna, { firstName: '小明', lastName: '王' });
  const account = await anAccount(db, anna);
  const [cardId] = await someCards(db, account, [aContact()]);
  await aLink(db, account, id, { state: 'active', cardId: cardId! });
  await asBefore(id);
  const marks = async () => ({
    record: await db
      .select({ version: record.version, updatedAt: record.updatedAt })
      .from(record)
      .where(eq(record.id, id)),
    changes: await db.$count(change, eq(change.recordId, id)),
    link: await db
      .select({ touched: link.touched, settled: link.settled })
      .from(link)
      .where(eq(link.recordId, id)),
  });
  const before = await marks();
  expect(await deriveAgain(db)).toBe(1);
  const { items } = await listRecords(db, anna, { sort: 'name', limit: 5, q: '王小明' });
  expect(items).toMatchObject([{ id, displayName: '王小明' }]);
  expect(await marks()).toEqual(before);
  expect(await deriveAgain(db)).toBe(0);
});

test('more than a batch is done, also beside somebody who holds a record', async () => {
  const ids = await Promise.all(
    Array.from({ length: 3 }, (_, at) => aRecord(db, anna, { lastName: `Bo ${at}` })),
  );
  await db.execute(sql`
    insert into record (id, kind, "values", owner_id, display_name, search_text, sort_name, match_keys)
    select gen_random_uuid(), 'lead', '{"lastName":"Uno"}', ${anna.userId}, '', '', '', '{}' from generate_series(1, 450)`);
  for (const id of ids) await asBefore(id);
  await db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from record where id = ${ids[0]} for update`);
    expect(await deriveAgain(db)).toBe(452);
  });
  expect(await deriveAgain(db)).toBe(1);
  expect(await db.$count(record, eq(record.displayName, 'Uno'))).toBe(450);
});
