// The table of pairs against the database: found, merged, taken back, and said to be two for ever.
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../../tests/rows.ts';
import { card, record } from '../../database/schema.ts';
import { createRecord } from '../create-record.ts';
import { deleteRecord } from '../delete-records.ts';
import { getRecord } from '../get-record.ts';
import { mergeRecords } from '../merge/merge-records.ts';
import { restoreRecord } from '../restore-record.ts';
import { updateRecord } from '../update-record.ts';
import { compareAll } from './compare.ts';
import { dismissDuplicate, mergeDuplicate, mergeDuplicates, unmergeDuplicates } from './decide-duplicate.ts';
import { listDuplicates } from './list-duplicates.ts';
import { listSimilar } from './similar-records.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);
beforeEach(async () => {
  await db.execute(sql`truncate record, card cascade`);
});

const ada = { firstName: 'Ada', lastName: 'Conti', email: 'ada@conti.example' };
const list = (limit = 50, cursor?: string) => listDuplicates(db, anna, { limit, cursor });
const pairs = async () =>
  (await list()).items.map(({ stays, goes, score }) => [stays.displayName, goes.displayName, score]);

test('pairs come the most certain first, with reasons and both sides value by value; people and companies are never one', async () => {
  await aRecord(db, anna, { ...ada, title: 'CTO' });
  await aRecord(db, anna, { firstName: 'Conti', lastName: 'Ada', email: 'ADA@conti.example' }, 'lead');
  await aRecord(db, anna, { name: 'Acme Srl' }, 'company');
  await aRecord(db, anna, { name: 'ACME', email: 'ada@conti.example' }, 'company');
  expect(await list()).toMatchObject({
    items: [
      {
        score: 0.94,
        reasons: ['email'],
        certain: false,
        kind: 'contact',
        stays: { displayName: 'Ada Conti' },
        goes: { displayName: 'Conti Ada', kind: 'lead' },
        fields: expect.arrayContaining([{ field: 'title', this: 'CTO', other: null, stands: 'this' }]),
      },
      { score: 0.8, reasons: ['company'], certain: false, goes: { displayName: 'Acme Srl' } },
    ],
    next: null,
    total: 2,
    certain: 1,
    comparing: 0,
  });
});

test('a page goes on where the last one ended', async () => {
  for (let n = 0; n < 3; n += 1) await aRecord(db, anna, ada);
  const first = await list(2);
  const second = await list(2, first.next!);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  expect(second.next).toBeNull();
});

test('what is changed, deleted or restored is compared anew', async () => {
  const id = await aRecord(db, anna, ada);
  const other = await aRecord(db, anna, { ...ada, email: 'other@conti.example' });
  expect(await pairs()).toEqual([]);
  await updateRecord(db, anna, { id: other, values: { email: ada.email } });
  expect(await pairs()).toHaveLength(1);
  await deleteRecord(db, anna, id);
  expect(await list()).toMatchObject({ items: [], total: 0 });
  await restoreRecord(db, anna, id);
  expect(await pairs()).toHaveLength(1);
  await updateRecord(db, anna, { id, values: { email: null } });
  expect(await pairs()).toEqual([]);
});

test('a name of a company finds it by every name it goes by', async () => {
  await aRecord(db, anna, { name: 'International Business Machines', aliases: 'IBM' }, 'company');
  await aRecord(db, anna, { name: 'I.B.M. S.p.A.' }, 'company');
  expect(await pairs()).toHaveLength(1);
});

