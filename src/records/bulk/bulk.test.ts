// One change of many records: counted first, written once, taken back as one thing.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../../tests/rows.ts';
import type { Actor } from '../../access/actor.ts';
import { openDatabase } from '../../database/database.ts';
import { link } from '../../database/schema.ts';
import { getRecord } from '../get-record.ts';
import { createLabel } from '../labels/change-label.ts';
import { updateRecord } from '../update-record.ts';
import { editRecords } from './edit-records.ts';
import { undoEdit } from './undo-edit.ts';

let anna: Actor;
let ben: Actor;

const database = await databaseOfFile();
const { db } = database;
[anna, ben] = [await aUser(db), await aUser(db)];

const people = (city: string) =>
  Promise.all([1, 2, 3].map((at) => aRecord(db, anna, { lastName: `Person ${at}`, 'mailing.city': city })));
const cityOf = async (id: string) => (await getRecord(db, anna, id)).values['mailing.city'];

test('an owner, a label and a value go to all that a filter finds, and back again as one', async () => {
  const ids = await people('Turin');
  const label = await createLabel(db, anna, { name: 'Moved' });
  await updateRecord(db, anna, { id: ids[0]!, labels: [label.id] });
  const set = {
    ownerId: ben.userId,
    labels: { add: [label.id] },
    values: { 'mailing.city': 'Torino' },
  };
  const filter = { filter: [{ field: 'mailing.city', op: 'is' as const, value: 'turin' }] };
  expect(await editRecords(db, anna, { filter, set, preview: true })).toEqual({
    id: null,
    changed: 3,
    left: 0,
    cards: 0,
    accounts: 0,
  });
  expect(await cityOf(ids[0]!)).toBe('Turin');

  const { id, changed } = await editRecords(db, anna, { filter, set });
  expect(changed).toBe(3);
  for (const one of ids)
    expect(await getRecord(db, anna, one)).toMatchObject({
      values: { 'mailing.city': 'Torino' },
      ownerId: ben.userId,
      labels: [{ name: 'Moved' }],
    });
  expect(await editRecords(db, anna, { ids, set })).toMatchObject({ id: null, changed: 0 });

  await updateRecord(db, ben, { id: ids[2]!, values: { 'mailing.city': 'Roma' } });
  expect((await refusal(undoEdit(db, ben, id!))).code).toBe('not-found');
  const undone = await undoEdit(db, anna, id!);
  expect(undone).toMatchObject({ changed: 3, kept: 1 });
  expect(await Promise.all(ids.map(cityOf))).toEqual(['Turin', 'Turin', 'Roma']);
  const labels = await Promise.all(ids.map(async (one) => (await getRecord(db, anna, one)).labels.length));
  expect(labels).toEqual([1, 0, 0]);
  expect((await getRecord(db, anna, ids[2]!)).ownerId).toBe(anna.userId);

  expect(await undoEdit(db, anna, undone.id!)).toMatchObject({ changed: 3, kept: 0 });
  expect(await Promise.all(ids.map(cityOf))).toEqual(['Torino', 'Torino', 'Roma']);
});

test('cards that would change are counted in everybody’s accounts, by what these map; own ones are approved with the count', async () => {
  const ids = await people('Bari');
  const [mine, his, incoming] = [
    await anAccount(db, anna),
    await anAccount(db, ben),
    await anAccount(db, ben, { settings: { direction: 'in' } }),
  ];
  for (const [account, record] of [
    [mine, 0],
    [mine, 1],
    [his, 0],
    [incoming, 0],
  ] as const) {
    const [cardId] = await someCards(db, account, [aContact()]);
    await aLink(db, account, ids[record]!, { state: 'active', cardId: cardId! });
  }
  const values = { 'mailing.city': 'Lecce' };
  const set = { values };
  expect(await editRecords(db, anna, { ids, set, preview: true })).toMatchObject({
    changed: 3,
    cards: 3,
    accounts: 2,
  });
  expect(await editRecords(db, anna, { ids, set: { ownerId: ben.userId }, preview: true })).toMatchObject({
    changed: 3,
    cards: 0,
  });
  await editRecords(db, anna, { ids, set, approved: true });
  const holds = async (accountId: string) =>
    (await db.select().from(link).where(eq(link.accountId, accountId))).map(({ hold, touched, settled }) => [
      hold?.code,
      touched > settled,
    ]);
  expect(await holds(mine.accountId)).toEqual([
    ['approved', true],
    ['approved', true],
  ]);
  expect(await holds(his.accountId)).toEqual([[undefined, true]]);
});

