// S2.6, S2.12: which field goes with which label is chosen per account, seen as a plan first, and works both ways.

import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { discardRun } from '../../src/plans/decide-run.ts';
import { planOfRun } from '../../src/plans/plan-of-run.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { kindOf, remap, syncApproving } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

/** Mobile 348 1, work 02 1, and 02 2 under a label of her own. */
async function imported() {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put(
    'anna.vcf',
    vcard(
      'A-1',
      'N:Bianchi;Anna;;;',
      'FN:Anna Bianchi',
      'TEL;type=CELL:348 1',
      'TEL;type=WORK:02 1',
      'item1.TEL:02 2',
      'item1.X-ABLabel:Ufficio 2',
    ),
  );
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account, id: (await scenario.recordNamed(alice, 'Anna Bianchi')).id };
}

const valuesOf = async (alice: Parameters<Scenario['record']>[0], id: string) =>
  (await scenario.record(alice, id)).values;
const card = () => scenario.phone.get('anna.vcf')!.vcard;
const numbersOn = () => [...card().matchAll(/TEL[^:]*:(.*)\r/g)].map(([, number]) => number).sort();

test('another label for a field is a plan first: nothing moves before it is approved', async () => {
  const { alice, account, id } = await imported();
  expect(await valuesOf(alice, id)).toMatchObject({ mobile: '348 1', phone: '02 1', otherPhone: '02 2' });
  const [before, cardBefore] = [await valuesOf(alice, id), card()];
  await remap(scenario, alice, account, { homePhone: { wish: ['Ufficio 2'] } });
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  expect(waiting).toMatchObject({ reason: 'settings' });
  const plan = await planOfRun(scenario.db, alice, { id: waiting!.runId, limit: 50 });
  expect(JSON.stringify(plan)).toContain('homePhone');
  expect(await valuesOf(alice, id)).toEqual(before);
  expect(card()).toBe(cardBefore);
});

test('approved, the value stands in its new field, and edits go both ways under its label', async () => {
  const { alice, account, id } = await imported();
  await remap(scenario, alice, account, { homePhone: { wish: ['Ufficio 2'] } });
  expect(await syncApproving(scenario, alice, account)).toBe(true);
  expect((await valuesOf(alice, id)).homePhone).toBe('02 2');
  await updateRecord(scenario.db, alice, { id, values: { homePhone: '02 3' } });
  await scenario.sync(alice, account);
  expect(card()).toMatch(/item1\.TEL[^:]*:02 3\r\n(?:.*\r\n)*?item1\.X-ABLabel:Ufficio 2/);
  scenario.phone.edit('anna.vcf', (text) => text.replace('02 3', '02 4'));
  await scenario.sync(alice, account);
  expect((await valuesOf(alice, id)).homePhone).toBe('02 4');
  expect(numbersOn()).toEqual(['02 1', '02 4', '348 1']);
});

test('discarded, the former mapping is in force again and nothing was written', async () => {
  const { alice, account, id } = await imported();
  const cardBefore = card();
  await remap(scenario, alice, account, { homePhone: { wish: ['Ufficio 2'] } });
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect((await kindOf(scenario, alice, account)).entries.filter(({ own }) => own)).toEqual([]);
  expect(await valuesOf(alice, id)).toMatchObject({ otherPhone: '02 2' });
  expect(card()).toBe(cardBefore);
});

test('two labels swapped: no value is lost, each stands once on both sides', async () => {
  const { alice, account, id } = await imported();
  await remap(scenario, alice, account, { phone: { wish: ['mobile'] }, mobile: { wish: ['work'] } });
  await syncApproving(scenario, alice, account);
  const { phone, mobile, otherPhone } = await valuesOf(alice, id);
  expect([phone, mobile, otherPhone]).toEqual(['348 1', '02 1', '02 2']);
  expect(numbersOn()).toEqual(['02 1', '02 2', '348 1']);
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { updated: 0, pushed: 0 } });
});
