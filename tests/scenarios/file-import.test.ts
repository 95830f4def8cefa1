// A file comes in with Sync mobile on, reaches the phone, and is taken back: both sides are as they were.
import { afterEach, expect, test } from 'vitest';
import { startImport } from '../../src/files/imports/look-at-import.ts';
import { performImport } from '../../src/files/imports/perform-import.ts';
import { runImport } from '../../src/files/imports/run-import.ts';
import { undoFileImport } from '../../src/files/imports/undo-file-import.ts';
import { createLog } from '../../src/log.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const ANNA = vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'EMAIL:anna@x.example', 'NOTE:kept');
const quiet = createLog({ level: 'error', readable: false, write: () => {} });

test('what a file added and merged goes from records and phone, what was there before stays byte for byte', async () => {
  scenario = await openScenario();
  const { db, phone } = scenario;
  const alice = await scenario.user();
  phone.put('anna.vcf', ANNA);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id: anna, values: before } = await scenario.recordNamed(alice, 'Anna Bianchi');

  const file = [
    vcard('F-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'EMAIL:anna@x.example', 'TEL;TYPE=CELL:348 1'),
    vcard('F-2', 'N:Verdi;Ugo;;;', 'FN:Ugo Verdi', 'EMAIL:ugo@x.example'),
  ].join('');
  const look = await startImport(db, alice, {
    files: [{ name: 'people.vcf', bytes: Buffer.from(file) }],
    encoding: null,
  });
  expect(look.outcomes).toEqual({ added: 1, merged: 1, 'here-already': 0, refused: 0 });
  await runImport(db, alice, {
    id: look.id,
    options: { kind: null, onMatch: 'merge', mapping: null, dates: null, flagged: true },
  });
  await performImport(db, look.id, new AbortController().signal, quiet);
  await scenario.sync(alice, account);
  expect(phone.count()).toBe(2);
  expect(phone.get('anna.vcf')!.vcard).toContain('348 1');

  expect(await undoFileImport(db, alice, look.id)).toEqual({ undone: 2, skipped: [] });
  await scenario.sync(alice, account);
  expect(phone.count()).toBe(1);
  expect(phone.get('anna.vcf')!.vcard).toBe(ANNA);
  const after = await scenario.record(alice, anna);
  expect([after.values, after.flagged]).toEqual([before, true]);
});
