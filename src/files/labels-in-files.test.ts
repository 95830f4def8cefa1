// Labels of records in files of Rubrica's own: out, in again, onto records that are here, and taken back with the import.
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { filesInto, outcomes } from '../../tests/files-into.ts';
import type { Actor } from '../access/actor.ts';
import { fileImport } from '../database/schema.ts';
import { getRecord } from '../records/get-record.ts';
import { createLabel } from '../records/labels/change-label.ts';
import { updateRecord } from '../records/update-record.ts';
import { insertRecords } from '../records/write-record.ts';
import type { ExportFormat } from './codes.ts';
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

test.each(['json', 'csv'] as const)('%s has labels, and gives them back', async (format) => {
  const { db } = database;
  const anna = await aWorld();
  await db.execute(sql`delete from label`);
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
  expect(outcomes(await take(anna, file, { format }))).toEqual(['here-already']);

  // Onto the record that is here: what it lacks, and nothing twice.
  await updateRecord(db, anna, { id: id!, labels: [clients.id] });
  expect(outcomes(await take(anna, file, { format, onMatch: 'merge' }))).toEqual(['merged']);
  expect(await labelsOf(anna, id!)).toEqual(['Clients; old', 'Fair “26”, Turin']);
  const imports = await db.select().from(fileImport).where(eq(fileImport.userId, anna.userId));
  await undoFileImport(
    db,
    anna,
    imports
      .map((one) => one.id)
      .toSorted()
      .at(-1)!,
  );
  expect(await labelsOf(anna, id!)).toEqual(['Clients; old']);

  // Into another world, where nobody knows the labels.
  const ben = await aWorld();
  await db.execute(sql`delete from label`);
  expect(outcomes(await take(ben, file, { format }))).toEqual(['added']);
  // The file says whose they are.
  const [added] = await recordsOf(anna);
  expect(await labelsOf(ben, added!.id)).toEqual(['Clients; old', 'Fair “26”, Turin']);
});
