// S2.14: a field that is switched off keeps what it holds aside and changes nothing on any phone; switched on again it has that
// back, fills from what the cards hold meanwhile, and says beforehand how much that is.
import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { change, preview } from './fields-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const ANNA = vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'BDAY:1980-03-01');
const UGO = vcard('U-1', 'N:Verdi;Ugo;;;', 'FN:Ugo Verdi');

async function withTwo() {
  scenario = await openScenario();
  const [alice, boss] = [await scenario.user(), await scenario.user('Boss', 'administrator')];
  scenario.phone.put('anna.vcf', ANNA);
  scenario.phone.put('ugo.vcf', UGO);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  const birthdayOf = async (name: string) => (await scenario.recordNamed(alice, name)).values.birthday;
  const switchTo = (active: boolean) => change(scenario, boss, 'birthday', { active });
  return { alice, boss, account, birthdayOf, switchTo };
}

test('switched off, values stay aside and the phone stays as it is, whatever else is edited', async () => {
  const { alice, boss, account, birthdayOf, switchTo } = await withTwo();
  await switchTo(false);
  expect(await preview(scenario, boss, 'birthday')).toMatchObject({
    records: 1,
    fills: 0,
    sends: 0,
    accounts: 1,
  });
  scenario.phone.edit('anna.vcf', (text) => text.replace('BDAY:1980-03-01', 'BDAY:1981-04-02'));
  scenario.sandbox.requests.reset();
  expect(await scenario.sync(alice, account)).toMatchObject({
    counts: { updated: 0, pushed: 0, conflicts: 0 },
  });
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  await updateRecord(scenario.db, alice, { id, values: { title: 'Director' } });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('BDAY:1981-04-02');
  expect(scenario.sandbox.requests.byMethod.PUT).toBe(1);
  expect(await birthdayOf('Anna Bianchi')).toBe('1980-03-01');
  await expect(
    updateRecord(scenario.db, alice, { id, values: { birthday: '1990-01-01' } }),
  ).rejects.toMatchObject({
    fields: { birthday: 'inactive-field' },
  });
});

test('the preview says what the next run then does, and no card is asked for or written', async () => {
  const { alice, boss, account, birthdayOf, switchTo } = await withTwo();
  await switchTo(false);
  scenario.phone.edit('ugo.vcf', (text) => text.replace('END:VCARD', 'BDAY:1975-05-05\r\nEND:VCARD'));
  await scenario.sync(alice, account);
  expect(await birthdayOf('Ugo Verdi')).toBeUndefined();
  const foreseen = await preview(scenario, boss, 'birthday');
  expect(foreseen).toMatchObject({
    records: 1,
    fills: 1,
    sends: 0,
    asks: 0,
    sample: [{ recordName: 'Ugo Verdi' }],
  });
  await switchTo(true);
  scenario.sandbox.requests.reset();
  expect(await scenario.sync(alice, account)).toMatchObject({
    counts: { updated: foreseen.fills, pushed: 0 },
  });
  expect([await birthdayOf('Anna Bianchi'), await birthdayOf('Ugo Verdi')]).toEqual([
    '1980-03-01',
    '1975-05-05',
  ]);
  const { cardsServed, byMethod } = scenario.sandbox.requests;
  expect([cardsServed, byMethod.PUT ?? 0, byMethod.DELETE ?? 0]).toEqual([0, 0, 0]);
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(ANNA);
});

test('what only the record has, and where the two differ, is foreseen as well', async () => {
  const { alice, boss, account, switchTo } = await withTwo();
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { lastName: 'Neri', birthday: '1960-06-06' },
  });
  await switchTo(false);
  await setFlag(scenario.db, alice, { id, flagged: true });
  scenario.phone.edit('anna.vcf', (text) => text.replace('BDAY:1980-03-01', 'BDAY:1981-04-02\r\nNICKNAME:x'));
  await scenario.sync(alice, account);
  const made = scenario.phone.list().find(({ href }) => scenario.phone.get(href)!.vcard.includes('Neri'))!;
  expect(scenario.phone.get(made.href)!.vcard).not.toContain('BDAY');
  expect(await preview(scenario, boss, 'birthday')).toMatchObject({ fills: 0, sends: 1, asks: 1 });
  await switchTo(true);
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { pushed: 1, conflicts: 1 } });
  expect(scenario.phone.get(made.href)!.vcard).toMatch(/BDAY[^:]*:1960-?06-?06/);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('BDAY:1981-04-02');
});

test('a run that began before a field was switched off writes it no more', async () => {
  const { alice, account, switchTo } = await withTwo();
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  await updateRecord(scenario.db, alice, { id, values: { birthday: '1999-09-09' } });
  await switchTo(false);
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toBe(ANNA);
});
