// S2.9, S2.10: any text may be a label in the mapping; a label is where a value goes, never which value it is.

import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { kindOf, remap, syncApproving } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

async function connected(...lines: string[]) {
  scenario = await openScenario();
  const alice = await scenario.user();
  if (lines.length > 0)
    scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', ...lines));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  if (lines.length > 0) await scenario.importAll(alice, account);
  return { alice, account };
}

test('a value typed here goes out under the label chosen by hand', async () => {
  const { alice, account } = await connected();
  await remap(scenario, alice, account, { mobile: { wish: ['Cell 2'] } });
  await syncApproving(scenario, alice, account);
  await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { lastName: 'Verdi', mobile: '348 7' },
    flagged: true,
  });
  await scenario.sync(alice, account);
  const [card] = scenario.phone.list();
  expect(scenario.phone.get(card!.href)!.vcard).toMatch(
    /item\d+\.TEL[^:]*:348 7\r\n(?:.*\r\n)*?item\d+\.X-ABLabel:Cell 2/,
  );
});

test('a label is found whatever its case and accents, and another word for a built-in one is that one', async () => {
  const { alice, account } = await connected(
    'item1.TEL:02 9',
    'item1.X-ABLabel:UFFÌCIO 2',
    'TEL;type=CELL:348 1',
  );
  await remap(scenario, alice, account, {
    homePhone: { wish: ['ufficio 2'] },
    mobile: { wish: ['Cellulare'] },
  });
  await syncApproving(scenario, alice, account);
  const { values } = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(values).toMatchObject({ homePhone: '02 9', mobile: '348 1' });
  const mobile = (await kindOf(scenario, alice, account)).entries.find(({ field }) => field === 'mobile');
  expect(mobile).toMatchObject({ own: false, slot: { wish: ['mobile'] } });
});

test('a value relabelled on the phone is edited, not deleted and made again', async () => {
  const { alice, account } = await connected('TEL;type=CELL:348 1', 'TEL;type=WORK:02 1');
  scenario.phone.edit('anna.vcf', (text) => text.replace('TEL;type=CELL:', 'TEL;type=HOME:'));
  await scenario.sync(alice, account);
  const { values } = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(Object.values(values).filter((value) => value === '348 1')).toHaveLength(1);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('TEL;type=HOME:348 1');
});

test('two values under one label both survive, on the card and in the record', async () => {
  const { alice, account } = await connected('TEL;type=CELL:348 1', 'TEL;type=CELL:348 2');
  const { values, id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect([values.mobile, values.otherPhone]).toEqual(['348 1', '348 2']);
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toMatch(/348 1[\s\S]*348 2/);
  expect((await scenario.record(alice, id)).values).toEqual(values);
});
