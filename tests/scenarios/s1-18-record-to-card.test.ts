// S1.18: an edit of a flagged record reaches the card, and only what changed is written.
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARD = vcard(
  'A-1',
  'N:Bianchi;Anna;;;',
  'FN:Anna Bianchi',
  'TEL;type=WORK;type=VOICE:081 1',
  'item1.TEL:081 9',
  'item1.X-ABLabel:Citofono',
  'IMPP;X-SERVICE-TYPE=Skype:skype:anna',
  'X-UNKNOWN;A=b:kept  as is',
);

test('address, mail and phone go to the card; everything else stays byte for byte', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  await updateRecord(scenario.db, alice, {
    id,
    values: { phone: '081 2', email: 'anna@acme.it', 'mailing.city': 'Napoli' },
  });
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { pushed: 1 } });
  const text = scenario.phone.get('anna.vcf')!.vcard;
  expect(text).toContain('TEL;type=WORK;type=VOICE:081 2');
  expect(text).toContain('anna@acme.it');
  expect(text).toContain('Napoli');
  for (const line of [
    'item1.TEL:081 9',
    'item1.X-ABLabel:Citofono',
    'IMPP;X-SERVICE-TYPE=Skype:skype:anna',
    'X-UNKNOWN;A=b:kept  as is',
    'FN:Anna Bianchi',
  ])
    expect(text.split('\r\n')).toContain(line);
  scenario.sandbox.requests.reset();
  await scenario.sync(alice, account);
  expect(scenario.sandbox.requests).toMatchObject({ total: 1, cardsServed: 0 });
});

test('emptying a field empties it on the card', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', CARD);
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const { id } = await scenario.recordNamed(alice, 'Anna Bianchi');
  await updateRecord(scenario.db, alice, { id, values: { phone: null } });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('anna.vcf')!.vcard).not.toContain('081 1');
  expect((await scenario.recordNamed(alice, 'Anna Bianchi')).values).not.toHaveProperty('phone');
});
