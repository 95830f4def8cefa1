// S1.19: an edit of the card reaches the record; both edited, nothing is lost.

import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { listChanges } from '../../src/records/history/list-changes.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARD = vcard(
  'A-1',
  'N:Bianchi;Anna;;;',
  'FN:Anna Bianchi',
  'TEL;type=WORK:081 1',
  'TEL;type=CELL:348 1',
  'EMAIL:anna@acme.it',
);

async function imported() {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account, id: (await scenario.recordNamed(alice, 'Anna Bianchi')).id };
}

test('an edit on the phone is in the record, with where it came from in the history', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 1, pushed: 0 } });
  expect((await scenario.record(alice, id)).values.mobile).toBe('349 2');
  expect((await listChanges(scenario.db, alice, { id, limit: 50 })).items[0]).toMatchObject({
    field: 'mobile',
    before: '348 1',
    after: '349 2',
    actor: 'sync',
    provider: 'icloud',
  });
});

test('different fields edited on both sides: both edits stand on both sides', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  await updateRecord(scenario.db, alice, { id, values: { phone: '081 5' } });
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values).toMatchObject({ mobile: '349 2', phone: '081 5' });
  expect(scenario.phone.get('anna.vcf')!.vcard).toMatch(/081 5[\s\S]*349 2/);
});

test('one field edited on both sides: the record wins, the other value is kept as a conflict', async () => {
  const { alice, account, id } = await imported();
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 2'));
  await updateRecord(scenario.db, alice, { id, values: { mobile: '347 7' } });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('347 7');
  const conflicts = await scenario.db.execute(
    sql`select field, crm_value, book_value, resolution from conflict where record_id = ${id}`,
  );
  expect(conflicts.rows).toEqual([
    { field: 'mobile', crm_value: '347 7', book_value: '349 2', resolution: 'crm' },
  ]);
});

test('a number only formatted differently on the phone writes nothing anywhere', async () => {
  const { alice, account, id } = await imported();
  const { version } = await scenario.record(alice, id);
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '(348) 1'));
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 0, pushed: 0 } });
  expect((await scenario.record(alice, id)).version).toBe(version);
});
