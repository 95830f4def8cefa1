// S1.2: accounts of one’s own, several of them, contacts from cloud to CRM and back.
import { afterEach, expect, test } from 'vitest';
import { listAccounts } from '../../src/accounts/list-accounts.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('contacts come in and go out, and a colleague sees nothing of the account', async () => {
  scenario = await openScenario();
  const [alice, bob] = [await scenario.user('Alice'), await scenario.user('Bob')];
  scenario.phone.put(
    'anna.vcf',
    vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi', 'EMAIL;type=WORK:anna@acme.it'),
  );
  const account = await scenario.connect(alice);
  await createRecord(scenario.db, alice, {
    kind: 'lead',
    values: { lastName: 'Verdi', companyName: 'Beta S.r.l.' },
    flagged: true,
  });
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);

  expect((await scenario.recordNamed(alice, 'Anna Bianchi')).values.email).toBe('anna@acme.it');
  expect(
    scenario.phone
      .list()
      .map(({ href }) => scenario.phone.get(href)!.vcard)
      .join(),
  ).toContain('FN:Verdi');
  expect((await listAccounts(scenario.db, bob, { limit: 50 })).items).toEqual([]);
  await expect(scenario.queue(bob, account)).rejects.toMatchObject({ code: 'not-found' });
});

test('one user has two accounts, each with its own queue and its own links', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const [one, two] = [await scenario.connect(alice), await scenario.connect(alice, {}, 'carddav', 'bob')];
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi'));
  scenario.sandbox.book('bob').put('luca.vcf', vcard('L-1', 'N:Neri;Luca;;;', 'FN:Luca Neri'));
  await scenario.sync(alice, one);
  await scenario.sync(alice, two);
  expect((await scenario.queue(alice, one)).items.map(({ displayName }) => displayName)).toEqual([
    'Anna Bianchi',
  ]);
  expect((await scenario.queue(alice, two)).items.map(({ displayName }) => displayName)).toEqual([
    'Luca Neri',
  ]);
});
