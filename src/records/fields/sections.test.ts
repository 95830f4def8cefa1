// Sections of a kind's page, against a real database.
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aUser } from '../../../tests/rows.ts';
import { field, type RecordKind } from '../../database/schema.ts';
import { seedFields } from '../../database/seed-fields.ts';
import { sectionsOf } from '../../fields/catalogue.ts';
import { createField } from './create-field.ts';
import { deleteField } from './delete-field.ts';
import { createSection, deleteSection, listSections, updateSection } from './sections.ts';
import { updateField } from './update-field.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db, 'administrator');

const label = { en: 'Deal', it: 'Trattativa', es: 'Negocio' };
const keysOf = async (kind: RecordKind) => (await listSections(db, kind)).map(({ key }) => key);
const idOf = async (kind: RecordKind, key: string) =>
  (await listSections(db, kind)).find((one) => one.key === key)!.id;
const fieldOf = async (kind: RecordKind, key: string) =>
  (
    await db
      .select()
      .from(field)
      .where(and(eq(field.kind, kind), eq(field.key, key)))
  )[0]!;

test('a new database has those of the catalogue in its order, and seeding once more adds none', async () => {
  await seedFields(db);
  for (const kind of ['company', 'contact', 'lead'] as const)
    expect(await keysOf(kind)).toEqual(sectionsOf(kind));
});

test('one of one’s own is added behind all others, moved, renamed in three languages, and takes fields', async () => {
  const made = await createSection(db, anna, { kind: 'lead', label });
  expect((await keysOf('lead')).at(-1)).toBe(made.key);
  await updateSection(db, anna, { id: made.id, position: 1 });
  expect((await keysOf('lead')).slice(0, 2)).toEqual(['name', made.key]);
  const named = { ...label, it: 'Affare' };
  expect((await updateSection(db, anna, { id: made.id, label: named })).label).toEqual(named);
  expect(await refusal(updateSection(db, anna, { id: made.id, label: { en: 'Deal' } }))).toMatchObject({
    fields: { label: 'required' },
  });
  const { id } = await fieldOf('lead', 'source');
  expect(await updateField(db, anna, { id, section: made.key })).toMatchObject({ section: made.key });
  const other = await fieldOf('contact', 'title');
  expect(await refusal(updateField(db, anna, { id: other.id, section: made.key }))).toMatchObject({
    fields: { section: 'unknown' },
  });
});

test('deleted, its fields stand in another one, deleted fields as well; built-in ones stay', async () => {
  const { id, key } = await createSection(db, anna, { kind: 'company', label });
  const made = await createField(db, anna, {
    kind: 'company',
    key: 'custom.size',
    type: 'number',
    label,
    section: key,
  });
  const gone = await createField(db, anna, {
    kind: 'company',
    key: 'custom.gone',
    type: 'text',
    label,
    section: key,
  });
  await deleteField(db, anna, gone.id);
  for (const into of [key, 'nowhere'])
    expect(await refusal(deleteSection(db, anna, { id, into }))).toMatchObject({
      fields: { into: 'unknown' },
    });
  await deleteSection(db, anna, { id, into: 'name' });
  expect(await keysOf('company')).toEqual(sectionsOf('company'));
  for (const { key: of } of [made, gone])
    expect(await fieldOf('company', of)).toMatchObject({ section: 'name' });
  const builtIn = await idOf('company', 'other');
  expect(await refusal(deleteSection(db, anna, { id: builtIn, into: 'name' }))).toMatchObject({
    code: 'built-in-field',
  });
  const back = await createSection(db, anna, { kind: 'company', label, key });
  expect(back).toMatchObject({ id, key, position: sectionsOf('company').length });
});

test('nobody but administrators changes one', async () => {
  const bruno = await aUser(db);
  expect(await refusal(createSection(db, bruno, { kind: 'lead', label }))).toMatchObject({
    code: 'not-allowed',
  });
});