describe('merged', () => {
  test('who is on a phone stays, the other goes to the trash, and one word takes it back', async () => {
    const account = await anAccount(db, anna);
    const first = await aRecord(db, anna, { ...ada, title: 'CTO', department: 'IT' });
    const linked = await aRecord(db, anna, ada);
    const [cardId] = await someCards(db, account, [aContact()]);
    await aLink(db, account, linked, { state: 'active', cardId: cardId! });
    const [pair] = (await list()).items;
    const { record: merged, mergedId } = await mergeDuplicate(db, anna, { id: pair!.id });
    expect([merged.id, mergedId, merged.values.title]).toEqual([linked, first, 'CTO']);
    expect(await pairs()).toEqual([]);
    expect(await unmergeDuplicates(db, anna, { ids: [mergedId] })).toEqual({ restored: 1 });
    expect(await getRecord(db, anna, first)).toMatchObject({ deletedAt: null, mergedInto: null });
    expect(await pairs()).toHaveLength(1);
  });

  test('the one that somebody says stays', async () => {
    await aRecord(db, anna, { ...ada, title: 'CTO' });
    const chosen = await aRecord(db, anna, ada);
    const [pair] = (await list()).items;
    const { record: merged } = await mergeDuplicate(db, anna, { id: pair!.id, keep: chosen });
    expect(merged).toMatchObject({ id: chosen, values: { title: 'CTO' } });
    await expect(mergeDuplicate(db, anna, { id: pair!.id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('all certain ones together, also three of one; nobody else, and back', async () => {
    for (let n = 0; n < 3; n += 1) await aRecord(db, anna, ada);
    await aRecord(db, anna, { ...ada, firstName: 'Bice' }); // 0.70: another name in the family
    const merged = [];
    for (let left = 1; left > 0; ) {
      const done = await mergeDuplicates(db, anna, {});
      merged.push(...done.merged);
      left = done.left;
    }
    expect(merged).toHaveLength(2);
    expect(await pairs()).toMatchObject([[expect.any(String), expect.any(String), 0.7]]);
    expect(await unmergeDuplicates(db, anna, { ids: merged.map(({ mergedId }) => mergedId) })).toEqual({
      restored: 2,
    });
    expect((await list()).certain).toBe(3);
  });
});

describe('two people', () => {
  test('are never proposed again, whatever changes, until that is taken back', async () => {
    const [id, other] = [await aRecord(db, anna, ada), await aRecord(db, anna, ada)];
    const [pair] = (await list()).items;
    await dismissDuplicate(db, anna, { id: pair!.id });
    await updateRecord(db, anna, { id, values: { mobile: '+39 348 1234567' } });
    await updateRecord(db, anna, { id: other, values: { mobile: '+39 348 1234567' } });
    await compareAll(db);
    expect([await pairs(), (await listSimilar(db, id)).items]).toEqual([[], []]);
    await dismissDuplicate(db, anna, { id: pair!.id, undo: true });
    expect(await pairs()).toMatchObject([['Ada Conti', 'Ada Conti', 0.97]]);
  });

  test('of one that is merged, the other stays another', async () => {
    const [id, other] = [await aRecord(db, anna, ada), await aRecord(db, anna, ada)];
    await dismissDuplicate(db, anna, { id: (await list()).items[0]!.id });
    const third = await aRecord(db, anna, ada);
    await mergeRecords(db, anna, { id: third, recordId: id });
    expect([await pairs(), (await listSimilar(db, other)).items]).toEqual([[], []]);
  });

  test('the card of the one is no card of the other', async () => {
    const account = await anAccount(db, anna);
    const [id, other] = [await aRecord(db, anna, ada), await aRecord(db, anna, ada)];
    const [cardId] = await someCards(db, account, [aContact()]);
    await aLink(db, account, id, { state: 'active', cardId: cardId! });
    const [pair] = (await list()).items;
    await dismissDuplicate(db, anna, { id: pair!.id });
    const [row] = await db.select({ apart: card.apart }).from(card).where(eq(card.id, cardId!));
    expect(row!.apart).toEqual([other]);
  });
});

describe('making a record', () => {
  const make = (values: Record<string, string>, more: object = {}) =>
    createRecord(db, anna, { kind: 'contact', values, onMatch: 'refuse', ...more });

  test('is refused where somebody like it is here, with whom and why', async () => {
    const id = await aRecord(db, anna, ada);
    await expect(make({ ...ada, firstName: 'A.' })).rejects.toMatchObject({
      code: 'similar-record',
      matches: [{ id, displayName: 'Ada Conti', reasons: ['email'], score: 0.9 }],
    });
    await expect(make({ firstName: 'Ada', lastName: 'Conti' })).rejects.toMatchObject({
      matches: [{ id, reasons: ['name'], score: 0.5 }],
    });
    expect(await db.$count(record)).toBe(1);
  });

  test('of somebody else it is made, and nobody is asked about the two again', async () => {
    const id = await aRecord(db, anna, ada);
    await make(ada, { onMatch: 'create', apartFrom: [id] });
    expect(await pairs()).toEqual([]);
    expect(await db.$count(record)).toBe(2);
  });

  test('nobody is refused who is like no one', async () => {
    await aRecord(db, anna, ada);
    await make({ firstName: 'Bruno', lastName: 'Verdi', email: 'bruno@verdi.example' });
    expect(await db.$count(record)).toBe(2);
  });

  test('two at the same moment are one', async () => {
    const both = await Promise.allSettled([make(ada), make(ada)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
