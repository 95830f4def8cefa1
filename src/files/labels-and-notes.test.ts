// Labels and notes of records in files: out, in again, onto records that are here, and taken back with the import.
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { filesInto, outcomes } from '../../tests/files-into.ts';
import { aRecord, aUser } from '../../tests/rows.ts';
import type { Actor } from '../access/actor.ts';
import { fileImport } from '../database/schema.ts';
import { getRecord } from '../records/get-record.ts';
import { createLabel } from '../records/labels/change-label.ts';
import { listLabels } from '../records/labels/list-labels.ts';
import { listNotes } from '../records/notes/list-notes.ts';
import { deleteNote, insertNotes } from '../records/notes/write-notes.ts';
import { updateRecord } from '../records/update-record.ts';
import { insertRecords } from '../records/write-record.ts';
import { EXPORT_FORMATS, type ExportFormat } from './codes.ts';
import { exportRecords } from './export-records.ts';
import { undoFileImport } from './imports/undo-file-import.ts';

const database = await databaseOfFile();
const { take, recordsOf, aWorld } = filesInto(() => database.db);

async function fileOf(actor: Actor, format: ExportFormat): Promise<string> {
  const { pieces } = await exportRecords(database.db, actor, { format, filter: {} });
  return (await Array.fromAsync(pieces)).join('');
}

async function labelsOf(actor: Actor, id: string): Promise<string[]> {
  return (await getRecord(database.db, actor, id)).labels.map(({ name }) => name);
}

const importsOf = async (actor: Actor) =>
  (await database.db.select().from(fileImport).where(eq(fileImport.userId, actor.userId))).toSorted(
    (one, other) => (one.id < other.id ? -1 : 1),
  );
const undoLast = async (actor: Actor) =>
  undoFileImport(database.db, actor, (await importsOf(actor)).at(-1)!.id);
const labelNames = async () => (await listLabels(database.db)).items.map(({ name }) => name);

/** Without the labels of other tests either. */
async function aWorldWithoutLabels(): Promise<Actor> {
  const anna = await aWorld();
  await database.db.execute(sql`delete from label`);
  return anna;
}

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');

test.each(EXPORT_FORMATS)('%s has labels, and gives them back', async (format) => {
  const { db } = database;
  const anna = await aWorldWithoutLabels();
  const [id] = await insertRecords(
    db,
    [{ kind: 'contact', values: { lastName: 'Rossi', email: 'r@x.example' }, ownerId: anna.userId }],
    { actor: 'system' },
  );
  const [clients, fair] = [
    await createLabel(db, anna, { name: 'Clients; old' }),
    await createLabel(db, anna, { name: 'Fair “26”, Turin' }),
  ];
  await updateRecord(db, anna, { id: id!, labels: [clients.id, fair.id] });
  const file = await fileOf(anna, format);
  expect(outcomes(await take(anna, file))).toEqual(['here-already']);

  // Onto the record that is here: what it lacks, and nothing twice.
  await updateRecord(db, anna, { id: id!, labels: [clients.id] });
  expect(outcomes(await take(anna, file, { onMatch: 'merge' }))).toEqual(['merged']);
  expect(await labelsOf(anna, id!)).toEqual(['Clients; old', 'Fair “26”, Turin']);
  await undoLast(anna);
  expect(await labelsOf(anna, id!)).toEqual(['Clients; old']);

  // Into another world, where nobody knows the labels.
  const ben = await aWorldWithoutLabels();
  const taken = await take(ben, file, { kind: 'contact' });
  expect(outcomes(taken)).toEqual(['added']);
  expect(taken.labels).toEqual([
    { name: 'Clients; old', entries: 1, isNew: true },
    { name: 'Fair “26”, Turin', entries: 1, isNew: true },
  ]);
  expect(await labelsOf(ben, taken.rows[0]!.recordId!)).toEqual(['Clients; old', 'Fair “26”, Turin']);
  await undoLast(ben);
  expect(await labelNames()).toEqual([]);
});

