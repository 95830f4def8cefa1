// S2.2: what comes from a person's account is that person's; what was somebody's already stays theirs.
import { afterEach, expect, test } from 'vitest';
import { runAccount } from '../../src/accounts/run-account.ts';
import { importQueue } from '../../src/import-queue/import-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

test('every imported contact belongs to whose account it came from', async () => {
  scenario = await openGoogleScenario({ people: 12 });
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  const { rows } = await scenario.db.execute(
    'select owner_id as owner, count(*)::int as n from record group by 1',
  );
  expect(rows).toEqual([{ owner: anna.userId, n: 12 }]);
});

test('a contact merged into a colleague’s record leaves it with the colleague', async () => {
  scenario = await openGoogleScenario();
  const [anna, bruno] = [await scenario.user('Anna'), await scenario.user('Bruno')];
  const { id } = await createRecord(scenario.db, bruno, {
    kind: 'contact',
    values: { firstName: 'Ada', lastName: 'Rossi', email: 'ada@acme.example' },
  });
  scenario.phone.create({
    names: [{ givenName: 'Ada', familyName: 'Rossi' }],
    emailAddresses: [{ value: 'ada@acme.example', type: 'work' }],
    phoneNumbers: [{ value: '+39 02 1234567', type: 'work' }],
  });
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  const [item] = (await scenario.queue(anna, account)).items;
  expect(item!.matches).toMatchObject([{ recordId: id }]);
  await updateQueue(scenario.db, anna, { id: account, ids: [item!.id], set: { recordId: id } });
  await importQueue(scenario.db, anna, account);
  await runAccount(scenario.deps, account, new AbortController().signal);
  expect(await scenario.record(anna, id)).toMatchObject({
    ownerId: bruno.userId,
    values: { phone: '+39 02 1234567' },
    flagged: true,
  });
});
