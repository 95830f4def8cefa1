// S2.20: both ways, only in or only out, for a whole account and for each field of it.

import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { remap, syncApproving } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

async function imported(direction: 'in' | 'out') {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put(
    'anna.vcf',
    vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1', 'TEL;type=WORK:02 1'),
  );
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await remap(scenario, alice, account, { mobile: { direction } });
  await syncApproving(scenario, alice, account);
  return { alice, account, id: (await scenario.recordNamed(alice, 'Anna Bianchi')).id };
}

const card = () => scenario.phone.get('anna.vcf')!.vcard;

test('a field that only comes in takes edits of the card, and its own stay here', async () => {
  const { alice, account, id } = await imported('in');
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 9'));
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values.mobile).toBe('349 9');
  await updateRecord(scenario.db, alice, { id, values: { mobile: '347 7', phone: '02 2' } });
  await scenario.sync(alice, account);
  expect(card()).toMatch(/349 9[\s\S]*02 2/);
  expect((await scenario.record(alice, id)).values.mobile).toBe('347 7');
});

test('a field that only goes out overwrites nothing here, and the card gets what is typed here', async () => {
  const { alice, account, id } = await imported('out');
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '349 9').replace('02 1', '02 8'));
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values).toMatchObject({ mobile: '348 1', phone: '02 8' });
  await updateRecord(scenario.db, alice, { id, values: { mobile: '347 7' } });
  await scenario.sync(alice, account);
  expect(card()).toContain('347 7');
});
