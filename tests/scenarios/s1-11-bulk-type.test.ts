// S1.11: the manual’s product types contact by contact; here a selection or everything a search finds is typed at once.
import { afterEach, expect, test } from 'vitest';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('everything a search finds is typed in one act, and can be taken back', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (let index = 0; index < 30; index += 1)
    scenario.phone.put(
      `p${index}.vcf`,
      vcard(
        `P-${index}`,
        `N:Rossi;N${index};;;`,
        `FN:N${index} Rossi`,
        `ORG:${index % 2 ? 'Acme' : 'Beta'}`,
        `EMAIL:n${index}@${index % 2 ? 'acme' : 'beta'}.it`,
      ),
    );
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  expect(
    await updateQueue(scenario.db, alice, { id: account, filter: { q: 'acme' }, set: { kind: 'lead' } }),
  ).toMatchObject({ changed: 15, lead: 15, merged: 0 });
  expect(await scenario.queue(alice, account)).toMatchObject({
    counts: { ready: 15, pending: 15 },
    ready: { lead: 15, contact: 0 },
  });
  await updateQueue(scenario.db, alice, { id: account, filter: { q: 'acme' }, set: { kind: null } });
  expect((await scenario.queue(alice, account)).counts).toMatchObject({ ready: 0, pending: 30 });
});

test('the suggestions are taken in one act: companies as companies, people as contacts', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('acme.vcf', vcard('C-1', 'N:;;;;', 'FN:Acme', 'ORG:Acme', 'X-ABShowAs:COMPANY'));
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await updateQueue(scenario.db, alice, { id: account, filter: {}, set: { suggested: true } });
  expect((await scenario.queue(alice, account)).ready).toMatchObject({ company: 1, contact: 1 });
});
