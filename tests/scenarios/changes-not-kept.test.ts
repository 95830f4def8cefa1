// A server that says that it took a change and keeps its old card: what it shows is nobody's edit.
import { afterEach, expect, test } from 'vitest';
import { getRecord } from '../../src/records/get-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('the edit stays, the card is held with the reason, and the change arrives once the server keeps it', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;TYPE=CELL:333 1'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  scenario.sandbox.behaviour.ignores = ['PUT'];
  await updateRecord(scenario.db, alice, { id, values: { mobile: '333 2' } });
  for (let time = 0; time < 3; time += 1) await scenario.sync(alice, account, { full: time === 2 });
  expect(await getRecord(scenario.db, alice, id)).toMatchObject({
    values: { mobile: '333 2' },
    links: [{ state: 'held', reason: 'refused', detail: 'not-kept' }],
  });
  scenario.sandbox.behaviour.ignores = [];
  await updateRecord(scenario.db, alice, { id, values: { title: 'Dr' } });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).toContain('333 2');
});

test('a card that a full listing does not show any more is looked for by the same run', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (const name of ['Anna', 'Bruno'])
    scenario.phone.put(`${name}.vcf`, vcard(name, `N:Bianchi;${name};;;`, `FN:${name}`));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  scenario.phone.remove('Anna.vcf');
  await scenario.sync(alice, account, { full: true });
  expect((await getRecord(scenario.db, alice, id)).links).toEqual([]);
});