test('what one record does not take, none gets', async () => {
  const ids = await people('Pisa');
  const nameless = await aRecord(db, anna, { lastName: '', email: 'info@example.org' });
  const set = { values: { email: 'no address' } };
  expect((await refusal(editRecords(db, anna, { ids, set }))).fields).toEqual({ email: 'not-an-email' });
  const emptied = { values: { email: null } };
  expect((await refusal(editRecords(db, anna, { ids: [...ids, nameless], set: emptied }))).code).toBe(
    'invalid-values',
  );
  expect((await getRecord(db, anna, nameless)).values.email).toBe('info@example.org');
  expect((await refusal(editRecords(db, anna, { set }))).code).toBe('bad-request');
});

test('in parts it is one change all the same, taken back in parts', async () => {
  const ids = await people('Asti');
  const set = { values: { 'mailing.city': 'Alba' }, ownerId: ben.userId };
  const first = await editRecords(db, anna, { ids, set, limit: 2 });
  expect(first).toMatchObject({ changed: 2, left: 1 });
  expect((await refusal(editRecords(db, ben, { ids, set, limit: 2, under: first.id! }))).code).toBe(
    'not-found',
  );
  const second = await editRecords(db, anna, { ids, set, limit: 2, under: first.id! });
  expect(second).toMatchObject({ id: first.id, changed: 1, left: 0 });
  expect(await Promise.all(ids.map(cityOf))).toEqual(['Alba', 'Alba', 'Alba']);

  const back = await undoEdit(db, anna, first.id!, { limit: 2 });
  expect(back).toMatchObject({ changed: 2, kept: 0 });
  expect((await Promise.all(ids.map(cityOf))).filter((city) => city === 'Asti')).toHaveLength(2);
  const rest = await undoEdit(db, anna, first.id!, { limit: 2, after: back.next!, under: back.id! });
  expect(rest).toMatchObject({ id: back.id, changed: 1, kept: 0, next: null });
  expect(await undoEdit(db, anna, back.id!)).toMatchObject({ changed: 3, kept: 0, next: null });
  expect(await Promise.all(ids.map(cityOf))).toEqual(['Alba', 'Alba', 'Alba']);
});

test('many records ask the database no more often than a few, and so does taking their change back', async () => {
  const counting = openDatabase(database.url, () => {});
  let asked = 0;
  counting.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    client.query = ((...words: unknown[]) => {
      asked += 1;
      return query(...words);
    }) as typeof client.query;
  });
  const counts: number[] = [];
  try {
    for (const rounds of [1, 8]) {
      const ids = (await Promise.all(Array.from({ length: rounds }, () => people('Parma')))).flat();
      const label = await createLabel(db, anna, { name: `Of ${ids.length}` });
      asked = 0;
      const set = { ownerId: ben.userId, labels: { add: [label.id] }, values: { 'mailing.city': 'Lodi' } };
      const { id, changed } = await editRecords(counting.db, anna, { ids, set });
      expect(changed).toBe(ids.length);
      expect(await undoEdit(counting.db, anna, id!)).toMatchObject({ changed, kept: 0 });
      counts.push(asked);
    }
  } finally {
    await counting.close();
  }
  expect(counts[1]).toBe(counts[0]);
});
