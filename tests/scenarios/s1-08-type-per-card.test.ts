// S1.8, S1.13: each card becomes a company, a contact or a lead; one and only one of them.
import { afterEach, expect, test } from 'vitest';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
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
