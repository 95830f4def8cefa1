// S1.20, S1.21: postal addresses go both ways. The manuals' product loses them on the way in.
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const UID = '4F1C1A2E-0001-4000-8000-000000000001';
const APPLE_CARD = vcard(
  UID,
  'PRODID:-//Apple Inc.//iPhone OS 19.0//EN',
  'N:Bianchi;Anna;;;',
  'FN:Anna Bianchi',
  'item1.ADR;type=WORK;type=pref:;;Via Roma 1\\nScala B;Napoli;NA;80100;Italia',
  'item1.X-ABADR:it',
  'item2.ADR:;;Lungomare 7;Gaeta;LT;04024;Italia',
  'item2.X-ABLabel:Casa al mare',
  'item2.X-ABADR:it',
  'X-SOCIALPROFILE;type=twitter:http://twitter.com/anna',
);

test('an Apple address arrives on import, an edit of it goes back to the line it came from, and nothing else moves', async () => {
  scenario = await openScenario();
  scenario.phone.put(`${UID}.vcf`, APPLE_CARD);
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const record = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(record.values).toMatchObject({
    'mailing.street': 'Via Roma 1\nScala B',
    'mailing.city': 'Napoli',
    'mailing.state': 'NA',
    'mailing.postalCode': '80100',
    'mailing.country': 'Italia',
    'other.street': 'Lungomare 7',
    'other.city': 'Gaeta',
  });

  await updateRecord(scenario.db, alice, { id: record.id, values: { 'other.street': 'Lungomare 9' } });
  await scenario.sync(alice, account);
  const [card] = scenario.phone.list();
  expect(scenario.phone.get(card!.href)!.vcard).toBe(APPLE_CARD.replace('Lungomare 7', 'Lungomare 9'));
});

test('an address edited on the phone is edited in the record', async () => {
  scenario = await openScenario();
  scenario.phone.put(`${UID}.vcf`, APPLE_CARD);
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  scenario.phone.edit(scenario.phone.list()[0]!.href, (text) => text.replace('Napoli', 'Salerno'));
  await scenario.sync(alice, account);
  const { values } = await scenario.recordNamed(alice, 'Anna Bianchi');
  expect(values['mailing.city']).toBe('Salerno');
  expect(values['other.city']).toBe('Gaeta');
});
