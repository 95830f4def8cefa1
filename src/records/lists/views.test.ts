// Views: whose they are, and the list they show.
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aUser } from '../../../tests/rows.ts';
import type { Actor } from '../../access/actor.ts';
import { listRecords } from '../list-records.ts';
import { insertRecords } from '../write-record.ts';
import { arrangeList, createView, deleteView, listViews, updateView } from './views.ts';

let anna: Actor;
let ben: Actor;

const { db } = await databaseOfFile();
[anna, ben] = [await aUser(db), await aUser(db)];
await insertRecords(
  db,
  ['Torino', 'Roma', 'Torino'].map((city, at) => ({
    kind: 'contact' as const,
    values: { lastName: `Person ${at}`, 'mailing.city': city },
    ownerId: anna.userId,
  })),
  { actor: 'system' },
);

const inTurin = {
  kind: 'contact' as const,
  name: 'In Turin',
  shared: false,
  filter: [{ field: 'mailing.city', op: 'is' as const, value: 'Torino' }],
  sort: '-name',
  columns: [{ key: 'email', width: 200 }],
};
const namesOf = async (actor: Actor) => (await listViews(db, actor)).items.map(({ name }) => name);

test('a view is its owner’s until it is shared; then colleagues use it and do not change it', async () => {
  const view = await createView(db, anna, inTurin);
  expect(view).toMatchObject({ ...inTurin, isOwn: true });
  expect(await namesOf(ben)).toEqual([]);
  expect((await refusal(listRecords(db, ben, { view: view.id, limit: 5 }))).code).toBe('not-found');
  expect((await refusal(updateView(db, ben, { id: view.id, name: 'His' }))).code).toBe('not-found');

  await updateView(db, anna, { id: view.id, shared: true });
  expect((await listViews(db, ben)).items).toMatchObject([{ name: 'In Turin', isOwn: false }]);
  expect((await refusal(updateView(db, ben, { id: view.id, name: 'His' }))).code).toBe('not-allowed');
  expect((await refusal(deleteView(db, ben, view.id))).code).toBe('not-allowed');
  const { items, total } = await listRecords(db, ben, { view: view.id, limit: 5 });
  expect([total, items.map(({ displayName }) => displayName)]).toEqual([2, ['Person 2', 'Person 0']]);
  expect((await listRecords(db, ben, { view: view.id, filter: [], limit: 5 })).total).toBe(3);

  await deleteView(db, anna, view.id);
  expect(await namesOf(anna)).toEqual([]);
});

test('how the plain list looks is kept by person and kind, and is nobody else’s', async () => {
  await arrangeList(db, anna, { kind: 'lead', columns: [{ key: 'email' }] });
  await arrangeList(db, anna, { kind: 'lead', columns: [{ key: 'status', width: 90 }] });
  const { items } = await listViews(db, anna);
  expect(items).toMatchObject([{ name: null, kind: 'lead', columns: [{ key: 'status', width: 90 }] }]);
  expect(await namesOf(ben)).toEqual([]);
  expect((await refusal(deleteView(db, anna, items[0]!.id))).code).toBe('not-found');
});
