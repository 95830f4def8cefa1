// S1.8, S1.13: each card becomes a company, a contact or a lead; one and only one of them.
import { afterEach, expect, test } from 'vitest';
import { getRun } from '../../src/accounts/get-run.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('each of three cards becomes what it was said to be', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put(
    'acme.vcf',
    vcard('C-1', 'N:;;;;', 'FN:Acme S.r.l.', 'ORG:Acme S.r.l.', 'X-ABShowAs:COMPANY', 'TEL;type=WORK:081 1'),
  );
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'ORG:Acme S.r.l.'));
  scenario.phone.put('luca.vcf', vcard('L-1', 'N:Neri;Luca;;;', 'FN:Luca Neri', 'ORG:Beta'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  const type = (name: string, kind: 'company' | 'contact' | 'lead') =>
    updateQueue(scenario.db, alice, {
      id: account,
      ids: [items.find(({ displayName }) => displayName === name)!.id],
      set: { kind },
    });
  await type('Acme S.r.l.', 'company');
  await type('Anna Bianchi', 'contact');
  await type('Luca Neri', 'lead');
  await scenario.importAll(alice, account);
  const company = await scenario.recordNamed(alice, 'Acme S.r.l.');
  expect(company).toMatchObject({ kind: 'company', values: { name: 'Acme S.r.l.', phone: '081 1' } });
  expect(await scenario.recordNamed(alice, 'Anna Bianchi')).toMatchObject({
    kind: 'contact',
    companyId: company.id,
  });
  expect(await scenario.recordNamed(alice, 'Luca Neri')).toMatchObject({
    kind: 'lead',
    values: { companyName: 'Beta' },
  });
});

test('a person and the company on the card come in one act, one company for all its people; undone, all of them go', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'ORG:Acme S.r.l.'));
  scenario.phone.put('luca.vcf', vcard('L-1', 'N:Neri;Luca;;;', 'FN:Luca Neri', 'ORG:ACME'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const set = { kind: 'contact', withCompany: true } as const;
  await updateQueue(scenario.db, alice, { id: account, filter: {}, set });
  const { runId } = await importQueue(scenario.db, alice, account);
  await scenario.run(account);
  const company = await scenario.recordNamed(alice, 'Acme S.r.l.');
  expect(company).toMatchObject({ kind: 'company', flagged: false, links: [] });
  for (const name of ['Anna Bianchi', 'Luca Neri'])
    expect(await scenario.recordNamed(alice, name)).toMatchObject({ kind: 'contact', companyId: company.id });
  expect((await getRun(scenario.db, alice, runId)).counts).toMatchObject({ created: 3 });

  expect(await undoRun(scenario.db, alice, { id: runId })).toMatchObject({ skipped: [] });
  expect(await scenario.record(alice, company.id)).toMatchObject({ deletedAt: expect.any(String) });
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ pending: 2, imported: 0 });
});

test('a company that is here, or comes with a card of its own, is not made again', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('acme.vcf', vcard('C-1', 'N:;;;;', 'FN:Acme', 'ORG:Acme', 'X-ABShowAs:COMPANY'));
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'ORG:Acme S.r.l.'));
  scenario.phone.put('luca.vcf', vcard('L-1', 'N:Neri;Luca;;;', 'FN:Luca Neri', 'ORG:Beta'));
  await createRecord(scenario.db, alice, { kind: 'company', values: { name: 'Beta' } });
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  for (const { id, suggestedKind: kind } of items)
    await updateQueue(scenario.db, alice, { id: account, ids: [id], set: { kind, withCompany: true } });
  await importQueue(scenario.db, alice, account);
  await scenario.run(account);
  expect(await scenario.count('record')).toBe(4);
  for (const [person, name] of [
    ['Anna Bianchi', 'Acme'],
    ['Luca Neri', 'Beta'],
  ])
    expect((await scenario.recordNamed(alice, person!)).companyId).toBe(
      (await scenario.recordNamed(alice, name!)).id,
    );
});

test('a card is given to a record that is here, whatever it is suggested to be, and each suggestion has its reason', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Nina;;;', 'FN:Nina Bianchi', 'TEL;type=CELL:348 1'));
  scenario.phone.put('acme.vcf', vcard('C-1', 'N:;;;;', 'FN:Acme', 'ORG:Acme'));
  const { id } = await createRecord(scenario.db, alice, {
    kind: 'lead',
    values: { firstName: 'Anna', lastName: 'Bianchi', email: 'anna@x.example' },
  });
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  expect(items.map(({ suggestedKind, reason }) => [suggestedKind, reason]).toSorted()).toEqual([
    ['company', expect.stringMatching(/organi[sz]ation/)],
    ['contact', expect.stringMatching(/name/)],
  ]);
  const nina = items.find(({ displayName }) => displayName === 'Nina Bianchi')!;
  await updateQueue(scenario.db, alice, {
    id: account,
    ids: [nina.id],
    set: { recordId: id, choice: { all: 'record' } },
  });
  await importQueue(scenario.db, alice, account);
  await scenario.run(account);
  await scenario.sync(alice, account);
  expect(await scenario.count('record')).toBe(1);
  expect(await scenario.record(alice, id)).toMatchObject({
    kind: 'lead',
    flagged: true,
    values: { firstName: 'Anna', email: 'anna@x.example' },
  });
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ imported: 1, pending: 1 });
});
