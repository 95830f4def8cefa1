// S1.14: Layout Studio decides what people see and are asked for. Hidden is not off, required is not for phones, and the order of
// fields is nobody's news.
import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { listFields } from '../../src/records/fields/list-fields.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { change, preview } from './fields-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

async function withAnna() {
  scenario = await openScenario();
  const [alice, boss] = [await scenario.user(), await scenario.user('Boss', 'administrator')];
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=CELL:348 1'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  return { alice, boss, account, anna: await scenario.recordNamed(alice, 'Anna Bianchi') };
}

test('Sync mobile that is hidden goes on syncing, and says how many records', async () => {
  const { alice, boss, account, anna } = await withAnna();
  await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Neri' } });
  expect(await change(scenario, boss, 'syncMobile', { visible: false })).toMatchObject({
    type: 'flag',
    visible: false,
  });
  expect(await preview(scenario, boss, 'syncMobile')).toMatchObject({ records: 1, missing: 1 });
  expect(await preview(scenario, boss, 'syncMobile', 'company')).toMatchObject({ records: 0 });
  await updateRecord(scenario.db, alice, { id: anna.id, values: { mobile: '348 2' } });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('348 2');
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 2', '348 3'));
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, anna.id)).values.mobile).toBe('348 3');
  await setFlag(scenario.db, alice, { id: anna.id, flagged: false });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(0);
  expect(await preview(scenario, boss, 'syncMobile')).toMatchObject({ records: 0 });
});

test('a field that is hidden is synced all the same', async () => {
  const { alice, boss, account, anna } = await withAnna();
  await change(scenario, boss, 'mobile', { visible: false });
  scenario.phone.edit('anna.vcf', (text) => text.replace('348 1', '348 9'));
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, anna.id)).values.mobile).toBe('348 9');
});

test('a field that people have to fill is never asked of what sync brings, nor emptied there in vain', async () => {
  const { alice, boss, account, anna } = await withAnna();
  await change(scenario, boss, 'mobile', { required: true });
  await change(scenario, boss, 'email', { required: true });
  await expect(
    createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Neri' } }),
  ).rejects.toMatchObject({ fields: { mobile: 'required', email: 'required' } });
  await expect(
    updateRecord(scenario.db, alice, { id: anna.id, values: { mobile: null } }),
  ).rejects.toMatchObject({
    fields: { mobile: 'required' },
  });
  await updateRecord(scenario.db, alice, { id: anna.id, values: { title: 'Director' } });
  scenario.phone.put('ugo.vcf', vcard('U-1', 'N:Verdi;Ugo;;;', 'FN:Ugo Verdi'));
  scenario.phone.edit('anna.vcf', (text) => text.replace('TEL;type=CELL:348 1\r\n', ''));
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  expect((await scenario.recordNamed(alice, 'Ugo Verdi')).values).toEqual({
    firstName: 'Ugo',
    lastName: 'Verdi',
  });
  expect((await scenario.record(alice, anna.id)).values.mobile).toBeUndefined();
});

test('order, sections and names are no news to any phone', async () => {
  const { alice, boss, account } = await withAnna();
  const address = (await listFields(scenario.db, { kind: 'contact' })).filter(({ key }) =>
    key.startsWith('other.'),
  );
  await change(scenario, boss, 'mobile', { position: 0, section: 'name', label: { en: 'Handy' } });
  await change(scenario, boss, 'other.city', { section: 'mailing', visible: false });
  const moved = (await listFields(scenario.db, { kind: 'contact' })).filter(({ key }) =>
    key.startsWith('other.'),
  );
  expect(moved.map(({ key }) => key)).toEqual(address.map(({ key }) => key));
  expect(moved.every(({ section, visible }) => section === 'mailing' && !visible)).toBe(true);
  scenario.sandbox.requests.reset();
  await scenario.sync(alice, account);
  const { cardsServed, byMethod } = scenario.sandbox.requests;
  expect([cardsServed, byMethod.PUT ?? 0]).toEqual([0, 0]);
});
