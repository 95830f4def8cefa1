// The database is lost and a fresh one meets the same address book: its own cards come as such, and nobody is doubled.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { getAccount } from '../../src/accounts/get-account.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const rossi = {
  kind: 'contact' as const,
  values: { firstName: 'Mario', lastName: 'Rossi', mobile: '+39 348 1234567' },
};

/** Rubrica made a card for Rossi, Anna's was there before; then everything Rubrica knew is gone. */
async function lost() {
  scenario = await openScenario();
  const before = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi'));
  const account = await scenario.connect(before);
  await createRecord(scenario.db, before, { ...rossi, flagged: true });
  await scenario.sync(before, account);
  const { waiting } = await getAccount(scenario.db, before, account);
  expect([waiting, scenario.phone.count()]).toEqual([null, 2]);
  await scenario.db.execute(sql`truncate account, record, change, flag, app_user cascade`);
  return scenario.user();
}

const contents = () => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);

test('cards of Rubrica’s come into the queue as such; imported they are linked, and none is made or deleted', async () => {
  const alice = await lost();
  const cards = contents();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const { items } = await scenario.queue(alice, account);
  const made = Object.fromEntries(items.map(({ displayName, madeHere }) => [displayName, madeHere]));
  expect(made).toEqual({ 'Anna Bianchi': false, 'Mario Rossi': true });
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account, { full: true });
  expect(contents()).toEqual(cards);
  expect([await scenario.count('record'), await scenario.count('link')]).toEqual([2, 2]);
});

test('a record that was typed again waits for its card in the queue instead of getting a second one', async () => {
  const alice = await lost();
  const cards = contents();
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await createRecord(scenario.db, alice, { ...rossi, flagged: true });
  await scenario.sync(alice, account);
  expect(contents()).toEqual(cards);
  const [link] = (await scenario.db.execute<{ hold: { code: string } }>(sql`select hold from link`)).rows;
  expect(link!.hold.code).toBe('match-in-queue');
});
