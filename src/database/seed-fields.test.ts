// Built-in fields come into a database once, and into one that has others behind those they follow.
import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { CATALOGUE, SYNC_MOBILE } from '../fields/catalogue.ts';
import { newId } from './new-id.ts';
import { field } from './schema.ts';
import { seedFields } from './seed-fields.ts';

const { db } = await databaseOfFile();

const ofContact = (key: string) => and(eq(field.kind, 'contact'), eq(field.key, key));
const contactFields = () =>
  db.select().from(field).where(eq(field.kind, 'contact')).orderBy(field.position, field.key);

test('a new database has the catalogue, in its order', async () => {
  const found = await contactFields();
  expect(found.map(({ key, type, section, active }) => ({ key, type, section, active }))).toEqual(
    [...CATALOGUE.contact, SYNC_MOBILE].map(({ key, type, section, inactive }) => ({
      key,
      type,
      section,
      active: !inactive,
    })),
  );
});

test('a field that is missing comes behind its neighbour; what an administrator did stays', async () => {
  await db.delete(field).where(ofContact('birthday'));
  await db.delete(field).where(ofContact('salutation'));
  await db.update(field).set({ active: false, required: true, section: 'work' }).where(ofContact('nickname'));
  // Somebody's own order: the mobile first of all, a field of their own in the middle.
  await db.update(field).set({ position: -5 }).where(ofContact('mobile'));
  const own = {
    kind: 'contact' as const,
    key: 'custom.size',
    type: 'text' as const,
    section: 'work',
    custom: true,
  };
  await db.insert(field).values({ ...own, id: newId(), position: 3 });
  const before = await contactFields();
  await seedFields(db);
  const after = await contactFields();
  const added = ['salutation', 'birthday'];
  expect(after.filter(({ key }) => !added.includes(key)).map(({ position: _, ...row }) => row)).toEqual(
    before.map(({ position: _, ...row }) => row),
  );
  const keys = after.map(({ key }) => key);
  expect(keys.slice(0, 2)).toEqual(['salutation', 'mobile']);
  expect(keys[keys.indexOf('birthday') - 1]).toBe('nickname');
  expect(new Set(after.map(({ position }) => position)).size).toBe(after.length);
});

test('where nothing is missing nothing is written', async () => {
  const marks = () => db.execute(sql`select id, xmin::text from field order by id`);
  const before = (await marks()).rows;
  await seedFields(db);
  expect((await marks()).rows).toEqual(before);
});