test('categories of cards are labels, each one there is whatever its case; those left out are nobody’s', async () => {
  const { db } = database;
  const anna = await aWorldWithoutLabels();
  const clients = await createLabel(db, anna, { name: 'Città' });
  const file = [
    card('N:Uno;Ada;;;', 'CATEGORIES:CITTA,Amici,myContacts', 'CATEGORIES:Fiera'),
    card('N:Due;Bea;;;', `CATEGORIES:amici,${'long '.repeat(20)}`),
  ].join('');
  const withoutLabels = ['fiera'];
  const dry = await take(anna, file, { dryRun: true, withoutLabels });
  expect(dry.labels).toEqual([
    { name: 'Amici', entries: 2, isNew: true },
    { name: 'Città', entries: 1, isNew: false },
    { name: 'Fiera', entries: 1, isNew: true },
  ]);
  expect(await labelNames()).toEqual(['Città']);
  const taken = await take(anna, file, { withoutLabels });
  const [uno, due] = taken.rows.map(({ recordId }) => recordId!);
  expect([await labelsOf(anna, uno!), await labelsOf(anna, due!)]).toEqual([['Amici', 'Città'], ['Amici']]);
  expect(await labelNames()).toEqual(['Amici', 'Città']);
  expect(taken.rows[1]!.rest).toMatchObject([{ what: 'group', reason: 'too-long' }]);

  // What somebody uses elsewhere meanwhile stays, and what was there before.
  const other = await aRecord(db, anna, { lastName: 'Tre' });
  const amici = (await listLabels(db)).items[0]!.id;
  await updateRecord(db, anna, { id: other, labels: [amici] });
  await undoLast(anna);
  expect(await labelNames()).toEqual(['Amici', 'Città']);
  expect(await labelsOf(anna, other)).toEqual(['Amici']);
  expect(clients.name).toBe('Città');
});

test('groups that tables of other programs name are labels too', async () => {
  const anna = await aWorldWithoutLabels();
  await take(anna, 'First Name,Last Name,Labels\nAda,Uno,Fiera ::: * friends ::: * myContacts\n');
  expect(await labelNames()).toEqual(['Fiera', 'friends']);
  const chosen = await take(anna, 'Nome,Cognome,Zona\nBea,Due,Nord; Sud\n', {
    mapping: [null, null, 'groups'],
  });
  expect(await labelsOf(anna, chosen.rows[0]!.recordId!)).toEqual(['Nord', 'Sud']);
});

test.each(['json', 'csv'] as const)(
  '%s has notes, and gives them back with when and by whom',
  async (format) => {
    const { db } = database;
    const anna = await aWorld();
    const ben = await aUser(db);
    const id = await aRecord(db, anna, { lastName: 'Rossi', email: 'r@x.example', description: 'About him' });
    await insertNotes(db, [
      { recordId: id, userId: anna.userId, text: 'Called.\n2026-01-01: no', at: '2026-03-01T14:05:00Z' },
      { recordId: id, userId: ben.userId, text: '=1+1', at: '2026-03-02T08:00:00Z' },
    ]);
    const notesOf = async (of: string) =>
      (await listNotes(db, anna, { id: of, limit: 9 })).items.map(({ at, text, mine }) => [at, text, mine]);
    const before = await notesOf(id);
    const file = await fileOf(anna, format);
    expect(outcomes(await take(anna, file, { onMatch: 'merge' }))).toEqual(['here-already']);

    const [, gone] = (await listNotes(db, anna, { id, limit: 9 })).items;
    await deleteNote(db, anna, { id, noteId: gone!.id });
    expect(outcomes(await take(anna, file, { onMatch: 'merge' }))).toEqual(['merged']);
    expect(await notesOf(id)).toEqual(before);
    await undoLast(anna);
    expect(await notesOf(id)).toEqual(before.slice(0, 1));

    await db.execute(sql`truncate record, change cascade`);
    const taken = await take(anna, file);
    expect(await notesOf(taken.rows[0]!.recordId!)).toEqual(before);
    expect(await fileOf(anna, format)).toBe(file.replaceAll(id, taken.rows[0]!.recordId!));
  },
);

test('a column of notes that other programs write is the description, as ever', async () => {
  const anna = await aWorld();
  const { rows } = await take(anna, 'firstName,lastName,notes\nAda,Uno,2026-03-01: met\n');
  expect((await recordsOf(anna))[0]!.values.description).toBe('2026-03-01: met');
  expect((await listNotes(database.db, anna, { id: rows[0]!.recordId!, limit: 9 })).items).toEqual([]);
});
