// S1.23: importing turns Sync mobile on, for the importer only, and the record says where it is linked.
import { afterEach, expect, test } from 'vitest';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('the importer’s flag is on, a colleague’s is not', async () => {
  scenario = await openScenario();
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'TEL;type=PAGER:99'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const record = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(record).toMatchObject({
    flagged: true,
    ownerId: alice.userId,
    links: [
      {
        accountId: account,
        provider: 'icloud',
        cardName: 'Anna Bianchi',
        state: 'active',
        reason: null,
        pending: false,
      },
    ],
  });
  expect(record.links[0]!.alsoOnCard).toEqual([{ property: 'phones', label: 'pager', value: '99' }]);
  expect(await scenario.record(bob, record.id)).toMatchObject({
    flagged: false,
    flaggedByOthers: 1,
    links: [],
  });
});
