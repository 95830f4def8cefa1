// S2.19: a company that comes later is linked by itself; nobody has to touch the contact again.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { listCompanyNames } from '../../src/records/companies/company-names.ts';
import { decideCompanyName } from '../../src/records/companies/decide-company-name.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { deleteRecord } from '../../src/records/delete-records.ts';
import { listChanges } from '../../src/records/history/list-changes.ts';
import { undoChange } from '../../src/records/history/undo-change.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
beforeEach(async () => {
  scenario = await openScenario();
  alice = await scenario.user();
});
afterEach(() => scenario.close());

const names = async () =>
  (await listCompanyNames(scenario.db, { limit: 50 })).items.map(({ name, count }) => [name, count]);
const texts = () => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);

test('made by one click, or come from another phone, it has its people; gone again, they wait again; the cards stay as they are', async () => {
  for (const name of ['Uno', 'Due'])
    scenario.phone.put(
      `${name}.vcf`,
      vcard(name, `N:${name};Ada;;;`, `FN:Ada ${name}`, 'ORG:Officine Bianchi & C. S.n.c.'),
    );
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  const before = texts();
  expect(await names()).toEqual([['Officine Bianchi & C. S.n.c.', 2]]);

  const made = await decideCompanyName(scenario.db, alice, { name: 'Officine Bianchi', decision: 'create' });
  expect(made.changed).toBe(2);
  expect(await scenario.recordNamed(alice, 'Ada Uno')).toMatchObject({ companyId: made.companyId });
  await deleteRecord(scenario.db, alice, made.companyId!);
  expect(await names()).toHaveLength(1);

  scenario.phone.put(
    'company.vcf',
    vcard('c', 'N:;;;;', 'FN:OFFICINE BIANCHI', 'ORG:OFFICINE BIANCHI', 'X-ABSHOWAS:COMPANY'),
  );
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account, 'company');
  await scenario.sync(alice, account);
  expect(await scenario.recordNamed(alice, 'Ada Due')).toMatchObject({
    companyName: 'OFFICINE BIANCHI',
    values: { companyName: 'Officine Bianchi & C. S.n.c.' },
  });
  expect(await names()).toEqual([]);
  expect(texts().filter((text) => text.includes('Ada'))).toEqual(before);
});

test('a company that is renamed has whoever waited for that name; taken back, they wait again', async () => {
  scenario.phone.put('uno.vcf', vcard('Uno', 'N:Uno;Ada;;;', 'FN:Ada Uno', 'ORG:Officine Bianchi'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'company',
    values: { name: 'Bianchi Auto' },
  });
  const before = texts();
  expect(await names()).toEqual([['Officine Bianchi', 1]]);
  await updateRecord(scenario.db, alice, { id, values: { name: 'OFFICINE BIANCHI S.n.c.' } });
  expect(await scenario.recordNamed(alice, 'Ada Uno')).toMatchObject({ companyId: id });
  expect(await names()).toEqual([]);
  const [renamed] = (await listChanges(scenario.db, alice, { id, limit: 5 })).items.filter(
    ({ field }) => field === 'name',
  );
  await undoChange(scenario.db, alice, { id, changeId: renamed!.id });
  expect(await scenario.recordNamed(alice, 'Ada Uno')).toMatchObject({ companyId: null });
  expect(await names()).toEqual([['Officine Bianchi', 1]]);
  await scenario.sync(alice, account);
  expect(texts()).toEqual(before);
});
