// S2.11: given and family name stand in their places; nobody has to write a whole name into the last one.

import { afterEach, expect, test } from 'vitest';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const NAMES = {
  'one word, given': ['N:;Cher;;;', 'FN:Cher', { firstName: 'Cher' }],
  'one word, family': ['N:Cher;;;;', 'FN:Cher', { lastName: 'Cher' }],
  particles: [
    'N:de la Cruz;María José;;;',
    'FN:María José de la Cruz',
    { firstName: 'María José', lastName: 'de la Cruz' },
  ],
  'a prefix': [
    'N:Rossi;Anna;;Dott.ssa;',
    'FN:Dott.ssa Anna Rossi',
    { salutation: 'Dott.ssa', firstName: 'Anna', lastName: 'Rossi' },
  ],
  'family name first': ['N:山田;太郎;;;', 'FN:山田 太郎', { firstName: '太郎', lastName: '山田' }],
  'middle name and suffix': [
    'N:King;Martin;Luther;;Jr.',
    'FN:Martin Luther King Jr.',
    { firstName: 'Martin', lastName: 'King' },
  ],
} as const;

test.each(Object.entries(NAMES))(
  '%s: every part in its place, and the card is left as it was',
  async (_what, [n, fn, values]) => {
    scenario = await openScenario();
    const alice = await scenario.user();
    scenario.phone.put('one.vcf', vcard('N-1', n, fn));
    const before = scenario.phone.get('one.vcf')!.vcard;
    const account = await scenario.connect(alice);
    await scenario.sync(alice, account);
    await scenario.importAll(alice, account);
    await scenario.sync(alice, account);
    const [{ id }] = (await scenario.db.execute<{ id: string }>('select id from record')).rows as [
      { id: string },
    ];
    expect((await scenario.record(alice, id)).values).toEqual(values);
    expect(scenario.phone.get('one.vcf')!.vcard).toBe(before);
    // Another part of the card is edited: the parts of the name no field takes are still there.
    await updateRecord(scenario.db, alice, { id, values: { email: 'a@example.org' } });
    await scenario.sync(alice, account);
    expect(scenario.phone.get('one.vcf')!.vcard).toContain(n);
    expect(scenario.phone.get('one.vcf')!.vcard).toContain(fn);
  },
);

test.each([
  [{ firstName: 'Cher' }, 'N:;Cher;;;', 'FN:Cher'],
  [{ lastName: 'Cher' }, 'N:Cher;;;;', 'FN:Cher'],
  [
    { salutation: 'Dott.', firstName: 'Anna', lastName: 'De Rossi' },
    'N:De Rossi;Anna;;Dott.;',
    'Anna De Rossi',
  ],
])('a record called %o makes a card with each part in its place', async (values, n, fn) => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await createRecord(scenario.db, alice, { kind: 'contact', values, flagged: true });
  await scenario.sync(alice, account);
  const card = scenario.phone.get(scenario.phone.list()[0]!.href)!.vcard;
  expect(card).toContain(n);
  expect(card).toContain(fn);
});

test('a first name typed beside a whole name goes out with the rest of it', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('one.vcf', vcard('N-2', 'FN:Mario Rossi', 'TEL:333 1234567'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const [{ id }] = (await scenario.db.execute<{ id: string }>('select id from record')).rows as [
    { id: string },
  ];
  await updateRecord(scenario.db, alice, { id, values: { firstName: 'Mario' } });
  await scenario.sync(alice, account);
  await scenario.sync(alice, account);
  expect((await scenario.record(alice, id)).values).toMatchObject({
    firstName: 'Mario',
    lastName: 'Mario Rossi',
  });
  // Until somebody puts the last name right, both sides say the same, and nothing of it is lost on the phone.
  expect(scenario.phone.get('one.vcf')!.vcard).toContain('N:Mario Rossi;Mario;;;');
  await updateRecord(scenario.db, alice, { id, values: { lastName: 'Rossi' } });
  await scenario.sync(alice, account);
  expect(scenario.phone.get('one.vcf')!.vcard).toContain('FN:Mario Rossi');
  expect(scenario.phone.get('one.vcf')!.vcard).toContain('N:Rossi;Mario;;;');
  expect((await scenario.record(alice, id)).values).toMatchObject({ firstName: 'Mario', lastName: 'Rossi' });
});
