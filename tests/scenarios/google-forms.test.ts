// People whom Google gives in forms of its own: a name only as a whole, a nickname alone, another resource name that no listing tells.
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';

let scenario: GoogleScenario;
afterEach(() => scenario.close());

async function imported(person: object) {
  const anna = await scenario.user('Anna');
  const { resourceName: name } = scenario.phone.create(person);
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  await scenario.importAll(anna, account);
  return { anna, account, name };
}

test.each([
  [{ salutation: 'Dott.' }, { honorificPrefix: 'Dott.', familyName: 'Mario Rossi' }],
  [{ firstName: 'Mario' }, { givenName: 'Mario', familyName: 'Mario Rossi' }],
  [
    { firstName: 'Mario', lastName: 'Rossi' },
    { givenName: 'Mario', familyName: 'Rossi' },
  ],
])(
  '%o typed beside a name that is given only as a whole goes out with the rest of it',
  async (values, name) => {
    scenario = await openGoogleScenario({ behaviour: { parsesNames: false } });
    const { anna, account, name: id } = await imported({ names: [{ unstructuredName: 'Mario Rossi' }] });
    const record = await scenario.recordNamed(anna, 'Mario Rossi');
    expect(record.values).toEqual({ lastName: 'Mario Rossi' });
    await updateRecord(scenario.db, anna, { id: record.id, values });
    await scenario.sync(anna, account);
    await scenario.sync(anna, account);
    expect(scenario.phone.get(id)!.names).toMatchObject([name]);
    expect((await scenario.record(anna, record.id)).values).toEqual({ lastName: 'Mario Rossi', ...values });
  },
);

test('somebody of whom there is only a nickname is taken under it', async () => {
  scenario = await openGoogleScenario();
  const { anna, account } = await imported({ nicknames: [{ value: 'Nini' }] });
  const record = await scenario.recordNamed(anna, 'Nini');
  await updateRecord(scenario.db, anna, { id: record.id, values: { email: 'nini@example.org' } });
  await scenario.sync(anna, account);
  const [person] = scenario.phone.list();
  expect([person!.nicknames?.[0]?.value, person!.names, person!.emailAddresses?.[0]?.value]).toEqual([
    ...['Nini', undefined, 'nini@example.org'],
  ]);
});

test('a contact that got another name while its position was dead is shown with its record, and followed once its old name may be believed gone', async () => {
  scenario = await openGoogleScenario();
  const ada = { names: [{ givenName: 'Ada', familyName: 'Neri' }], phoneNumbers: [{ value: '349 1234567' }] };
  const { anna, account, name } = await imported(ada);
  const record = await scenario.recordNamed(anna, 'Ada Neri');
  const pending = async () =>
    (await scenario.queue(anna, account)).items.filter(({ state }) => state === 'pending');
  const { resourceName: now } = scenario.phone.rename(name);
  scenario.google.faults.expireSyncTokens();
  await scenario.sync(anna, account);
  expect(await pending()).toMatchObject([{ matches: [{ recordId: record.id }] }]);
  scenario.advance(20 * 60_000);
  await scenario.sync(anna, account);
  expect(await pending()).toEqual([]);
  await updateRecord(scenario.db, anna, { id: record.id, values: { title: 'CTO' } });
  await scenario.sync(anna, account);
  expect(scenario.phone.count()).toBe(1);
  expect(scenario.phone.get(now)!.organizations).toMatchObject([{ title: 'CTO' }]);
  expect((await scenario.record(anna, record.id)).links).toMatchObject([{ state: 'active' }]);
});
