// S1.12: turning Sync mobile on puts the record on the phone.
import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { flagRecords } from '../../src/records/flag-records.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { openScenario, type Scenario } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('a record of each kind becomes a card, once, with its address', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const made = [
    await createRecord(scenario.db, alice, {
      kind: 'company',
      values: { name: 'Acme S.r.l.', 'billing.street': 'Via Roma 1', 'billing.city': 'Napoli' },
    }),
    await createRecord(scenario.db, alice, {
      kind: 'contact',
      values: { firstName: 'Anna', lastName: 'Bianchi', mobile: '348 1234567' },
    }),
    await createRecord(scenario.db, alice, {
      kind: 'lead',
      values: { companyName: 'Beta', 'mailing.city': 'Lodi' },
    }),
  ];
  for (const { id } of made) await setFlag(scenario.db, alice, { id, flagged: true });
  expect(await scenario.sync(alice, account)).toMatchObject({
    counts: { created: 3, linked: 3, remoteTotal: 3, pending: 0 },
  });
  const cards = scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);
  expect(cards.length).toBe(3);
  expect(cards.find((text) => text.includes('Acme'))).toMatch(
    /X-ABShowAs:COMPANY[\s\S]*Napoli|Napoli[\s\S]*X-ABShowAs:COMPANY/,
  );
  expect(cards.find((text) => text.includes('Anna'))).toContain('348 1234567');
  expect(await scenario.sync(alice, account)).toMatchObject({ counts: { created: 0, pushed: 0 } });
  expect(scenario.phone.count()).toBe(3);
});

test('a whole selection is flagged at once', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  for (let index = 0; index < 25; index += 1)
    await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: `Rossi ${index}` } });
  expect(await flagRecords(scenario.db, alice, { filter: { kind: 'contact' }, flagged: true })).toMatchObject(
    {
      changed: 25,
      cards: 25,
    },
  );
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(25);
});

test('switching on and off again before anything happened sends nothing', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { id } = await createRecord(scenario.db, alice, { kind: 'contact', values: { lastName: 'Rossi' } });
  await setFlag(scenario.db, alice, { id, flagged: true });
  await setFlag(scenario.db, alice, { id, flagged: false });
  await scenario.sync(alice, account);
  expect(scenario.phone.count()).toBe(0);
  expect(scenario.sandbox.requests.byMethod.PUT ?? 0).toBe(0);
});
