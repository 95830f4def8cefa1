// S1.7: the queue shows every contact retrieved from the account, as its owner sees it.
import { afterEach, expect, test } from 'vitest';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('every card is there with its values, labels and groups; group cards are not cards', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put(
    'anna.vcf',
    vcard(
      'A-1',
      'N:Bianchi;Anna;;;',
      'FN:Anna Bianchi',
      'ORG:Acme S.r.l.;',
      'item1.TEL:081 5551234',
      'item1.X-ABLabel:Centralino',
    ),
  );
  scenario.phone.put(
    'group.vcf',
    vcard(
      'G-1',
      'N:Clienti',
      'FN:Clienti',
      'X-ADDRESSBOOKSERVER-KIND:group',
      'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:A-1',
    ),
  );
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const queue = await scenario.queue(alice, account);
  expect(queue.items).toMatchObject([
    {
      displayName: 'Anna Bianchi',
      groupNames: ['Clienti'],
      suggestedKind: 'contact',
      state: 'pending',
      contact: {
        organization: { name: 'Acme S.r.l.' },
        phones: [{ label: 'Centralino', value: '081 5551234' }],
      },
    },
  ]);
});

test('a card edited or removed before it is imported is edited or removed in the queue', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi'));
  scenario.phone.put('luca.vcf', vcard('L-1', 'N:Neri;Luca;;;', 'FN:Luca Neri'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  scenario.phone.edit('anna.vcf', (text) =>
    text.replace('FN:Anna Bianchi', 'FN:Anna Rossi').replace('N:Bianchi', 'N:Rossi'),
  );
  scenario.phone.remove('luca.vcf');
  await scenario.sync(alice, account);
  expect((await scenario.queue(alice, account)).items.map(({ displayName }) => displayName)).toEqual([
    'Anna Rossi',
  ]);
});
